//! What the desk knows of keys, environment by environment, and tells each rerun: whether Zuora is
//! known to honour them, and what the gateway remembers.

use super::Model;
use crate::api::Outcome;
use crate::journal::entry::{Entry, What};
use crate::rerun::Rerun;
use crate::rerun::keys::{Keys, KeysStanding, Memory};
use crate::tenancy::{EnvironmentId, Scope};
use crate::time::UnixMillis;

/// What the gateway of each environment last said that it remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Memories(Vec<(EnvironmentId, Memory)>);

/// How long after its last transmission a further start of a task is laid to a rerun's keys, in
/// milliseconds.
const COUNTS_FOR_MS: i64 = 60 * 60_000;

impl Model {
    /// Hears what an answer says that the gateway remembers. One of Zuora's own without a word of it
    /// came by no such gateway.
    pub(super) fn hear_memory(&mut self, environment: &EnvironmentId, outcome: &Outcome) {
        let Ok(reply) = outcome else {
            return;
        };
        let told = Memory::read(reply);
        if told.is_some() || (200..=299).contains(&reply.status) {
            self.memories.0.retain(|(own, _)| own != environment);
            self.memories.0.extend(told.map(|told| (environment.clone(), told)));
        }
    }

    /// What is known of keys in an environment.
    #[must_use]
    pub fn keys(&self, environment: &EnvironmentId) -> Keys {
        let memory = self.memories.0.iter().find(|(own, _)| own == environment);
        let standing = match self.counter_evidence(environment) {
            Some(_) => KeysStanding::Unproven,
            None => self.guards.keys(environment),
        };
        Keys { standing, memory: memory.map(|(_, memory)| *memory) }
    }

    /// A rerun that shows that keys are not honoured in an environment, whatever was proved: two starts
    /// of the task under one key. It stands in the journal, so it is known on every page, for good.
    /// It is of the tenant that its task is reached in now: one that was decided before the environment
    /// named its tenant counts as well as any other, and no proof was made before that.
    #[must_use]
    pub fn counter_evidence(&self, environment: &EnvironmentId) -> Option<&Rerun> {
        let scope = self.scope(environment);
        // The rarest first: a journal may hold thousands of reruns, and each is looked through.
        let mut doubled = self.reruns.iter().filter(|rerun| starts_under(rerun).len() > 1);
        doubled
            .find(|rerun| self.is_in(rerun, &scope) && !self.is_another_in_between(rerun, &scope))
    }

    /// The rerun that ended the proof of an environment's keys, if `config.json` has one that holds but
    /// for this. Every page says so: the operator knew the environment as one where nothing runs twice.
    #[must_use]
    pub fn proof_ended_by(&self, environment: &EnvironmentId) -> Option<&Rerun> {
        match self.guards.keys(environment) {
            KeysStanding::Unproven => None,
            KeysStanding::Proven { .. } => self.counter_evidence(environment),
        }
    }

    /// Whether another decision about the same task was sent while the starts of this one were seen:
    /// then one of them is that one's.
    fn is_another_in_between(&self, rerun: &Rerun, scope: &Scope) -> bool {
        let Some(first) = rerun.attempts.first().map(|attempt| attempt.sent.wall) else {
            return false;
        };
        let until = first.plus(COUNTS_FOR_MS);
        let is_other = |other: &&Rerun| {
            let (intent, own) = (&other.intent, &rerun.intent);
            intent.task == own.task && intent.key != own.key && self.is_in(other, scope)
        };
        let mut sent = self.reruns.iter().filter(is_other).flat_map(|other| &other.attempts);
        sent.any(|attempt| first <= attempt.sent.wall && attempt.sent.wall <= until)
    }

    /// Tells every rerun what is known of keys where it belongs.
    pub(super) fn tell_keys(&mut self) {
        // Once an environment: a journal may hold thousands of reruns, and each is looked through.
        let mut known: Vec<(EnvironmentId, Keys)> = Vec::new();
        let mut told = Vec::with_capacity(self.reruns.len());
        for rerun in &self.reruns {
            let Some(way) = self.way_to(rerun) else {
                told.push(Keys::default());
                continue;
            };
            let found = known.iter().find(|(own, _)| *own == way.environment);
            let keys = found.map_or_else(|| self.keys(&way.environment), |(_, keys)| *keys);
            if found.is_none() {
                known.push((way.environment, keys));
            }
            told.push(keys);
        }
        for (rerun, keys) in self.reruns.iter_mut().zip(told) {
            rerun.keys = keys;
        }
    }
}

/// The different starts of the task that were seen within an hour after the first of several
/// transmissions under one key, in the order of the readings and by Zuora's clock; none where there
/// was one transmission. That one can start a task twice only by a copy, which is counted by what was
/// passed on, not here.
#[must_use]
pub(crate) fn starts_under(rerun: &Rerun) -> Vec<UnixMillis> {
    let Some(first) = rerun.attempts.first().filter(|_| rerun.attempts.len() > 1) else {
        return Vec::new();
    };
    let counts = |entry: &&Entry| (0..COUNTS_FOR_MS).contains(&entry.at.since(first.sent).0);
    let start = |entry: &Entry| match &entry.what {
        What::Read(seen) if rerun.is_news(seen) && seen.task == rerun.followed_task() => {
            UnixMillis::parse(seen.basis.start_time.as_deref()?)
        }
        _ => None,
    };
    let failed = rerun.intent.basis.start_time.as_deref().and_then(UnixMillis::parse);
    let mut starts = Vec::new();
    for start in rerun.story.iter().filter(counts).filter_map(start) {
        if Some(start) != failed && !starts.contains(&start) {
            starts.push(start);
        }
    }
    starts
}
