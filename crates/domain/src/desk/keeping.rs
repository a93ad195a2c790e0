//! The desk's part in the journal: write one entry after the other, act only on what is written,
//! take in what other tabs have written.

use std::sync::Arc;

use super::{Effect, Model};
use crate::header::TrackId;
use crate::journal::entry::{Entry, What};
use crate::journal::read::{Unreadable, read};
use crate::journal::write::write;
use crate::journal::{Append, AppendTrouble, JournalTrouble, Row};
use crate::rerun::Rerun;
use crate::rerun::follow_up::Press;
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
        rows: Result<Vec<Row>, JournalTrouble>,
        now: UnixMillis,
    ) -> Vec<Effect> {
        self.was_read = true;
        let rows = match rows {
            Ok(rows) => rows,
            Err(trouble) => {
                self.journal = Journal::Closed(trouble);
                return Vec::new();
            }
        };
        let known: Vec<_> = self.reruns.iter().map(|rerun| rerun.intent.key.clone()).collect();
        let deciding = self.undecided();
        let standing = match self.take_rows(&rows) {
            Ok(0) => Journal::Open,
            Ok(lines) => Journal::Unreadable(lines),
            Err(trouble) => Journal::Closed(trouble),
        };
        // What could not be written for want of room stays so until something can be.
        if self.journal != Journal::Closed(JournalTrouble::Full) {
            self.journal = standing;
        }
        let mut effects = self.give_up_overtaken(&deciding, now);
        effects.extend(self.go_on(&known, now));
        effects
    }

    /// The decisions that are not being written down yet, and how much each knows of its key.
    fn undecided(&self) -> Vec<(IdempotencyKey, usize)> {
        let waits = |rerun: &&Rerun| rerun.stage == Stage::Checking && !rerun.writing.is_under_way;
        let waiting = self.reruns.iter().filter(waits);
        waiting.map(|rerun| (rerun.intent.key.clone(), rerun.story.len())).collect()
    }

    /// Gives up each decision under whose key another tab has written meanwhile (rule R2): it
    /// knows the story now, so the keeper would no longer refuse it.
    fn give_up_overtaken(
        &mut self,
        deciding: &[(IdempotencyKey, usize)],
        now: UnixMillis,
    ) -> Vec<Effect> {
        let mut effects = Vec::new();
        if !self.rules.hold(Rule::OneOpen) {
            return effects;
        }
        for (key, knew) in deciding {
            let overtaken = |rerun: &&mut Rerun| rerun.story.len() > *knew;
            let Some(rerun) = self.rerun_mut(key).filter(overtaken) else {
                continue;
            };
            rerun.reading = false;
            rerun.give_up(WhyNotSent::Elsewhere);
            effects.extend(self.drop_readings(key));
            effects.extend(self.report(key, now));
        }
        effects
    }

    /// Merges what was read into what is known: counts unreadable lines, or says what is wrong
    /// with the whole.
    fn take_rows(&mut self, rows: &[Row]) -> Result<usize, JournalTrouble> {
        let mut stories: Vec<(&str, Vec<&str>)> = Vec::new();
        for row in rows {
            match stories.iter_mut().rev().find(|(key, _)| *key == row.key) {
                Some((_, lines)) => lines.push(&row.entry),
                None => stories.push((&row.key, vec![&row.entry])),
            }
        }
        let mut unreadable = 0;
        for (key, lines) in &stories {
            match self.take_lines(key, lines) {
                Ok(()) => {}
                Err(Unreadable::Newer) => return Err(JournalTrouble::Newer),
                Err(Unreadable::Wrong(_)) => unreadable += 1,
            }
        }
        let lost = self.reruns.iter().any(|rerun| {
            let found = stories.iter().find(|(key, _)| *key == rerun.intent.key.as_str());
            found.map_or(0, |(_, lines)| lines.len()) < rerun.story.len()
        });
        if lost && self.rules.hold(Rule::WriteAhead) && self.rules.hold(Rule::JournalNeeded) {
            return Err(JournalTrouble::Wiped);
        }
        Ok(unreadable)
    }

    fn take_lines(&mut self, key: &str, lines: &[&str]) -> Result<(), Unreadable> {
        let known = self.reruns.iter_mut().find(|rerun| rerun.intent.key.as_str() == key);
        if known.as_ref().is_some_and(|rerun| rerun.story.len() >= lines.len()) {
            return Ok(());
        }
        let story = lines.iter().map(|line| read(line)).collect::<Result<Vec<_>, _>>()?;
        if let Some(rerun) = known {
            rerun.take_story(story);
            return Ok(());
        }
        let rerun = Rerun::replay(story, self.tab.clone(), self.rules)
            .filter(|rerun| rerun.intent.key.as_str() == key)
            .ok_or(Unreadable::Wrong("key"))?;
        self.reruns.push(rerun);
        Ok(())
    }

    /// After reading: writes what waits, and follows what is new here. Sends nothing (rule R10).
    ///
    /// Into a journal that lost a story, or cannot be read, nothing is written for having read it:
    /// that would be refused, and the refusal a reason to read it once more, without end.
    fn go_on(&mut self, known: &[IdempotencyKey], now: UnixMillis) -> Vec<Effect> {
        let writes = matches!(self.journal, Journal::Open | Journal::Closed(JournalTrouble::Full));
        let keys: Vec<_> = self.reruns.iter().map(|rerun| rerun.intent.key.clone()).collect();
        let mut effects = Vec::new();
        for key in keys {
            if writes {
                effects.extend(self.write_next(&key, now));
            } else if let Some(rerun) = self.rerun_mut(&key) {
                rerun.take_waiting_facts();
            }
            if !known.contains(&key) {
                effects.extend(self.follow(&key, now));
                effects.extend(self.send_unasked(&key, now));
            }
        }
        effects
    }

    /// What rule R10 forbids.
    fn send_unasked(&mut self, key: &IdempotencyKey, now: UnixMillis) -> Vec<Effect> {
        if self.rules.hold(Rule::OnlyByHand) {
            return Vec::new();
        }
        let track = TrackId::from_chance(now.0.unsigned_abs());
        let open =
            |rerun: &&mut Rerun| matches!(rerun.stage, Stage::Prepared | Stage::Unsettled(_));
        match self.rerun_mut(key).filter(open) {
            Some(rerun) => {
                rerun.press = Some(Press::new(track));
                self.begin(key, now)
            }
            None => Vec::new(),
        }
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

    fn write_next(&mut self, key: &IdempotencyKey, now: UnixMillis) -> Vec<Effect> {
        let rules = self.rules;
        let Some(rerun) = self.rerun_mut(key).filter(|rerun| !rerun.writing.is_under_way) else {
            return Vec::new();
        };
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
            Err(AppendTrouble::Taken | AppendTrouble::Behind) => {
                let mut effects = self.read_journal();
                effects.extend(self.overtaken(key, now));
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
        let before = rerun.stage.clone();
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
        before: &Stage,
        now: UnixMillis,
    ) -> Vec<Effect> {
        match &entry.what {
            What::Decided(_) => self.decided(key, entry.at, now),
            What::Sent { track, .. } => self.transmit(key, track, entry.at, now),
            What::Answered { .. } => self.settle(key, now),
            What::Read(_) | What::Closed(_) => {
                let changed = self.rerun_mut(key).is_some_and(|rerun| rerun.stage != *before);
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

    /// The story went on elsewhere: a fact is written when that was read, anything else is given
    /// up, for it was decided on less than is known now.
    fn overtaken(&mut self, key: &IdempotencyKey, now: UnixMillis) -> Vec<Effect> {
        let plans = |rerun: &mut Rerun| rerun.drop_plans(WhyNotSent::Elsewhere);
        if self.rerun_mut(key).is_some_and(plans) { self.report(key, now) } else { Vec::new() }
    }

    /// Everything that this browser's journal holds about one task, and what this page decided.
    #[must_use = "an iterator does nothing by itself"]
    pub fn reruns_of<'a>(
        &'a self,
        tenancy: &'a crate::tenancy::Tenancy,
        task: crate::id::TaskId,
    ) -> impl DoubleEndedIterator<Item = &'a Rerun> {
        let same = move |rerun: &&Rerun| {
            rerun.intent.task == task && rerun.intent.tenancy.is_same_tenant(tenancy)
        };
        self.reruns.iter().filter(same)
    }

    /// Takes a reading of a task in: the newest state for the page.
    pub(super) fn show(
        &mut self,
        key: &IdempotencyKey,
        task: &Arc<crate::task::Task>,
        now: UnixMillis,
    ) {
        let Some(rerun) = self.rerun_mut(key) else {
            return;
        };
        rerun.latest = Some(Arc::clone(task));
        let question = (rerun.intent.tenancy.clone(), task.id);
        self.task.renew(&question, Arc::clone(task), now);
    }
}
