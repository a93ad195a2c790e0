//! Newer instances of a task (rule R15). Where Zuora makes a new task of each rerun, the old one shows
//! the failed run for ever: only the tasks of its run tell.

use std::sync::Arc;

use super::key::Basis;
use super::{Intent, Rerun};
use crate::api::ApiRequest;
use crate::api::list_tasks::{TaskPage, list_tasks};
use crate::id::{RunId, TaskId};
use crate::journal::entry::Seen;
use crate::query::TaskQuery;
use crate::run::stride::Stride;
use crate::task::Task;
use crate::time::UnixMillis;

/// Most pages that are read of a run: some 600 tasks, or fewer where they are large. A run with more is
/// not held back for it, and nothing is concluded from it.
const MOST_PAGES: u32 = 10;

/// How often in a row the tasks of a run may be unreadable before that counts as an answer.
const UNREAD_AT_MOST: u32 = 3;

/// What the tasks of a run tell of newer instances of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Siblings {
    /// There is none.
    None,
    /// A rerun of it under a number of its own, as it was read.
    Newer(Seen),
    /// One cannot be ruled out.
    Unknown(WhyUnknown),
}

/// Why a newer instance cannot be ruled out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyUnknown {
    /// The task names no run, or no setup task that it is a copy of.
    Unnamed,
    /// The tasks of the run cannot be read.
    Unread,
    /// They are too many, or not all of them can be read, or the task itself is not among them.
    Part,
    /// That task of the same setup task has started since: a rerun, or another row of an Iterate.
    Another(TaskId),
}

/// A reading of a run's tasks, page after page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Look {
    stride: Stride,
    pages: u32,
    tasks: usize,
    bytes: usize,
    is_part: bool,
    /// Those of the same setup task.
    own: Vec<Arc<Task>>,
}

impl Look {
    /// What to ask next. Only tasks of the same type: what Zuora makes of a rerun is of it, too, and the
    /// task itself must be found in what comes.
    pub(crate) fn request(&self, run: RunId, intent: &Intent) -> ApiRequest {
        let action_type = intent.action_type.clone().unwrap_or_default();
        list_tasks(&TaskQuery { action_type, ..self.stride.query(run) })
    }

    /// Takes a page in; `bytes` is the size of its answer. Whether there is more to ask for.
    pub(crate) fn take(&mut self, intent: &Intent, page: &TaskPage, bytes: usize) -> bool {
        let tasks = page.tasks.len() + page.unreadable;
        self.pages += 1;
        self.tasks = self.tasks.saturating_add(tasks);
        self.bytes = self.bytes.saturating_add(bytes);
        let is_own = |task: &&Arc<Task>| {
            task.workflow_id == intent.run && task.original_task_id == intent.original_task
        };
        self.own.extend(page.tasks.iter().filter(is_own).cloned());
        let goes_on = page.has_next && tasks > 0;
        let is_enough = self.pages >= MOST_PAGES;
        self.is_part |= page.unreadable > 0 || goes_on && is_enough;
        self.stride = self.stride.next(self.bytes, self.tasks);
        goes_on && !is_enough
    }

    /// What all pages tell.
    ///
    /// A rerun has the same work to do as the task: name, place in the run, object and payload. What
    /// only comes from the same setup task may be another row of an Iterate.
    ///
    /// LIVE-UNVERIFIED(whether a rerun makes a new task, and that it is handed the same payload; no
    /// published answer shows it; when known, drop the case that does not happen)
    pub(crate) fn tells(&self, intent: &Intent) -> Siblings {
        let itself = self.own.iter().find(|task| task.id == intent.task);
        let since = || self.own.iter().filter(|task| is_later(task, intent));
        let newer = itself.and_then(|itself| {
            since().filter(|task| has_work_of(task, itself)).max_by_key(|task| task.id)
        });
        match (newer, since().max_by_key(|task| task.id)) {
            (Some(task), _) => Siblings::Newer(Seen { task: task.id, basis: Basis::of(task) }),
            (None, Some(task)) => Siblings::Unknown(WhyUnknown::Another(task.id)),
            (None, None) if self.is_part || itself.is_none() => Siblings::Unknown(WhyUnknown::Part),
            (None, None) => Siblings::None,
        }
    }
}

/// Whether a task of the same setup task has started after the run that was decided on had ended, or
/// waits to; where times do not tell, whether its number is higher.
fn is_later(task: &Task, intent: &Intent) -> bool {
    let read = |time: &Option<String>| UnixMillis::parse(time.as_deref()?);
    let failed = read(&intent.basis.end_time).or_else(|| read(&intent.basis.start_time));
    task.id != intent.task
        && match (read(&task.start_time), failed) {
            (Some(start), Some(failed)) => start > failed,
            _ => task.id > intent.task,
        }
}

fn has_work_of(task: &Task, other: &Task) -> bool {
    let payload = |task: &Task| task.data.as_ref().map(|data| data.text().to_owned());
    task.parent == other.parent
        && task.name == other.name
        && task.object == other.object
        && task.object_id == other.object_id
        && payload(task) == payload(other)
}

impl Rerun {
    /// What the tasks of the run last told this page of newer instances; `None` while it has not asked.
    #[must_use]
    pub fn siblings(&self) -> Option<&Siblings> {
        const UNNAMED: Siblings = Siblings::Unknown(WhyUnknown::Unnamed);
        self.siblings.as_ref().or_else(|| self.names_siblings().is_none().then_some(&UNNAMED))
    }

    /// The run in which newer instances can be looked for.
    pub(crate) fn names_siblings(&self) -> Option<RunId> {
        self.intent.original_task.and(self.intent.run)
    }

    /// Whether a newer instance of the task could not be ruled out.
    #[must_use]
    pub fn may_have_sibling(&self) -> bool {
        matches!(self.siblings(), Some(Siblings::Unknown(_)))
    }

    /// Whether the tasks of the run must be read before the press that is under way sends: before
    /// anything that would be a first execution, or may be a second one.
    pub(crate) fn looks_around(&self) -> bool {
        let press = self.press.as_ref().filter(|press| press.attempts() == 0);
        press.is_some_and(|press| press.word.is_some() || !self.is_unsettled())
    }

    /// The tasks of the run could not be read. Whether that counts as an answer by now.
    pub(crate) fn could_not_look(&mut self, is_refused: bool) -> bool {
        self.unread_looks += 1;
        let counts = is_refused || self.unread_looks >= UNREAD_AT_MOST;
        if counts {
            self.siblings = Some(Siblings::Unknown(WhyUnknown::Unread));
        }
        counts
    }

    /// The tasks of the run were read.
    pub(crate) fn has_looked(&mut self, siblings: Siblings) {
        (self.siblings, self.unread_looks) = (Some(siblings), 0);
    }
}
