//! What a rerun of a sentinel brings.

use super::{Fault, FaultMemory, On, fault_of};
use crate::answer::{Answer, e1, e4, e5, ok, typed, w1};
use crate::idempotency::{Hold, still_running};
use crate::reply::{Delivery, Reply};
use http::StatusCode;

/// How long the key of an unanswered rerun stays in progress.
const HANG_MS: i64 = 2_000;
const SLOW_MS: u64 = 8_000;

/// The course of one rerun that reached the key store.
#[derive(Debug)]
pub(crate) struct RerunCourse {
    pub(crate) runs: bool,
    /// Saved instead of the task; `None` saves the task.
    pub(crate) answer: Option<Answer>,
    /// Sent now instead of what is saved.
    pub(crate) first: Option<Answer>,
    pub(crate) hold: Hold,
    pub(crate) delivery: Delivery,
}

impl RerunCourse {
    fn smooth() -> Self {
        let (hold, delivery) = (Hold::default(), Delivery::Whole);
        Self { runs: true, answer: None, first: None, hold, delivery }
    }

    pub(crate) fn refused(answer: Answer) -> Self {
        Self { runs: false, answer: Some(answer), ..Self::smooth() }
    }

    /// What a user without the permission is told.
    pub(crate) fn forbidden() -> Self {
        Self::refused(e4(
            StatusCode::FORBIDDEN,
            71_013_010,
            "You need the Workflow Run Access permission.",
        ))
    }
}

/// Answers that come from in front of the key store: nothing runs and nothing is saved.
pub(crate) fn stopped_before_store(
    task: u64,
    key: Option<&str>,
    memory: &mut FaultMemory,
) -> Option<Reply> {
    match fault_of(task, On::Rerun)? {
        Fault::CutBeforeRunning => {
            Some(Reply { response: gateway_page(), delivery: Delivery::CutBeforeRunning })
        }
        Fault::GatewayPage => Some(Reply::whole(gateway_page())),
        Fault::LimitedOnce => {
            let key = key.unwrap_or_default();
            let turned_away = memory.limited_keys.insert(key.to_owned());
            // Without a key one request cannot be told from the next: they take turns.
            if !turned_away && key.is_empty() {
                memory.limited_keys.remove(key);
            }
            turned_away.then(|| Reply::whole(e5(5)))
        }
        _ => None,
    }
}

/// The course of a rerun of this task at `now`.
pub(crate) fn course_of(task: u64, has_key: bool, now: i64) -> RerunCourse {
    let smooth = RerunCourse::smooth();
    match fault_of(task, On::Rerun) {
        Some(Fault::AnswerLost) => RerunCourse { delivery: Delivery::CutAfterRunning, ..smooth },
        Some(Fault::Hang) => RerunCourse {
            hold: Hold { until: now + HANG_MS, refusals: 0 },
            delivery: Delivery::Never,
            ..smooth
        },
        Some(Fault::Slow) => RerunCourse {
            hold: Hold { until: now.saturating_add_unsigned(SLOW_MS), refusals: 0 },
            delivery: Delivery::After { delay_ms: SLOW_MS },
            ..smooth
        },
        // Without a key there is nothing to be in conflict with.
        Some(Fault::ConflictTwice) if has_key => RerunCourse {
            first: Some(still_running()),
            hold: Hold { until: 0, refusals: 1 },
            ..smooth
        },
        Some(Fault::ErrorAfterRunning) => {
            RerunCourse { runs: true, ..RerunCourse::refused(internal_error()) }
        }
        Some(Fault::ErrorWithoutRunning) => RerunCourse::refused(internal_error()),
        Some(Fault::SuccessFalse) => RerunCourse::refused(ok(
            r#"{"success":false,"processId":"CBCFED6580B4E076","reasons":[{"code":53100061,"message":"The service is temporarily unavailable."}]}"#,
        )),
        Some(Fault::Refused) => RerunCourse::refused(w1(
            StatusCode::BAD_REQUEST,
            "invalid",
            "The workflow of this task is inactive.",
        )),
        Some(Fault::Forbidden) => RerunCourse::forbidden(),
        _ => smooth,
    }
}

fn internal_error() -> Answer {
    e1(StatusCode::INTERNAL_SERVER_ERROR, 90_000_060, "An internal error occurred.")
}

fn gateway_page() -> Answer {
    typed(
        StatusCode::BAD_GATEWAY,
        "text/html; charset=utf-8",
        "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad \
         Gateway</h1></center>\r\n</body>\r\n</html>\r\n",
    )
}
