//! One decision to rerun one task, from the confirmation to what became of it.

pub mod filter;
mod fold;
pub mod follow;
pub mod follow_up;
mod intent;
pub mod key;
pub mod keys;
pub mod policy;
pub mod quiet;
pub mod refusal;
pub mod rules;
pub mod stage;
pub mod verdict;
pub mod window;

use std::sync::Arc;

use crate::api::fault::ApiFault;
use crate::desk::reading::Trouble;
use crate::id::TaskId;
use crate::journal::entry::{Closing, Entry, Seen, Stamp, TabId, What};
use crate::task::{Task, TaskStatus};
use crate::time::UnixMillis;
use follow_up::Press;
use key::Basis;
use keys::{Keys, QUIET_UNMEASURED_MS};
use rules::Rules;
use stage::{Stage, WhyNotSent, stage_of};
use verdict::Verdict;

pub use intent::{Attempt, Intent};

/// What was read of the task after it was accepted. Each lamp is lit by evidence only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lamps {
    /// Whether a reading since the first transmission proved that the task ran again.
    pub has_changed: bool,
    /// When a reading last proved it.
    pub changed_at: Option<Stamp>,
    /// Whether such a reading bore other times than the failed run.
    pub has_new_times: bool,
    /// When an answer said that Zuora took the rerun.
    pub accepted_at: Option<UnixMillis>,
    /// When a reading first differed from the basis and was no longer queued.
    pub started_at: Option<UnixMillis>,
    /// When a reading first showed the end, and which.
    pub finished: Option<(UnixMillis, TaskStatus)>,
    /// Whether it ended just as the failed run had, with its very times.
    pub ended_alike: bool,
}

/// How far the first of what waits to be written has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Writing {
    /// Whether it is being written.
    pub(crate) is_under_way: bool,
    /// Whether another intent held the lock when a late fact was to be written.
    pub(crate) has_yielded: bool,
}

/// A rerun: its story, what follows from it, and what only this page knows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rerun {
    /// The decision.
    pub intent: Intent,
    /// Everything that is written down, oldest first. All up to `stage` follows from it.
    pub story: Vec<Entry>,
    /// Every transmission, oldest first.
    pub attempts: Vec<Attempt>,
    /// Accepted, started, finished.
    pub lamps: Lamps,
    /// How it was ended by something else than an answer, if it was.
    pub closing: Option<Closing>,
    /// The latest reading that was written down, and when.
    pub seen: Option<(Stamp, Seen)>,
    /// How many attempts there were when it was last decided.
    pub(crate) decided_after: usize,
    /// Where it stands.
    pub stage: Stage,
    /// What is known of keys where it belongs; the desk tells.
    pub keys: Keys,

    /// Whether the decision is not written down yet.
    deciding: bool,
    /// Why a decision that never came to be written down was given up.
    aside: Option<WhyNotSent>,
    /// What this page has to write down, oldest first.
    pub(crate) queue: Vec<Entry>,
    pub(crate) writing: Writing,
    /// The press of a button that this page is carrying out.
    pub press: Option<Press>,
    /// The latest reading of the task: first the one that the operator decided on.
    pub latest: Option<Arc<Task>>,
    /// Whether the task is being read for this rerun now.
    pub reading: bool,
    /// Whether a look at the task has shown that it is no longer as decided on.
    pub(crate) is_overtaken: bool,
    /// Why the latest reading failed, if it did.
    pub trouble: Option<Trouble>,
    /// How often the task was read since.
    pub follow: follow::Follow,
    tab: TabId,
    rules: Rules,
}

impl Rerun {
    /// A decision of which nothing is written down.
    #[must_use]
    pub fn deciding(intent: Intent, tab: TabId, rules: Rules) -> Self {
        let mut rerun = Self::blank(intent, tab, rules);
        rerun.deciding = true;
        rerun.stage = Stage::Checking;
        rerun
    }

