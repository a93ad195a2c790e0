//! Whether a rerun of a task that is under way is refused: asked while a rerun of the canary runs.

use super::act::Act;
use super::course::{Course, Effect, Wait};
use super::question::Question;
use super::transcript::Heard;
use crate::task::{Task, TaskStatus};
use crate::time::UnixMillis;

/// Readings that are later than this say nothing of now, in milliseconds: what is taken then may have
/// come after the end.
const LATE_MS: i64 = 2_000;

impl Course {
    /// Sends another key while the canary is read under way. `None` where that cannot be asked: a rerun
    /// that made a new task leaves the canary as it was, and nothing but the canary is rerun.
    pub(super) fn send_while_busy(&mut self, task: &Task, now: UnixMillis) -> Option<Vec<Effect>> {
        let is_asked = self.act == Act::Busy && self.sends.len() == 1;
        if !(is_asked && is_under_way(task) && self.newcomer.is_none()) {
            return None;
        }
        let key = self.fresh_key();
        Some(vec![self.send(&key, now)])
    }

    /// The answer to what was sent meanwhile. A 401, 403 or 429 is no word about the task.
    pub(super) fn busy_heard(&mut self, heard: Option<&Heard>, now: UnixMillis) -> Vec<Effect> {
        match heard {
            Some(Heard { task: Some(_), .. }) if self.worst_lag_ms <= LATE_MS => {
                self.judge(Question::BusyRefused, false, now);
            }
            Some(Heard { status: 400 | 404 | 409 | 422, task: None, .. }) => {
                self.judge(Question::BusyRefused, true, now);
            }
            _ => {}
        }
        self.wait = Wait::End;
        vec![self.read(self.plan.canary)]
    }

    /// Whether the canary may run a second time in this step: what was sent while it was under way was
    /// taken.
    pub(super) fn runs_twice(&self) -> bool {
        let taken = |send: &super::course::Send| {
            send.heard.as_ref().is_some_and(|heard| heard.task.is_some())
        };
        self.act == Act::Busy && self.sends.iter().filter(|send| taken(send)).count() > 1
    }
}

/// Whether a task waits or runs.
pub(super) fn is_under_way(task: &Task) -> bool {
    task.status.as_ref().is_some_and(TaskStatus::is_under_way)
}
