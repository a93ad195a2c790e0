//! What reading a sentinel brings.

use super::{Fault, FaultMemory, On, fault_of};
use crate::answer::{Answer, e1, e3, e4, e5, ok, typed};
use http::StatusCode;

/// The faulty answer to reading this task; `None` if it is read as it is. `own` and `other` are
/// the JSON of the task and of the one that is mistaken for it.
pub(crate) fn read_fault(
    task: u64,
    memory: &mut FaultMemory,
    own: &str,
    other: &str,
) -> Option<Answer> {
    match fault_of(task, On::Read)? {
        Fault::ReadForbidden => Some(e4(
            StatusCode::FORBIDDEN,
            71_013_010,
            "You need the Workflow View Access permission.",
        )),
        Fault::ReadExpiredToken => Some(e3(StatusCode::UNAUTHORIZED, "Authentication error")),
        Fault::ReadUnavailable => Some(typed(
            StatusCode::SERVICE_UNAVAILABLE,
            "text/plain; charset=UTF-8",
            "An unexpected error occurred\n",
        )),
        Fault::ReadLoginPage => Some(typed(
            StatusCode::OK,
            "text/html; charset=utf-8",
            "<!doctype html><html><head><title>Log in</title></head><body><form method=\"post\" \
             action=\"/login\"><input name=\"user\"><input name=\"password\" type=\"password\">\
             </form></body></html>",
        )),
        Fault::ReadLimited => {
            memory.limited_reads += 1;
            memory.limited_reads.is_multiple_of(2).then(|| e5(5))
        }
        Fault::ReadSuccessFalse => {
            Some(e1(StatusCode::OK, 53_100_050, "The object is locked by another request."))
        }
        Fault::ReadTruncated => {
            let half: String = own.chars().take(own.chars().count() / 2).collect();
            Some(ok(half))
        }
        Fault::ReadOtherTask => Some(ok(other)),
        _ => None,
    }
}
