//! The desk's part in the journal: write one entry after the other, act only on what is written,
//! take in what other tabs have written.

use std::sync::Arc;

use super::{Effect, Model};
use crate::explain::journal::REPLACED;
use crate::journal::entry::{Entry, What};
use crate::journal::write::write;
use crate::journal::{Append, AppendTrouble, JournalTrouble, Kept};
use crate::rerun::Rerun;
use crate::rerun::key::IdempotencyKey;
use crate::rerun::rules::Rule;
use crate::rerun::stage::{Stage, WhyNotSent};
use crate::time::UnixMillis;

/// How the journal of this page stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Journal {
    /// It is being opened, or read once more: nothing may be decided until that is done.
    #[default]
    Unread,
    /// It was read, and can be written as far as is known.
    Open,
    /// It cannot be used: nothing is rerun (rule R11).
    Closed(JournalTrouble),
    /// So many lines of it are not what a Reprise writes: nothing is rerun, lest one of them
    /// tells of a rerun that is not over.
    Unreadable(usize),
}

impl Model {
    /// Asks for the journal; nothing may be decided until it came.
    pub(super) fn read_journal(&mut self) -> Vec<Effect> {
        if self.journal == Journal::Open {
            self.journal = Journal::Unread;
        }
        vec![Effect::ReadJournal]
    }

    /// Takes the journal as it was read.
    pub(super) fn journal_read(
        &mut self,
        kept: Result<Kept, JournalTrouble>,
        now: UnixMillis,
    ) -> Vec<Effect> {
        self.was_read = true;
        let kept = match kept {
            Ok(kept) => kept,
            Err(trouble) => {
                self.journal = Journal::Closed(trouble);
                return self.take_all_waiting_facts();
            }
        };
        let open = self.notices_of_open();
        let known: Vec<_> = self.reruns.iter().map(|rerun| rerun.intent.key.clone()).collect();
        let deciding = self.undecided();
        // What this page knows is of a journal that is gone: it never fits the one that comes after.
        let was_wiped = self.journal == Journal::Closed(JournalTrouble::Wiped);
        let standing = match self.take_rows(&kept.rows) {
            _ if was_wiped => Journal::Closed(JournalTrouble::Wiped),
            Ok(_) if kept.is_newer => Journal::Closed(JournalTrouble::Newer),
            Ok(0) => Journal::Open,
            Ok(lines) => Journal::Unreadable(lines),
            Err(trouble) => Journal::Closed(trouble),
        };
        // What could not be written for want of room stays so until something can be; but what is
        // worse than that must bar the writing, which would be refused and tried again without end.
        let waits = self.reruns.iter().any(|rerun| !rerun.queue.is_empty());
        let is_full = waits && self.journal == Journal::Closed(JournalTrouble::Full);
        if !is_full || standing != Journal::Open {
            self.journal = standing;
        }
        let mut effects = self.give_up_overtaken(&deciding, now);
        effects.extend(self.go_on(&known, now));
        effects.extend(self.say_ended(&open));
        effects
    }

    /// Writes an entry down, after those that wait. Of two plans only the first: the second was
    /// made without knowing what becomes of it.
    pub(super) fn record(
        &mut self,
        key: &IdempotencyKey,
        entry: Entry,
        now: UnixMillis,
    ) -> Vec<Effect> {
        if let Some(rerun) = self.rerun_mut(key) {
            if !entry.is_fact() && rerun.has_plan() {
                let ends = matches!(entry.what, What::Closed(_));
                rerun.press = rerun.press.take().filter(|_| ends);
                return Vec::new();
            }
            rerun.queue.push(entry);
        }
        self.write_next(key, now)
    }

    pub(super) fn write_next(&mut self, key: &IdempotencyKey, now: UnixMillis) -> Vec<Effect> {
        let rules = self.rules;
        let was_wiped = self.journal == Journal::Closed(JournalTrouble::Wiped);
        let Some(rerun) = self.rerun_mut(key).filter(|rerun| !rerun.writing.is_under_way) else {
            return Vec::new();
        };
        if was_wiped && !rerun.queue.is_empty() {
            return self.keep_in_mind(key, now);
        }
        let Some(entry) = rerun.queue.first() else {
            return Vec::new();
        };
        rerun.writing.is_under_way = true;
        if !rules.hold(Rule::WriteAhead) {
            return self.recorded(key, Ok(()), now);
        }
        let append = Append {
            key: key.clone(),
            expected: u32::try_from(rerun.story.len()).unwrap_or(u32::MAX),
            entry: write(entry),
            lock: rerun.takes_lock(entry).then(|| rerun.intent.lock()),
        };
        let lock = append.lock.filter(|_| rules.hold(Rule::OneOpen));
        vec![Effect::Record(Append { lock, ..append })]
    }

