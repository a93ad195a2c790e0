//! What a run's page keeps of each of its tasks.

use crate::id::TaskId;
use crate::task::{Task, TaskStatus};
use crate::time::UnixMillis;

/// Most characters that are kept of a name, a type, a status or an error: a run may have thousands
/// of tasks, and a hostile one names of a megabyte.
const LONGEST: usize = 160;

/// A task of a run, without its payload, which may be 5 MB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The task.
    pub id: TaskId,
    /// Its name.
    pub name: Option<String>,
    /// What it does.
    pub kind: Option<String>,
    /// Its state.
    pub status: Option<TaskStatus>,
    /// The task before it.
    pub parent: Option<TaskId>,
    /// When it started, if that can be read.
    pub start: Option<UnixMillis>,
    /// When it ended, if that can be read.
    pub end: Option<UnixMillis>,
    /// The first line of its error.
    pub error: Option<String>,
}

impl Member {
    /// Takes from a task what is kept.
    #[must_use]
    pub fn of(task: &Task) -> Self {
        let moment = |written: &Option<String>| UnixMillis::parse(written.as_deref()?);
        let text = |text: &Option<String>| first_line(text.as_deref()?);
        let status = task.status.clone().map(|status| match status {
            TaskStatus::Other(word) => TaskStatus::Other(first_line(&word).unwrap_or_default()),
            known => known,
        });
        Self {
            id: task.id,
            name: text(&task.name),
            kind: text(&task.action_type),
            status,
            parent: task.parent,
            start: moment(&task.start_time),
            end: moment(&task.end_time),
            error: text(&task.error),
        }
    }

    /// Whether it ended badly.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.status == Some(TaskStatus::Error)
    }
}

/// The first line that says something, to its end or to [`LONGEST`].
fn first_line(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    Some(match line.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", line.get(..cut).unwrap_or_default()),
        None => line.to_owned(),
    })
}
