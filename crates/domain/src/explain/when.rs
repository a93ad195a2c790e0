//! What stands where a task has no time.

use crate::task::{Task, TaskStatus};

/// Zuora gave none, though there may be one. Never "not yet": that would promise one to come.
const UNTOLD: &str = "Zuora tells no time";

/// A setup task is a pattern.
const SETUP: &str = "never: a setup task does not run";

/// In place of the start.
#[must_use]
pub fn no_start(task: &Task) -> &'static str {
    match &task.status {
        _ if task.instance == Some(false) => SETUP,
        Some(TaskStatus::Queued | TaskStatus::Pending) => "not yet",
        _ => UNTOLD,
    }
}

/// In place of the end.
#[must_use]
pub fn no_end(task: &Task) -> &'static str {
    match &task.status {
        _ if task.instance == Some(false) => SETUP,
        Some(status) if status.is_under_way() => "not yet",
        _ => UNTOLD,
    }
}
