//! The desk's part in evidence: read a rerun's task, write down what that teaches, say what became
//! of the rerun, and read again.

use std::sync::Arc;

use super::reading::Trouble;
use super::{Effect, Model, announce};
use crate::api::get_task::read_task;
use crate::api::{ApiReply, Outcome};
use crate::explain::rerun::rerun_notice;
use crate::journal::entry::{Closing, Entry, Seen, Stamp, What, Word};
use crate::rerun::Rerun;
use crate::rerun::key::{Basis, IdempotencyKey};
use crate::task::Task;
use crate::tenancy::Tenancy;
use crate::time::UnixMillis;

impl Model {
    /// Takes a look at a task for evidence about its reruns, whether the page shows it or not: an
    /// answer that came too late to be shown proves as much as any other. A reading for one of them
    /// tells as much of the others.
    pub(super) fn heed(
        &mut self,
        (tenancy, task): (&Tenancy, &Task),
        read_for: Option<&IdempotencyKey>,
        at: Stamp,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let seen = Basis::of(task);
        let is_overtaken = |rerun: &&Rerun| {
            let intent = &rerun.intent;
            self.is_about(rerun, tenancy, task.id)
                && read_for.is_none_or(|key| *key != intent.key)
                && seen != intent.basis
                && !seen.is_older_than(&intent.basis)
        };
        // One that looks as before may be of a run that ended just as the failed one.
        let is_alike = |rerun: &&Rerun| {
            self.is_about(rerun, tenancy, task.id)
                && seen == rerun.intent.basis
                && (rerun.has_come_back(at) || rerun.lingers(at))
        };
        let key_of = |rerun: &Rerun| rerun.intent.key.clone();
        let overtaken: Vec<_> = self.reruns.iter().filter(is_overtaken).map(key_of).collect();
        let alike: Vec<_> = self.reruns.iter().filter(is_alike).map(key_of).collect();
        for key in &overtaken {
            if let Some(rerun) = self.rerun_mut(key) {
                rerun.is_overtaken = true;
            }
        }
        overtaken.iter().chain(&alike).flat_map(|key| self.note(key, task, at, now)).collect()
    }

    /// The moment came that a rerun waited for.
    pub(super) fn woke(&mut self, key: &IdempotencyKey, now: UnixMillis) -> Vec<Effect> {
        let hidden = self.hidden || self.locked.is_some();
        let barred = self.is_barred() || self.is_guarded(key);
        let Some(rerun) = self.rerun_mut(key) else {
            return Vec::new();
        };
        if let Some(due) = rerun.press.as_ref().and_then(|press| press.due) {
            if barred {
                rerun.press = None;
                return Vec::new();
            }
            return if due <= now {
                self.begin(key, now)
            } else {
                vec![Effect::WakeAt(due, key.clone())]
            };
        }
        let is_read_on = rerun.is_followed() || rerun.is_watched(now);
        if !hidden && is_read_on { self.check(key, now) } else { Vec::new() }
    }

    pub(super) fn checked(
        &mut self,
        key: &IdempotencyKey,
        outcome: &Outcome,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let at = Stamp::of(outcome, now);
        let Some(task) = self.reading_of(key, outcome, now) else {
            return self.follow(key, now);
        };
        let mut effects = self.note(key, &task, at, now);
        if effects.is_empty() {
            effects = self.follow(key, now);
        }
        let tenancy = self.rerun(key).map(|rerun| rerun.intent.tenancy.clone());
        if let Some(tenancy) = tenancy {
            effects.extend(self.heed((&tenancy, &task), Some(key), at, now));
        }
        effects
    }

    /// The reading came that must come before "it did not run" is written down.
    pub(super) fn read_before_finding(
        &mut self,
        key: &IdempotencyKey,
        word: Word,
        outcome: &Outcome,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let at = Stamp::of(outcome, now);
        let Some(task) = self.reading_of(key, outcome, now) else {
            return self.report(key, now);
        };
        let barred = self.is_barred();
        let found = self.rerun_mut(key).is_some_and(|rerun| {
            let unchanged = Basis::of(&task) == rerun.intent.basis;
            unchanged && !barred && rerun.may_say_not_run(at).is_ok()
        });
        let mut effects = self.note(key, &task, at, now);
        if found {
            effects.extend(self.close(key, Closing::NotRun(word), at, now));
        } else {
            effects.extend(self.report(key, now));
        }
        effects
    }

    /// Takes the answer to a reading of a rerun's task; notes the trouble, if there is any.
    pub(super) fn reading_of(
        &mut self,
        key: &IdempotencyKey,
        outcome: &Outcome,
        now: UnixMillis,
    ) -> Option<Arc<Task>> {
        let rerun = self.rerun_mut(key)?;
        rerun.reading = false;
        let asked = if rerun.press.is_some() { rerun.intent.task } else { rerun.followed_task() };
        match Trouble::or(outcome, |reply: &ApiReply| read_task(asked, reply)) {
            Ok(task) => {
                rerun.trouble = None;
                let task = Arc::new(task);
                let read = Basis::of(&task);
                let is_old = read.is_older_than(&rerun.intent.basis);
                // Also while its first attempt is being written down: nothing of that is sent then.
                let is_own = task.id == rerun.intent.task;
                rerun.is_overtaken |= is_own && !is_old && read != rerun.intent.basis;
                if !is_old && !rerun.has_replaced(&task) {
                    self.show(key, &task, now);
                }
                Some(task)
            }
            Err(trouble) => {
                rerun.trouble = Some(trouble);
                None
            }
        }
    }

    /// Writes a reading down that teaches something.
    pub(super) fn note(
        &mut self,
        key: &IdempotencyKey,
        task: &Task,
        at: Stamp,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let seen = Seen { task: task.id, basis: Basis::of(task) };
        let worth = |rerun: &&mut Rerun| rerun.is_worth_noting(&seen, at);
        match self.rerun_mut(key).filter(worth) {
            Some(_) => self.record(key, Entry { at, what: What::Read(seen) }, now),
            None => Vec::new(),
        }
    }

    /// Says what became of the rerun, and goes on following it.
    pub(super) fn report(&mut self, key: &IdempotencyKey, now: UnixMillis) -> Vec<Effect> {
        self.say(key).into_iter().chain(self.follow(key, now)).collect()
    }

    pub(super) fn say(&mut self, key: &IdempotencyKey) -> Option<Effect> {
        let rerun = self.rerun_mut(key)?;
        Some(announce(&rerun_notice(rerun), rerun.is_unsettled()))
    }

    pub(super) fn follow(&mut self, key: &IdempotencyKey, now: UnixMillis) -> Vec<Effect> {
        if self.is_elsewhere(key) {
            return Vec::new();
        }
        // What is still to be written down will ask to be followed itself.
        let idle = |rerun: &&mut Rerun| {
            let is_watched = rerun.is_watched(now) && !rerun.follow.is_over_after_refusal();
            (rerun.is_followed() || is_watched) && rerun.press.is_none() && rerun.queue.is_empty()
        };
        let rerun = self.rerun_mut(key).filter(idle);
        let pause = rerun.and_then(|rerun| rerun.follow.next_pause_ms());
        pause.map(|pause| Effect::WakeAt(now.plus(pause), key.clone())).into_iter().collect()
    }
}
