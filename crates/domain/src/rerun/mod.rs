//! One decision to rerun one task, from the confirmation to what became of it.

pub mod follow;
pub mod key;
pub mod refusal;
pub mod stage;
pub mod verdict;

use std::sync::Arc;

use crate::desk::reading::Trouble;
use crate::header::TrackId;
use crate::id::TaskId;
use crate::task::{Task, TaskStatus};
use crate::tenancy::Tenancy;
use crate::time::UnixMillis;
use key::{Basis, IdempotencyKey};
use stage::Stage;

/// What an operator decided: everything that must not change between two transmissions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// Made once, for this decision.
    pub key: IdempotencyKey,
    /// Whose task.
    pub tenancy: Tenancy,
    /// Which task.
    pub task: TaskId,
    /// The state of the task that the operator saw and wants to be run again.
    pub basis: Basis,
    /// 0, and one more for each new decision about the same basis.
    pub generation: u32,
    /// Why, in the operator's words.
    pub reason: String,
}

/// One transmission of an intent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Its name in Zuora's logs.
    pub track: TrackId,
    /// When it was handed to the network.
    pub sent_at: UnixMillis,
    /// HTTP status of the answer, if there was one.
    pub status: Option<u16>,
    /// Zuora's name for the request, if the answer had one.
    pub request_id: Option<String>,
    /// Whether the answer is a saved one: it carries another track id than was sent.
    ///
    /// LIVE-UNVERIFIED(that saved headers are replayed; Zuora developer guide "Idempotent
    /// requests"; if not, find another tell or drop the sentence)
    pub replayed: bool,
}

/// What was read of the task after it was accepted. Each lamp is lit by evidence only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lamps {
    /// When an answer said that Zuora took the rerun.
    pub accepted_at: Option<UnixMillis>,
    /// When a reading first differed from the basis and was no longer queued.
    pub started_at: Option<UnixMillis>,
    /// When a reading first showed the end, and which.
    pub finished: Option<(UnixMillis, TaskStatus)>,
}

/// A rerun: the intent, what was sent for it, and what is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rerun {
    /// The decision.
    pub intent: Intent,
    /// Where it stands.
    pub stage: Stage,
    /// Every transmission, oldest first.
    pub attempts: Vec<Attempt>,
    /// Accepted, started, finished.
    pub lamps: Lamps,
    /// The task as Zuora returned it with its acceptance.
    pub returned: Option<Arc<Task>>,
    /// The latest reading of the task: first the one that the operator decided on.
    pub latest: Option<Arc<Task>>,
    /// Whether the task is being read for this rerun now.
    pub reading: bool,
    /// Why the latest reading failed, if it did.
    pub trouble: Option<Trouble>,
    /// How often the task was read since.
    pub follow: follow::Follow,
}

impl Rerun {
    /// A decision about which nothing has been sent.
    #[must_use]
    pub fn decided(intent: Intent, task: Arc<Task>) -> Self {
        Self {
            intent,
            stage: Stage::Checking,
            attempts: Vec::new(),
            lamps: Lamps::default(),
            returned: None,
            latest: Some(task),
            reading: false,
            trouble: None,
            follow: follow::Follow::default(),
        }
    }

    /// Whether another rerun of the task must wait for this one.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !self.stage.is_terminal()
    }

    /// Takes a reading of the task as evidence of what the rerun did.
    pub fn observe(&mut self, task: &Arc<Task>, now: UnixMillis) {
        self.latest = Some(Arc::clone(task));
        if Basis::of(task) == self.intent.basis {
            return;
        }
        if task.status != Some(TaskStatus::Queued) {
            self.lamps.started_at.get_or_insert(now);
        }
        let ended = task.status.clone().filter(TaskStatus::has_ended);
        if let Some(status) = ended {
            self.lamps.finished.get_or_insert((now, status));
        }
        self.stage = self.stage.clone().on_evidence(self.lamps.finished.as_ref());
    }
}