    /// An entry was written, or was not.
    pub(super) fn recorded(
        &mut self,
        key: &IdempotencyKey,
        result: Result<(), AppendTrouble>,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let needed = self.rules.hold(Rule::JournalNeeded);
        let Some(rerun) = self.rerun_mut(key).filter(|rerun| rerun.writing.is_under_way) else {
            return Vec::new();
        };
        rerun.writing.is_under_way = false;
        match result {
            Ok(()) => self.written(key, now),
            Err(AppendTrouble::Journal(_)) if !needed => self.written(key, now),
            Err(AppendTrouble::Journal(trouble)) => {
                self.journal = Journal::Closed(trouble.clone());
                self.unwritten(key, WhyNotSent::Unwritten(trouble), now)
            }
            // A late answer to a rerun that was over, while another one is open.
            Err(AppendTrouble::Taken) if rerun.queue.first().is_some_and(Entry::is_fact) => {
                rerun.writing.has_yielded = true;
                self.write_next(key, now)
            }
            Err(
                trouble @ (AppendTrouble::Taken | AppendTrouble::Behind | AppendTrouble::Replaced),
            ) => {
                let why = match trouble {
                    // Nobody else has decided: no word of another tab.
                    AppendTrouble::Replaced => WhyNotSent::Withheld(REPLACED.to_owned()),
                    _ => WhyNotSent::Elsewhere,
                };
                let mut effects = self.read_journal();
                effects.extend(self.overtaken(key, why, now));
                effects
            }
        }
    }

    fn written(&mut self, key: &IdempotencyKey, now: UnixMillis) -> Vec<Effect> {
        if matches!(self.journal, Journal::Closed(JournalTrouble::Full)) {
            self.journal = Journal::Open;
        }
        let Some(rerun) = self.rerun_mut(key).filter(|rerun| !rerun.queue.is_empty()) else {
            return Vec::new();
        };
        let before = (rerun.stage.clone(), rerun.lamps.finished.is_some());
        let entry = rerun.queue.remove(0);
        rerun.add(entry.clone());
        let mut effects = self.act_on(key, &entry, &before, now);
        effects.extend(self.write_next(key, now));
        effects
    }

    /// What is to be done once an entry is written.
    fn act_on(
        &mut self,
        key: &IdempotencyKey,
        entry: &Entry,
        (before, had_ended): &(Stage, bool),
        now: UnixMillis,
    ) -> Vec<Effect> {
        match &entry.what {
            What::Decided(_) | What::OnceMore(_) => self.decided(key, entry.at, now),
            What::Sent { track, .. } => self.transmit(key, track, (entry.at, before), now),
            What::Answered { .. } => self.settle(key, now),
            What::Read(_) | What::Closed(_) => {
                // What was taken up without an answer of ours ends within one and the same stage.
                let changed = self.rerun_mut(key).is_some_and(|rerun| {
                    rerun.stage != *before || rerun.lamps.finished.is_some() != *had_ended
                });
                if changed { self.report(key, now) } else { self.follow(key, now) }
            }
        }
    }

    /// An entry could not be written. A fact is known all the same, and waits to be written; what
    /// was about to be done is not done.
    fn unwritten(&mut self, key: &IdempotencyKey, why: WhyNotSent, now: UnixMillis) -> Vec<Effect> {
        let Some(rerun) = self.rerun_mut(key).filter(|rerun| !rerun.queue.is_empty()) else {
            return Vec::new();
        };
        if let Some(fact) = rerun.queue.first().filter(|entry| entry.is_fact()).cloned() {
            rerun.apply(&fact);
        }
        rerun.drop_plans(why);
        self.report(key, now)
    }

    /// What stands in the journal now is another one than this page knows: what has happened is
    /// known to the page alone, and what was about to be done is not done.
    fn keep_in_mind(&mut self, key: &IdempotencyKey, now: UnixMillis) -> Vec<Effect> {
        if let Some(rerun) = self.rerun_mut(key) {
            rerun.press = None;
            rerun.drop_plans(WhyNotSent::Unwritten(JournalTrouble::Wiped));
            rerun.take_waiting_facts();
        }
        self.report(key, now)
    }

    /// The story went on elsewhere: a fact is written when that was read, anything else is given
    /// up, for it was decided on less than is known now.
    fn overtaken(&mut self, key: &IdempotencyKey, why: WhyNotSent, now: UnixMillis) -> Vec<Effect> {
        let plans = |rerun: &mut Rerun| rerun.drop_plans(why);
        if self.rerun_mut(key).is_some_and(plans) { self.report(key, now) } else { Vec::new() }
    }

    /// Everything that this browser's journal holds about one task, and what this page decided.
    #[must_use = "an iterator does nothing by itself"]
    pub fn reruns_of<'a>(
        &'a self,
        tenancy: &'a crate::tenancy::Tenancy,
        task: crate::id::TaskId,
    ) -> impl DoubleEndedIterator<Item = &'a Rerun> {
        self.reruns.iter().filter(move |rerun| self.is_about(rerun, tenancy, task))
    }

    /// Takes a reading of a task in: the newest state for the page.
    pub(super) fn show(
        &mut self,
        key: &IdempotencyKey,
        task: &Arc<crate::task::Task>,
        now: UnixMillis,
    ) {
        if self.locked.is_some() {
            return;
        }
        let Some(rerun) = self.rerun_mut(key) else {
            return;
        };
        rerun.latest = Some(Arc::clone(task));
        let question = (rerun.intent.tenancy.clone(), task.id);
        self.task.renew(&question, Arc::clone(task), now);
    }
}
