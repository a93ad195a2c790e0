//! Locking the page while nobody sits before it: what was read is dropped from memory, and nothing
//! is sent until it is unlocked. The journal stays.

use super::{Effect, Model};
use crate::time::UnixMillis;

/// How long a page may be left alone, and how long it may be used, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Without a touch.
    pub idle_ms: i64,
    /// In all.
    pub longest_ms: i64,
}

impl Default for Session {
    /// 15 minutes and 12 hours.
    ///
    /// Source: NIST SP 800-63B-4, AAL3: reauthentication after 15 minutes of inactivity and after
    /// 12 hours.
    fn default() -> Self {
        Self { idle_ms: 15 * 60_000, longest_ms: 12 * 3_600_000 }
    }
}

/// Why the page is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// Nobody used it for a while.
    Idle,
    /// It has been used for as long as one may.
    Over,
}

impl Session {
    /// Whether a page is to be locked that was opened and last used then. A clock that was set back
    /// tells nothing.
    #[must_use]
    pub const fn lock(
        &self,
        opened: UnixMillis,
        used: UnixMillis,
        now: UnixMillis,
    ) -> Option<Lock> {
        if now.since(opened) >= self.longest_ms {
            return Some(Lock::Over);
        }
        if now.since(used) >= self.idle_ms {
            return Some(Lock::Idle);
        }
        None
    }
}

impl Model {
    /// Why the page is locked, if it is.
    #[must_use]
    pub const fn locked(&self) -> Option<Lock> {
        self.locked
    }

    /// Drops all that was read. What was sent is waited for: its answer is written down.
    pub(super) fn lock(&mut self, lock: Lock) -> Vec<Effect> {
        self.locked = Some(lock);
        (self.tasks, self.task, self.run) = Default::default();
        (self.past, self.gathering, self.attention) = Default::default();
        self.guards.disarm_all();
        for rerun in &mut self.reruns {
            (rerun.latest, rerun.reading) = (None, false);
        }
        self.drop_all_readings()
    }

    /// The operator is back: the journal is read before any button works. After the longest time
    /// only a new page helps.
    pub(super) fn unlock<const RUNS: bool>(&mut self, now: UnixMillis) -> Vec<Effect> {
        if self.locked != Some(Lock::Idle) {
            return Vec::new();
        }
        self.locked = None;
        self.visibility_changed::<RUNS>(self.hidden, now)
    }
}