    fn blank(intent: Intent, tab: TabId, rules: Rules) -> Self {
        Self {
            intent,
            story: Vec::new(),
            attempts: Vec::new(),
            lamps: Lamps::default(),
            closing: None,
            seen: None,
            decided_after: 0,
            stage: Stage::Prepared,
            keys: Keys::default(),
            deciding: false,
            aside: None,
            queue: Vec::new(),
            writing: Writing::default(),
            press: None,
            latest: None,
            reading: false,
            is_overtaken: false,
            trouble: None,
            follow: follow::Follow::default(),
            tab,
            rules,
        }
    }

    /// Whether the intent holds its lock after that entry: as long as it is open, unless a late
    /// fact opened it again when another intent held the lock already.
    ///
    /// The lock outlives this page, so it is what any other page reads from the journal: neither
    /// what is not written yet nor the answer that this page may still hear counts.
    pub(crate) fn takes_lock(&self, entry: &Entry) -> bool {
        let story = self.story.iter().chain([entry]).cloned().collect();
        let after = Self::replay(story, TabId::nobody(), self.rules);
        let is_open = after.is_some_and(|after| after.is_open());
        is_open && !(self.writing.has_yielded && entry.is_fact())
    }

    /// A further decision under the same key, after one of which nothing ran: what was sent for
    /// it stays in sight.
    pub(crate) fn decide_anew(&mut self, intent: Intent) {
        (self.intent, self.deciding, self.aside) = (intent, true, None);
        self.is_overtaken = false;
        self.stage = stage_of(self);
    }

    /// Gives a decision up that is not written down yet.
    pub(crate) fn give_up(&mut self, why: WhyNotSent) {
        (self.deciding, self.aside, self.press) = (false, Some(why), None);
        self.stage = stage_of(self);
    }

    /// Why the latest decision was given up before it was written down, if it was. What stands in
    /// the journal under its key is then another page's.
    #[must_use]
    pub const fn given_up(&self) -> Option<&WhyNotSent> {
        self.aside.as_ref()
    }

    /// Whether something waits to be written that is no fact, but about to be done.
    pub(crate) fn has_plan(&self) -> bool {
        !self.queue.iter().all(Entry::is_fact)
    }

    /// Gives up everything that waits to be written and is no fact, also behind a fact that does;
    /// says whether there was any.
    pub(crate) fn drop_plans(&mut self, why: WhyNotSent) -> bool {
        let waiting = self.queue.len();
        self.queue.retain(Entry::is_fact);
        let dropped = self.queue.len() < waiting;
        if dropped {
            self.give_up(why);
        }
        dropped
    }

    /// What every attempt told that told something.
    pub(crate) fn verdicts(&self) -> impl Iterator<Item = &Verdict> {
        self.attempts.iter().filter_map(|attempt| Some(&attempt.answer.as_ref()?.1.verdict))
    }

    /// Whether this very page sent an attempt and can still hear its answer.
    fn is_own(&self, attempt: &Attempt) -> bool {
        attempt.tab == self.tab
    }

    fn is_on_the_wire(&self) -> bool {
        self.attempts.iter().any(|attempt| attempt.answer.is_none() && self.is_own(attempt))
    }

    /// When it was last decided; `None` while that is not written down.
    #[must_use]
    pub fn decided_at(&self) -> Option<UnixMillis> {
        let decided = |entry: &&Entry| matches!(entry.what, What::Decided(_));
        self.story.iter().rev().find(decided).map(|entry| entry.at.wall)
    }

