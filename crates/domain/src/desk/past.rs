//! Earlier readings of the task on screen, so that it can be seen what has changed since.

use std::sync::Arc;

use super::Model;
use crate::id::TaskId;
use crate::task::Task;
use crate::tenancy::Tenancy;
use crate::time::UnixMillis;

/// Different readings that are kept beside the latest one. A reading holds up to 5 MB of payload.
///
/// Source of that limit: Zuora workflow limits (2025-12).
const MOST: usize = 4;

/// A task as it was read, and when it was first read so.
pub type Reading = (Arc<Task>, UnixMillis);

/// The different readings of one task since it was opened, oldest first, the latest among them.
///
/// The first is never dropped: it is what the operator opened. Of the others the oldest go first.
#[derive(Clone, Debug, Default)]
pub struct Past {
    of: Option<(Tenancy, TaskId)>,
    readings: Vec<Reading>,
}

impl Past {
    /// Takes the latest reading of a task. Another task, or the same in another place, begins
    /// anew; an equal reading changes nothing.
    fn note(&mut self, question: &(Tenancy, TaskId), task: &Arc<Task>, at: UnixMillis) {
        if self.of.as_ref() != Some(question) {
            *self = Self { of: Some(question.clone()), readings: Vec::new() };
        }
        let is_known = |known: &Arc<Task>| Arc::ptr_eq(known, task) || known.source == task.source;
        if self.readings.last().is_some_and(|(known, _)| is_known(known)) {
            return;
        }
        self.readings.push((Arc::clone(task), at));
        if self.readings.len() > MOST + 1 {
            self.readings.remove(1);
        }
    }

    /// The readings of a task, oldest first; none for any other task than the one on screen.
    #[must_use]
    pub fn of(&self, question: &(Tenancy, TaskId)) -> &[Reading] {
        if self.of.as_ref() == Some(question) { &self.readings } else { &[] }
    }
}

impl Model {
    /// Keeps what is known of the task on screen, if that is new.
    pub(super) fn keep_reading(&mut self) {
        if let Some((question, task, at)) = self.task.latest() {
            self.past.note(question, task, at);
        }
    }
}
