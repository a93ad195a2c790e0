//! Whether a task may be rerun, and if not, why not.

use super::Rerun;
use super::rules::{Rule, Rules};
use crate::desk::guard::Bar;
use crate::desk::keeping::Journal;
use crate::task::{Task, TaskStatus};

/// Why the rerun button is inert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// It waits, runs or is held by Zuora at this moment.
    UnderWay(TaskStatus),
    /// It belongs to a workflow's setup: there is nothing that ran.
    Setup,
    /// It has no status, or one this version does not know.
    UnknownStatus(Option<String>),
    /// A rerun of it is not finished.
    Open,
    /// The reading shows the failed run that a rerun has already replaced.
    OutOfDate,
    /// The journal is not open (rule R11).
    Journal(Journal),
    /// The environment may only be read.
    Barred(Bar),
}

/// Says why a task may not be rerun now; `None` when it may. `reruns` are those of this task.
///
/// `Queued`, `Processing` and `Pending` never; `Error` and `Stopped` may; `Success` may, and
/// repeats its effects, which the dialog says and asks twice about (rule R12).
///
/// LIVE-UNVERIFIED(which statuses Zuora lets rerun; its documents name only failed ones, and
/// forbid none; when known, follow the list)
#[must_use]
pub fn why_not_rerun<'a>(
    task: &Task,
    reruns: impl Iterator<Item = &'a Rerun>,
    rules: Rules,
) -> Option<WhyNot> {
    for rerun in reruns {
        if rerun.is_open() && rules.hold(Rule::OneOpen) {
            return Some(WhyNot::Open);
        }
        if rerun.has_replaced(task) && rules.hold(Rule::Generations) {
            return Some(WhyNot::OutOfDate);
        }
    }
    if task.instance == Some(false) {
        return Some(WhyNot::Setup);
    }
    match &task.status {
        Some(TaskStatus::Error | TaskStatus::Stopped | TaskStatus::Success) => None,
        Some(TaskStatus::Other(word)) => Some(WhyNot::UnknownStatus(Some(word.clone()))),
        Some(_) if !rules.hold(Rule::NotWhileRunning) => None,
        Some(status) => Some(WhyNot::UnderWay(status.clone())),
        None => Some(WhyNot::UnknownStatus(None)),
    }
}
