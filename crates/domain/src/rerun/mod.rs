//! One decision to rerun one task, from the confirmation to what became of it.

pub mod filter;
pub mod follow;
pub mod follow_up;
pub mod key;
pub mod policy;
pub mod refusal;
pub mod rules;
pub mod stage;
pub mod verdict;

use std::sync::Arc;

use crate::desk::reading::Trouble;
use crate::header::TrackId;
use crate::id::{RunId, TaskId};
use crate::journal::entry::{Answer, Closing, Entry, Seen, Stamp, TabId, What};
use crate::task::{Task, TaskStatus};
use crate::tenancy::Tenancy;
use crate::time::UnixMillis;
use follow_up::Press;
use key::{Basis, IdempotencyKey};
use rules::Rules;
use stage::{Stage, WhyNotSent, stage_of};
use verdict::Verdict;

/// How far a copy that is read may lag behind, in milliseconds: twice what was reckoned with when
/// the protocol was simulated.
///
/// LIVE-UNVERIFIED(how soon a rerun shows in readings; no document tells; when known, adapt)
const LAG_MS: i64 = 120_000;

/// What an operator decided: everything that must not change between two transmissions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// Made once, for this decision.
    pub key: IdempotencyKey,
    /// Whose task.
    pub tenancy: Tenancy,
    /// Which task.
    pub task: TaskId,
    /// The run it belongs to.
    pub run: Option<RunId>,
    /// The setup task that it was copied from.
    pub original_task: Option<TaskId>,
    /// What it does (`Callout`, `Billing::BillRun`, …).
    pub action_type: Option<String>,
    /// The state of the task that the operator saw and wants to be run again.
    pub basis: Basis,
    /// 0, and one more for each new decision about the same basis.
    pub generation: u32,
    /// The decision about the same task before this one, if one is known.
    pub supersedes: Option<IdempotencyKey>,
    /// Why, in the operator's words.
    pub reason: String,
    /// Who, if the host told.
    pub by: Option<String>,
}

impl Intent {
    /// The lock that it holds while it is open: one task of one tenant (rule R2). Organisations
    /// are left out: whichever are chosen, it is the same task.
    #[must_use]
    pub fn lock(&self) -> String {
        let entity = self.tenancy.entity.as_ref().map_or("", |entity| entity.as_str());
        format!("{}|{entity}|{}", self.tenancy.environment, self.task)
    }
}

/// One transmission of an intent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Its name in Zuora's logs.
    pub track: TrackId,
    /// The page that sent it.
    pub tab: TabId,
    /// When it was handed to the network.
    pub sent: Stamp,
    /// What came of it, and when; `None` while nothing is known.
    pub answer: Option<(Stamp, Answer)>,
}

impl Attempt {
    /// HTTP status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.answer.as_ref()?.1.status
    }

    /// Zuora's name for the request, if the answer had one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.answer.as_ref()?.1.request_id.as_ref().map(crate::header::HeaderText::as_str)
    }

    /// Whether the answer is a saved one.
    #[must_use]
    pub fn is_replay(&self) -> bool {
        self.answer.as_ref().is_some_and(|(_, answer)| answer.replayed)
    }
}

