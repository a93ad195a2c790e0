//! What an answer, or a silence, tells about the rerun that was sent.

use super::Intent;
use super::rules::{Rule, Rules};
use super::stage::WhyNotSent;
use crate::api::envelope::is_refusal_of_zuora;
use crate::api::fault::{ApiFault, Left};
use crate::api::{ApiReply, Outcome, Silence};
use crate::id::TaskId;
use crate::payload::{Json, Kind};
use crate::task::Task;
use crate::time::UnixMillis;

/// Wait after a 429 that does not say how long, in milliseconds.
pub const USUAL_WAIT_MS: i64 = 10_000;

/// What is known after one attempt, by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Zuora took it, now or earlier under the same key. It has run or will. The task is the one
    /// that was asked for, or a new instance of it.
    Accepted(TaskId),
    /// It may have run or not.
    Unclear(Doubt),
    /// The limiter turned it away. It has not run.
    Limited {
        /// How long to wait, in milliseconds.
        wait_ms: i64,
    },
    /// Zuora said no. It has not run.
    Refused(ApiFault),
    /// It never left. It has not run.
    NeverSent(WhyNotSent),
}

/// Why it is not known whether the task ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// There was no answer in the time allowed.
    TimedOut,
    /// The connection broke before an answer.
    NoAnswer,
    /// The page that sent it is gone, or is another one: its journal holds no answer.
    Interrupted,
    /// 409: an earlier request with the key is still under way.
    UnderWay,
    /// 422: the key was used for something else. Sending it again cannot help.
    KeyClash,
    /// The gateway did not pass this attempt on, because its key has left before: an earlier
    /// attempt, from here or elsewhere, may have run. Sending the key again cannot help.
    KeyLeft {
        /// When it left first, by the gateway's clock.
        at: Option<UnixMillis>,
    },
    /// The gateway did not pass this copy of the attempt on, because another copy has left before,
    /// whose answer was not heard.
    CopyLeft,
    /// An answer that proves neither.
    Unproven(ApiFault),
}

/// Reads what came of one attempt (protocol §1.6a). Only two things prove that it did not run: the
/// gateway's own mark, and Zuora's own "no" in a form that it gives before execution.
///
/// | observed | verdict |
/// |---|---|
/// | 2xx with the task, or a new instance of it in the same run | `Accepted` |
/// | Zuora's own 400, 401, 403 or 404 ([`is_refusal_of_zuora`]) | `Refused` |
/// | Zuora's own 429 | `Limited` |
/// | Zuora's own 422 | `Unclear`: the key clashed |
/// | 409 | `Unclear` |
/// | the gateway's mark that nothing left it | `NeverSent` |
/// | the gateway's mark that key or copy left it before | `Unclear` |
/// | withheld here | `NeverSent` |
/// | everything else: any other status or shape, a web page, no answer | `Unclear` |
#[must_use]
pub fn verdict(intent: &Intent, outcome: &Outcome, rules: Rules) -> (Verdict, Option<Task>) {
    let reply = match outcome {
        Ok(reply) => reply,
        Err(Silence::TimedOut) => return (Verdict::Unclear(Doubt::TimedOut), None),
        Err(Silence::NoAnswer | Silence::Stale) => {
            return (Verdict::Unclear(Doubt::NoAnswer), None);
        }
        Err(Silence::Withheld(why)) => {
            return (Verdict::NeverSent(WhyNotSent::Withheld(why.clone())), None);
        }
    };
    match accepted_task(intent, reply) {
        Ok(task) => (Verdict::Accepted(task.id), Some(task)),
        Err(fault) => (of_fault(fault, reply, rules), None),
    }
}

fn accepted_task(intent: &Intent, reply: &ApiReply) -> Result<Task, ApiFault> {
    let garbled = |what: &str| ApiFault::Garbled { status: reply.status, what: what.to_owned() };
    let task = Task::read(&reply.success()?).map_err(|error| garbled(&error.to_string()))?;
    if complains(&task) {
        Err(garbled("the answer holds a task and a complaint"))
    } else if task.id == intent.task || is_instance_of(&task, intent) {
        Ok(task)
    } else {
        Err(garbled("the answer is about another task"))
    }
}

/// Whether complaints stand beside the task, of whatever shape: no field of a task is named so.
fn complains(task: &Task) -> bool {
    let names = ["errors", "Errors", "reasons"];
    let says = |value: &Json| match value.kind() {
        Kind::Array => !value.items().is_empty(),
        Kind::Object => !value.members().is_empty(),
        Kind::Text => value.string().is_none_or(|text| !text.is_empty()),
        Kind::Bool => value.truth() == Some(true),
        Kind::Number => true,
        Kind::Null => false,
    };
    let says_so = |name: &str| task.other.iter().any(|(own, value)| own == name && says(value));
    names.into_iter().any(says_so) || (says_so("code") && says_so("message"))
}

/// Whether `task` is a new instance of what was asked for: the same setup task in the same run.
///
/// LIVE-UNVERIFIED(whether a rerun keeps the task's id; no published answer shows it; when known,
/// drop the case that does not happen)
fn is_instance_of(task: &Task, intent: &Intent) -> bool {
    let same_setup =
        task.original_task_id.is_some() && task.original_task_id == intent.original_task;
    same_setup && task.workflow_id.is_some() && task.workflow_id == intent.run
}

fn of_fault(fault: ApiFault, reply: &ApiReply, rules: Rules) -> Verdict {
    let unproven = |fault| Verdict::Unclear(Doubt::Unproven(fault));
    match fault {
        ApiFault::Down { .. } if !rules.hold(Rule::ServerErrorIsDoubt) => Verdict::Refused(fault),
        ApiFault::GatewayRefused { .. } => Verdict::NeverSent(WhyNotSent::Gateway(fault)),
        ApiFault::LeftBefore { what: Left::Key, at } => Verdict::Unclear(Doubt::KeyLeft { at }),
        ApiFault::LeftBefore { .. } => Verdict::Unclear(Doubt::CopyLeft),
        ApiFault::UnderWay(_) => Verdict::Unclear(Doubt::UnderWay),
        ApiFault::Unauthorised(_)
        | ApiFault::Forbidden(_)
        | ApiFault::NotFound(_)
        | ApiFault::Limited { .. }
        | ApiFault::Invalid { .. } => {
            let body = Json::parse_received(&reply.body);
            if is_refusal_of_zuora(reply, body.as_ref().ok()) {
                of_refusal(fault)
            } else {
                unproven(fault)
            }
        }
        ApiFault::Down { .. }
        | ApiFault::Declined(_)
        | ApiFault::GatewayLost { .. }
        | ApiFault::NoGateway
        | ApiFault::WebPage { .. }
        | ApiFault::Redirected { .. }
        | ApiFault::Garbled { .. } => unproven(fault),
    }
}

/// What Zuora's own "no" means.
fn of_refusal(fault: ApiFault) -> Verdict {
    match fault {
        ApiFault::Invalid { status: 422, .. } => Verdict::Unclear(Doubt::KeyClash),
        ApiFault::Limited { wait_ms, .. } => {
            Verdict::Limited { wait_ms: wait_ms.unwrap_or(USUAL_WAIT_MS) }
        }
        _ => Verdict::Refused(fault),
    }
}
