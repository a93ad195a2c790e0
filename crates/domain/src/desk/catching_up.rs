//! Merging a journal that was read into what the page knows, and going on from there.

use super::keeping::Journal;
use super::{Effect, Model};
use crate::header::TrackId;
use crate::journal::read::{Unreadable, read};
use crate::journal::{JournalTrouble, Row};
use crate::rerun::Rerun;
use crate::rerun::follow_up::Press;
use crate::rerun::key::IdempotencyKey;
use crate::rerun::rules::Rule;
use crate::rerun::stage::{Stage, WhyNotSent};
use crate::time::UnixMillis;

impl Model {
    /// The decisions that are not being written down yet, and how much each knows of its key.
    pub(super) fn undecided(&self) -> Vec<(IdempotencyKey, usize)> {
        let waits = |rerun: &&Rerun| rerun.stage == Stage::Checking && !rerun.writing.is_under_way;
        let waiting = self.reruns.iter().filter(waits);
        waiting.map(|rerun| (rerun.intent.key.clone(), rerun.story.len())).collect()
    }

    /// Gives up each decision under whose key another tab has written meanwhile (rule R2): it
    /// knows the story now, so the keeper would no longer refuse it.
    pub(super) fn give_up_overtaken(
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
    pub(super) fn take_rows(&mut self, rows: &[Row]) -> Result<usize, JournalTrouble> {
        let mut stories: Vec<(&str, Vec<&str>)> = Vec::new();
        for row in rows {
            match stories.iter_mut().rev().find(|(key, _)| *key == row.key) {
                Some((_, lines)) => lines.push(&row.entry),
                None => stories.push((&row.key, vec![&row.entry])),
            }
        }
        let (mut unreadable, mut is_another) = (0, false);
        for (key, lines) in &stories {
            // What this page knows of the key stands in no journal any more.
            if self.begins_otherwise(key, lines) {
                is_another = true;
                continue;
            }
            match self.take_lines(key, lines) {
                Ok(()) => {}
                Err(Unreadable::Newer) => return Err(JournalTrouble::Newer),
                Err(Unreadable::Wrong(_)) => unreadable += 1,
            }
        }
        let lost = is_another
            || self.reruns.iter().any(|rerun| {
                let found = stories.iter().find(|(key, _)| *key == rerun.intent.key.as_str());
                found.map_or(0, |(_, lines)| lines.len()) < rerun.story.len()
            });
        if lost && self.rules.hold(Rule::WriteAhead) && self.rules.hold(Rule::JournalNeeded) {
            return Err(JournalTrouble::Wiped);
        }
        Ok(unreadable)
    }

    /// Whether the story that a journal tells of a key is another than the one this page knows: of a
    /// decision made after the journal was wiped, under the key that both derive.
    fn begins_otherwise(&self, key: &str, lines: &[&str]) -> bool {
        let known = self.reruns.iter().find(|rerun| rerun.intent.key.as_str() == key);
        let first = known.and_then(|rerun| rerun.story.first());
        let told = lines.first().map(|line| read(line));
        matches!((first, told), (Some(first), Some(Ok(told))) if *first != told)
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
    pub(super) fn go_on(&mut self, known: &[IdempotencyKey], now: UnixMillis) -> Vec<Effect> {
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
}