/// What was read of the task after it was accepted. Each lamp is lit by evidence only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lamps {
    /// Whether a reading since the first transmission differed from the basis at all.
    pub has_changed: bool,
    /// When an answer said that Zuora took the rerun.
    pub accepted_at: Option<UnixMillis>,
    /// When a reading first differed from the basis and was no longer queued.
    pub started_at: Option<UnixMillis>,
    /// When a reading first showed the end, and which.
    pub finished: Option<(UnixMillis, TaskStatus)>,
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
    /// Where it stands.
    pub stage: Stage,

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

    /// A rerun as a journal tells of it; `None` when the story does not begin with a decision.
    #[must_use]
    pub fn replay(story: Vec<Entry>, tab: TabId, rules: Rules) -> Option<Self> {
        let What::Decided(intent) = &story.first()?.what else {
            return None;
        };
        let mut rerun = Self::blank((**intent).clone(), tab, rules);
        for entry in story {
            rerun.add(entry);
        }
        Some(rerun)
    }

    fn blank(intent: Intent, tab: TabId, rules: Rules) -> Self {
        Self {
            intent,
            story: Vec::new(),
            attempts: Vec::new(),
            lamps: Lamps::default(),
            closing: None,
            seen: None,
            stage: Stage::Prepared,
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

    /// Takes the next entry of the story.
    pub fn add(&mut self, entry: Entry) {
        self.apply(&entry);
        self.story.push(entry);
    }

    /// Whether the intent holds its lock after that entry: as long as it is open, unless a late
    /// fact opened it again when another intent held the lock already.
    pub(crate) fn takes_lock(&self, entry: &Entry) -> bool {
        let mut after = self.clone();
        after.apply(entry);
        after.is_open() && !(self.writing.has_yielded && entry.is_fact())
    }

    /// Takes what an entry tells. To take a fact twice makes no difference.
    pub(crate) fn apply(&mut self, entry: &Entry) {
        match &entry.what {
            What::Decided(intent) => self.decide((**intent).clone()),
            What::Sent { track, tab } => {
                let (track, tab, sent) = (track.clone(), tab.clone(), entry.at);
                self.attempts.push(Attempt { track, tab, sent, answer: None });
            }
            What::Answered { track, answer } => self.answered(track, entry.at, answer),
            What::Read(seen) => self.see(entry.at, seen),
            What::Closed(closing) => self.closing = Some(closing.clone()),
        }
        self.stage = stage_of(self);
    }

    /// Takes the story that a journal holds in place of the one that is known. What only this
    /// page knows stays.
    pub fn take_story(&mut self, story: Vec<Entry>) {
        let Some(read) = Self::replay(story, self.tab.clone(), self.rules) else {
            return;
        };
        let Self { intent, story, attempts, lamps, closing, seen, .. } = read;
        // A decision about to be written keeps its own words.
        self.intent = if self.deciding { self.intent.clone() } else { intent };
        (self.story, self.attempts, self.lamps) = (story, attempts, lamps);
        (self.closing, self.seen) = (closing, seen);
        self.take_waiting_facts();
    }

    /// Takes what waits to be written for known, as far as it has happened.
    pub(crate) fn take_waiting_facts(&mut self) {
        for fact in self.queue.clone().iter().filter(|entry| entry.is_fact()) {
            self.apply(fact);
        }
        self.stage = stage_of(self);
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

    fn decide(&mut self, intent: Intent) {
        (self.intent, self.closing, self.aside, self.deciding) = (intent, None, None, false);
    }

    fn answered(&mut self, track: &TrackId, at: Stamp, answer: &Answer) {
        let asked = self.attempts.iter_mut().find(|attempt| attempt.track == *track);
        let Some(attempt) = asked.filter(|attempt| attempt.answer.is_none()) else {
            return;
        };
        attempt.answer = Some((at, answer.clone()));
        if matches!(answer.verdict, Verdict::Accepted(_)) {
            self.lamps.accepted_at.get_or_insert(at.wall);
        }
    }

    /// Before a transmission a change is another's doing: it lights no lamp. A reading of an
    /// earlier run than the failed one is out of date and says nothing.
    fn see(&mut self, at: Stamp, seen: &Seen) {
        self.seen = Some((at, seen.clone()));
        let first = self.attempts.first().map(|attempt| attempt.sent);
        if !first.is_some_and(|sent| self.is_news(seen) && self.is_dated(seen, at, sent)) {
            return;
        }
        self.lamps.has_changed = true;
        let status = seen.basis.status.as_deref().map(TaskStatus::from_word);
        if status != Some(TaskStatus::Queued) {
            self.lamps.started_at.get_or_insert(at.wall);
        }
        if let Some(status) = status.filter(TaskStatus::has_ended) {
            self.lamps.finished.get_or_insert((at.wall, status));
        }
    }

    /// Whether a reading shows something else than the failed run or what came before it.
    #[must_use]
    pub fn is_news(&self, seen: &Seen) -> bool {
        let basis = &self.intent.basis;
        let instance = seen.task != self.intent.task && self.followed_task() == seen.task;
        instance || (seen.basis != *basis && !seen.basis.is_older_than(basis))
    }

    /// Whether a reading can be told from one of a copy that lags behind: by a time in it, or for
    /// being taken long enough after the first attempt. "Queued" without a time may be how the
    /// task stood before the failed run.
    fn is_dated(&self, seen: &Seen, at: Stamp, first: Stamp) -> bool {
        let (wall, server) = at.since(first);
        let is_late = wall >= LAG_MS && server.is_none_or(|server| server >= LAG_MS);
        let needs_time = self.intent.basis.names_a_run() && self.lamps.accepted_at.is_none();
        !needs_time || seen.basis.names_a_run() || is_late
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

    /// Whether something of it would be lost with this page: a decision or an answer on its way.
    #[must_use]
    pub fn needs_this_page(&self) -> bool {
        self.deciding || !self.queue.is_empty() || self.is_on_the_wire()
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

    /// Whether a reading shows the run of the task that this rerun is known to have replaced.
    #[must_use]
    pub fn has_replaced(&self, task: &Task) -> bool {
        let read = Basis::of(task);
        let over = match self.stage {
            Stage::Ran | Stage::Finished(_) => true,
            // An operator found that it ran before a reading showed the end.
            Stage::Accepted => self.closing.is_some(),
            _ => false,
        };
        over && (read == self.intent.basis || read.is_older_than(&self.intent.basis))
    }

    /// Whether a reading may still teach something about it.
    #[must_use]
    pub const fn is_followed(&self) -> bool {
        let ended = self.lamps.finished.is_some();
        matches!(self.stage, Stage::Accepted | Stage::Unsettled(_) | Stage::Ran) && !ended
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
