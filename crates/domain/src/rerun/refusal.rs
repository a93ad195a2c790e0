//! Whether a task may be rerun, and if not, why not.

use super::Rerun;
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
    /// A rerun from this page is not finished.
    Open,
    /// The reading shows the failed run that a rerun from this page has already replaced.
    OutOfDate,
}

/// Says why a task may not be rerun now; `None` when it may.
///
/// `Queued`, `Processing` and `Pending` never; `Error` and `Stopped` may; `Success` may, and
/// repeats its effects, which the dialog says.
///
/// LIVE-UNVERIFIED(which statuses Zuora lets rerun; its documents name only failed ones, and
/// forbid none; when known, follow the list)
#[must_use]
pub fn why_not_rerun(task: &Task, rerun: Option<&Rerun>) -> Option<WhyNot> {
    if rerun.is_some_and(Rerun::is_open) {
        return Some(WhyNot::Open);
    }
    if rerun.is_some_and(|rerun| rerun.has_replaced(task)) {
        return Some(WhyNot::OutOfDate);
    }
    if task.instance == Some(false) {
        return Some(WhyNot::Setup);
    }
    match &task.status {
        Some(TaskStatus::Error | TaskStatus::Stopped | TaskStatus::Success) => None,
        Some(TaskStatus::Other(word)) => Some(WhyNot::UnknownStatus(Some(word.clone()))),
        Some(status) => Some(WhyNot::UnderWay(status.clone())),
        None => Some(WhyNot::UnknownStatus(None)),
    }
}
