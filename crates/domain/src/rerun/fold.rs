//! A rerun as the fold of its story: what each entry adds to what is known.

use super::keys::QUIET_UNMEASURED_MS;
use super::rules::Rules;
use super::stage::stage_of;
use super::verdict::Verdict;
use super::{Attempt, Intent, Rerun};
use crate::header::TrackId;
use crate::journal::entry::{Answer, Entry, Seen, Stamp, TabId, What};
use crate::task::TaskStatus;

/// How far a copy that is read may lag behind, in milliseconds: twice what was reckoned with when
/// the protocol was simulated.
///
/// LIVE-UNVERIFIED(how soon a rerun shows in readings; no document tells; when known, adapt)
const LAG_MS: i64 = 120_000;

impl Rerun {
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

    /// Takes the next entry of the story.
    pub fn add(&mut self, entry: Entry) {
        self.apply(&entry);
        self.story.push(entry);
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
            What::OnceMore(_) => {}
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
        let Self { intent, story, attempts, lamps, closing, seen, decided_after, .. } = read;
        // A decision about to be written keeps its own words.
        self.intent = if self.deciding { self.intent.clone() } else { intent };
        (self.story, self.attempts, self.lamps) = (story, attempts, lamps);
        (self.closing, self.seen, self.decided_after) = (closing, seen, decided_after);
        self.take_waiting_facts();
    }

    /// Takes what waits to be written for known, as far as it has happened.
    pub(crate) fn take_waiting_facts(&mut self) {
        for fact in self.queue.clone().iter().filter(|entry| entry.is_fact()) {
            self.apply(fact);
        }
        self.stage = stage_of(self);
    }

    fn decide(&mut self, intent: Intent) {
        (self.intent, self.closing, self.aside, self.deciding) = (intent, None, None, false);
        self.decided_after = self.attempts.len();
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
        let Some(first) = self.attempts.first().map(|attempt| attempt.sent) else {
            return;
        };
        let status = seen.basis.status.as_deref().map(TaskStatus::from_word);
        if seen.basis == self.intent.basis && self.has_come_back(at) {
            let ended = status.filter(TaskStatus::has_ended);
            self.lamps.ended_alike = ended.is_some();
            self.lamps.finished = ended.map(|status| (at.wall, status));
            return;
        }
        let is_proof = self.proves_run(seen) || self.lamps.accepted_at.is_some();
        if !(is_proof && self.is_news(seen) && self.is_dated(seen, at, first)) {
            return;
        }
        self.lamps.has_changed = true;
        self.lamps.changed_at = Some(at);
        self.lamps.has_new_times |= !seen.basis.has_times_of(&self.intent.basis);
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
        let says_something = seen.basis.status.is_some() || seen.basis.names_a_run();
        self.is_instance(seen)
            || says_something && (seen.basis != *basis && !seen.basis.is_older_than(basis))
    }

    /// Whether news proves that the task ran again: another instance of it, other times, or a status
    /// that waits or runs. A task that ended otherwise at the very times of the failed run may have
    /// been changed by hand.
    ///
    /// LIVE-UNVERIFIED(that a status can be set by hand: API reference 2026-09-11,
    /// `PUT_WorkflowTasksUpdate`; if a rerun keeps the times of the failed run, an operator says what
    /// became of a doubtful one)
    #[must_use]
    pub fn proves_run(&self, seen: &Seen) -> bool {
        let status = seen.basis.status.as_deref().map(TaskStatus::from_word);
        let is_under_way = status.is_some_and(|status| !status.has_ended());
        let has_times = self.intent.basis.names_a_run();
        self.is_instance(seen)
            || is_under_way
            || !has_times
            || !seen.basis.has_times_of(&self.intent.basis)
    }

    fn is_instance(&self, seen: &Seen) -> bool {
        seen.task != self.intent.task && self.followed_task() == seen.task
    }

    /// Whether the latest reading shows the task changed in some way that can be dated.
    pub(super) fn shows_change(&self) -> bool {
        let needs_time = self.intent.basis.names_a_run();
        let is_dated = |seen: &Seen| !needs_time || seen.basis.names_a_run();
        self.seen.as_ref().is_some_and(|(_, seen)| self.is_news(seen) && is_dated(seen))
    }

    /// Whether a reading of that moment which looks like the failed run must be of a later one: as long
    /// as a rerun can hide after readings that showed it running, and that bore no times of their own.
    pub(crate) fn has_come_back(&self, at: Stamp) -> bool {
        let is_open = self.lamps.finished.is_none() && !self.lamps.has_new_times;
        let changed = self.lamps.changed_at.filter(|_| is_open);
        changed.is_some_and(|changed| {
            let (wall, server) = at.since(changed);
            // The same for every page that reads the story, whatever it knows of keys.
            let hides_for = QUIET_UNMEASURED_MS;
            wall >= hides_for && server.is_none_or(|server| server >= hides_for)
        })
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
}
