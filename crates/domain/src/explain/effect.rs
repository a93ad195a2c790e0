//! What running a task again does, by its type.

use super::repeat::{checks, headline, reasons};
use crate::diagnosis::{Act, Diagnosis, Request};
use crate::task::Task;

/// Says what a rerun of this task does, one sentence each: the verdict first, then the act, the
/// reasons, what to check, and what follows.
///
/// LIVE-UNVERIFIED(that tasks after it follow, and that a rerun counts as a task run; no document
/// says so; when known, say it flatly)
#[must_use]
pub fn what_a_rerun_does(task: &Task, diagnosis: &Diagnosis) -> Vec<String> {
    let mut told = vec![headline(&diagnosis.repeat), act(diagnosis.repeat.act, &diagnosis.request)];
    told.extend(reasons(&diagnosis.repeat));
    told.extend(checks(&diagnosis.repeat, diagnosis.cause.as_ref()));
    if let Some(run) = task.workflow_id {
        told.push(format!("Tasks after it in run {run} follow if it succeeds."));
    }
    told.push("What a workflow has done cannot be reverted.".into());
    told
}

/// What a task that does this does once more.
#[must_use]
pub fn act(act: Act, request: &Request) -> String {
    let said = match act {
        Act::Calls | Act::AsksService => return callout(request),
        Act::Orders => {
            return format!("{} It is an order: it may be carried out twice.", callout(request));
        }
        Act::Mails => "Sends the e-mail again, to the same recipients.",
        Act::Notifies => "Sends the notification again.",
        Act::Bills => "Bills again: invoices may be made a second time.",
        Act::Pays => "Moves money again: payments may be collected a second time.",
        Act::Creates | Act::Imports => "Creates records again; they may then exist twice.",
        Act::Changes => "Changes records in Zuora again.",
        Act::Books => "Changes billing or revenue records again.",
        Act::Deletes => "Deletes records in Zuora again.",
        Act::FansOut => {
            "Goes through its list again: every task behind it may run once more for every row."
        }
        Act::AsksPerson | Act::AsksInZuora => "Asks for the approval again.",
        Act::Waits => "Waits again.",
        Act::HandsOver => "Hands the files over again.",
        Act::TakesAway => "Fetches the file again, and takes it away where it is.",
        Act::StartsWorkflow => "Starts the other workflow again.",
        Act::Reads => "Reads again; has no effect of its own.",
        Act::Computes => "Computes again; has no effect of its own.",
        Act::Untyped => "Zuora gave no type for this task: it is not known what a rerun does.",
        Act::Unknown => {
            "Runs the task again with everything it does; Reprise has no rule for this type."
        }
    };
    said.to_owned()
}

fn callout(request: &Request) -> String {
    let host = request.host.as_ref().map(|host| host.value.as_str());
    match (host, request.method()) {
        (Some(host), "") => format!("Calls {host} again."),
        (Some(host), method) => format!("Sends a {method} to {host} again."),
        (None, _) => "Calls the outside service again.".into(),
    }
}
