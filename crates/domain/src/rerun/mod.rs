//! One decision to rerun one task, from the confirmation to what became of it.

pub mod follow;
pub mod key;
pub mod refusal;
pub mod stage;
pub mod verdict;

use std::sync::Arc;

use crate::api::ApiReply;
use crate::desk::reading::Trouble;
use crate::header::TrackId;
use crate::id::TaskId;
use crate::task::{Task, TaskStatus};
use crate::tenancy::Tenancy;
use crate::time::UnixMillis;
use key::{Basis, IdempotencyKey};
use stage::Stage;

/// How long after its first transmission a key may be sent once more, in milliseconds.
///
/// Zuora forgets a key after 24 hours; then the same key would run the task again (rule R4).
/// Source: Zuora developer guide, "Idempotent requests" (September 2026); 4 hours are kept back.
pub const ASK_AGAIN_FOR_MS: i64 = 20 * 60 * 60 * 1000;

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

    /// Whether the operator may send the same key once more now.
    ///
    /// While it is in doubt whether the task ran, only as long as Zuora surely knows the key, and
    /// not by a clock that stands before an earlier transmission (rule R4).
    #[must_use]
    pub fn may_ask_again(&self, now: UnixMillis) -> bool {
        let in_time =
            |attempt: &Attempt| (0..=ASK_AGAIN_FOR_MS).contains(&now.since(attempt.sent_at));
        let doubtful = matches!(self.stage, Stage::Unsettled(_));
        self.stage.may_ask_again(now) && (!doubtful || self.attempts.iter().all(in_time))
    }

    /// The task whose readings tell how the rerun goes: the one that Zuora answered with, which
    /// may be a new instance; before that, the one that was asked for.
    #[must_use]
    pub fn followed_task(&self) -> TaskId {
        self.returned.as_ref().map_or(self.intent.task, |task| task.id)
    }

    /// Takes a reading of the task as evidence of what the rerun did.
    ///
    /// Before a transmission a change is another's doing: it lights no lamp. A reading of an
    /// earlier run than the failed one is out of date and says nothing.
    /// Gives whether it is news.
    pub fn observe(&mut self, task: &Arc<Task>, now: UnixMillis) -> bool {
        let read = Basis::of(task);
        if read.is_older_than(&self.intent.basis) || self.has_replaced(task) {
            return false;
        }
        self.latest = Some(Arc::clone(task));
        let may_have_run = matches!(
            self.stage,
            Stage::Accepted | Stage::Unsettled(_) | Stage::Ran | Stage::Finished(_)
        );
        if !may_have_run || read == self.intent.basis {
            return true;
        }
        if task.status != Some(TaskStatus::Queued) {
            self.lamps.started_at.get_or_insert(now);
        }
        let ended = task.status.clone().filter(TaskStatus::has_ended);
        if let Some(status) = ended {
            self.lamps.finished.get_or_insert((now, status));
        }
        self.stage = self.stage.clone().on_evidence(self.lamps.finished.as_ref());
        true
    }

    /// Whether a reading shows the run of the task that this rerun is known to have replaced.
    #[must_use]
    pub fn has_replaced(&self, task: &Task) -> bool {
        let read = Basis::of(task);
        let over = matches!(self.stage, Stage::Ran | Stage::Finished(_));
        over && (read == self.intent.basis || read.is_older_than(&self.intent.basis))
    }

    /// How long the same key may still be sent, in milliseconds, while it is in doubt whether the
    /// task ran; `None` when the safe window is over or the clock cannot be trusted.
    #[must_use]
    pub fn ask_again_left_ms(&self, now: UnixMillis) -> Option<i64> {
        let first = self.attempts.first()?.sent_at;
        self.may_ask_again(now).then(|| ASK_AGAIN_FOR_MS - now.since(first))
    }

    /// Whether a reading may still teach something about it.
    #[must_use]
    pub fn is_followed(&self) -> bool {
        let ended = self.lamps.finished.is_some();
        matches!(self.stage, Stage::Accepted | Stage::Unsettled(_) | Stage::Ran) && !ended
    }

    /// The status of the latest reading.
    #[must_use]
    pub fn latest_status(&self) -> Option<&TaskStatus> {
        self.latest.as_ref()?.status.as_ref()
    }
}

impl Attempt {
    pub(crate) fn sent(track: TrackId, now: UnixMillis) -> Self {
        Self { track, sent_at: now, status: None, request_id: None, replayed: false }
    }

    pub(crate) fn answered(&mut self, reply: &ApiReply) {
        self.status = Some(reply.status);
        self.request_id = reply.request_id().map(str::to_owned);
        let echo = reply.header("zuora-track-id");
        self.replayed = echo.is_some_and(|echo| echo != self.track.to_string());
    }
}