    /// Whether another rerun of the task must wait for this one.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.deciding || (!self.stage.is_terminal() && self.closing.is_none())
    }

    /// Whether a further decision about the same failed run has the same key: nothing ran, and Zuora
    /// has saved nothing under it. A sign-in or a limiter that says no does so before the key is looked
    /// at; where its answer turns out to be a saved one, the key gives nothing else any more.
    ///
    /// LIVE-UNVERIFIED(that 401 and 429 are not saved under a key; developer guide, "Idempotent
    /// requests" (September 2026), says nothing of it; a saved one is recognised and gives the key up)
    #[must_use]
    pub fn keeps_its_key(&self) -> bool {
        match &self.stage {
            Stage::NotSent(_) => true,
            Stage::Refused(ApiFault::Unauthorised(_) | ApiFault::Limited { .. }) => {
                !self.is_replayed()
            }
            _ => false,
        }
    }

    /// Whether the gateway surely passes its key on no second time.
    #[must_use]
    pub fn is_guarded(&self) -> bool {
        self.attempts.first().is_some_and(|first| self.keys.are_guarded(first.sent))
    }

    /// Whether something of it would be lost with this page: a decision or an answer on its way.
    #[must_use]
    pub fn needs_this_page(&self) -> bool {
        self.deciding || !self.queue.is_empty() || self.is_on_the_wire()
    }

    /// Whether all that it needs this page for is to write down what has happened.
    pub(crate) fn is_only_unwritten(&self) -> bool {
        !self.deciding && !self.queue.is_empty() && !self.is_on_the_wire() && !self.has_plan()
    }

    /// How many attempts this very page has sent.
    #[must_use]
    pub fn own_attempts(&self) -> usize {
        self.attempts.iter().filter(|attempt| self.is_own(attempt)).count()
    }

    /// Whether it is not known whether it ran.
    #[must_use]
    pub const fn is_unsettled(&self) -> bool {
        matches!(self.stage, Stage::Unsettled(_))
    }

    /// The task whose readings tell how the rerun goes: the one that Zuora answered with, which
    /// may be a new instance; before that, the one that was asked for.
    #[must_use]
    pub fn followed_task(&self) -> TaskId {
        let accepted = self.verdicts().find_map(|verdict| match verdict {
            Verdict::Accepted(task) => Some(*task),
            _ => None,
        });
        accepted.unwrap_or(self.intent.task)
    }

    /// Whether a reading shows the run of the task that this rerun is known to have replaced. Not where
    /// the rerun is known to have ended just as that one: then it shows the new run.
    #[must_use]
    pub fn has_replaced(&self, task: &Task) -> bool {
        let read = Basis::of(task);
        let over = match self.stage {
            Stage::Ran | Stage::Finished(_) => true,
            // An operator found that it ran before a reading showed the end.
            Stage::Accepted => self.closing.is_some(),
            _ => false,
        };
        let is_alike = read == self.intent.basis;
        over && (is_alike && !self.has_ended_alike() || read.is_older_than(&self.intent.basis))
    }

    /// Whether the task is known to have run by it and to look as before: as readings proved, or as an
    /// operator found who saw it look so when no rerun could hide any more.
    fn has_ended_alike(&self) -> bool {
        let last = self.attempts.last().map_or(UnixMillis(0), |last| last.sent.wall);
        let looks_so = self.seen.as_ref().is_some_and(|(at, seen)| {
            let is_late = at.wall.since(last) >= QUIET_UNMEASURED_MS;
            is_late && seen.basis == self.intent.basis
        });
        let was_found = matches!(self.closing, Some(Closing::Ran(_))) && looks_so;
        self.lamps.ended_alike || (was_found && !self.lamps.has_new_times)
    }

    /// Whether a reading may still teach something about it.
    #[must_use]
    pub const fn is_followed(&self) -> bool {
        let ended = self.lamps.finished.is_some();
        matches!(self.stage, Stage::Accepted | Stage::Unsettled(_) | Stage::Ran) && !ended
    }

    /// Whether it is read on although nothing is known to have run: the browser may have sent a copy by
    /// itself, and no gateway surely stops copies (rule R14).
    #[must_use]
    pub fn is_watched(&self, now: UnixMillis) -> bool {
        let last = self.attempts.last().map(|last| last.sent);
        self.may_have_been_copied(Stamp::wall(now))
            && last.is_some_and(|last| !self.keys.copies_are_stopped(last))
    }

    /// Whether Zuora's answer to the latest attempt that has one was a saved one.
    #[must_use]
    pub fn is_replayed(&self) -> bool {
        self.attempts
            .iter()
            .rev()
            .find(|attempt| attempt.answer.is_some())
            .is_some_and(Attempt::is_replay)
    }
}
