//! The desk's part in a rerun: what an operator may order.

use super::draft::Draft;
use super::guard::Bar;
use super::keeping::Journal;
use super::permission::Write;
use super::{Effect, Model, Purpose, announce};
use crate::api::get_task::get_task;
use crate::explain::rerun::rerun_notice;
use crate::header::TrackId;
use crate::id::TaskId;
use crate::journal::entry::{Closing, Entry, Stamp, What, Word};
use crate::rerun::follow_up::Press;
use crate::rerun::key::{Basis, IdempotencyKey};
use crate::rerun::refusal::{WhyNot, why_not_rerun};
use crate::rerun::rules::Rule;
use crate::rerun::stage::{Stage, WhyNotSent};
use crate::rerun::{Intent, Rerun};
use crate::task::Task;
use crate::tenancy::Tenancy;
use crate::time::UnixMillis;

impl Model {
    /// The rerun of a task that counts: the one that is open, else the latest.
    #[must_use]
    pub fn rerun_of(&self, tenancy: &Tenancy, task: TaskId) -> Option<&Rerun> {
        let same = |rerun: &&Rerun| self.is_about(rerun, tenancy, task);
        let open = self.reruns.iter().filter(same).find(|rerun| rerun.is_open());
        // What was decided last and given up before it was written down comes last of all.
        let age = |rerun: &&Rerun| rerun.decided_at().map_or(i64::MAX, |at| at.0);
        open.or_else(|| self.reruns.iter().filter(same).max_by_key(age))
    }

    /// Reruns that are not over: on the wire, held back, accepted or in doubt.
    pub fn open_reruns(&self) -> impl Iterator<Item = &Rerun> {
        self.reruns.iter().filter(|rerun| rerun.is_open())
    }

    /// Why a task may not be rerun now; `None` when it may.
    #[must_use]
    pub fn why_not_rerun(&self, tenancy: &Tenancy, task: &Task) -> Option<WhyNot> {
        if self.rules.hold(Rule::JournalNeeded) && self.journal != Journal::Open {
            return Some(WhyNot::Journal(self.journal.clone()));
        }
        if let Some(bar) = self.bar(&tenancy.environment) {
            return Some(WhyNot::Barred(bar));
        }
        if self.is_forbidden(tenancy, Write::Rerun) {
            return Some(WhyNot::Barred(Bar::NoPermission));
        }
        why_not_rerun(task, self.reruns_of(tenancy, task.id), self.rules)
    }

    pub(super) fn confirm(
        &mut self,
        draft: Draft,
        reason: String,
        track: TrackId,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let barred = self.why_not_rerun(&draft.tenancy, &draft.task).is_some();
        if barred || self.is_used(&draft.key) || !self.is_due(&draft) {
            return Vec::new();
        }
        let intent = self.intent(draft, reason);
        let key = intent.key.clone();
        match self.rerun_mut(&key) {
            // A decision of which nothing ran keeps its key, and what was sent under it in sight.
            Some(rerun) => rerun.decide_anew(intent),
            None => self.reruns.push(Rerun::deciding(intent, self.tab.clone(), self.rules)),
        }
        self.press(&key, track, now)
    }

    fn intent(&self, draft: Draft, reason: String) -> Intent {
        Intent {
            key: draft.key,
            tenant: self.guards.tenant(&draft.tenancy.environment).cloned(),
            tenancy: draft.tenancy,
            task: draft.task.id,
            run: draft.task.workflow_id,
            original_task: draft.task.original_task_id,
            action_type: draft.task.action_type.clone(),
            basis: Basis::of(&draft.task),
            generation: draft.generation,
            supersedes: draft.supersedes,
            reason,
            by: self.operator.clone(),
        }
    }

    /// A draft is good for one decision: once it led to one that counts, its key belongs to that.
    fn is_used(&self, key: &IdempotencyKey) -> bool {
        let mut reruns = self.reruns.iter();
        reruns.any(|rerun| rerun.intent.key == *key && !rerun.keeps_its_key())
    }

    /// The operator sends an intent that is written down: for the first time, or once more.
    pub(super) fn ask_again(
        &mut self,
        key: &IdempotencyKey,
        track: TrackId,
        now: UnixMillis,
    ) -> Vec<Effect> {
        if self.is_barred() || self.is_guarded(key) || self.is_about_to_send(key) {
            return Vec::new();
        }
        let may_send = |rerun: &&mut Rerun| rerun.may_send(Stamp::wall(now)).is_ok();
        match self.rerun_mut(key).filter(may_send) {
            Some(_) => self.press(key, track, now),
            None => Vec::new(),
        }
    }

    /// The operator sends a key once more although that may run the task twice: who and why is
    /// written down before it leaves.
    pub(super) fn send_once_more(
        &mut self,
        key: &IdempotencyKey,
        note: String,
        track: TrackId,
        now: UnixMillis,
    ) -> Vec<Effect> {
        if self.is_barred() || self.is_guarded(key) || self.is_about_to_send(key) {
            return Vec::new();
        }
        let at = Stamp::wall(now);
        let rerun = self.rerun(key);
        let may = rerun.is_some_and(|rerun| rerun.may_send_once_more(at).is_ok());
        if note.is_empty() || !may {
            return Vec::new();
        }
        let press = Press::once_more(track, self.word(note));
        self.begin_press(key, press, now)
    }

    fn press(&mut self, key: &IdempotencyKey, track: TrackId, now: UnixMillis) -> Vec<Effect> {
        self.begin_press(key, Press::new(track), now)
    }

    fn begin_press(&mut self, key: &IdempotencyKey, press: Press, now: UnixMillis) -> Vec<Effect> {
        if let Some(rerun) = self.rerun_mut(key) {
            rerun.press = Some(press);
        }
        let mut effects = self.begin(key, now);
        effects.extend(self.rerun_mut(key).map(|rerun| announce(&rerun_notice(rerun), false)));
        effects
    }

    /// Reads the task for a rerun.
    pub(super) fn check(&mut self, key: &IdempotencyKey, now: UnixMillis) -> Vec<Effect> {
        if self.is_elsewhere(key) {
            return Vec::new();
        }
        // Not while sending: a reading that left before the answer came is no evidence after it.
        let may_read = |rerun: &&mut Rerun| {
            let busy = matches!(rerun.stage, Stage::Sending { .. } | Stage::Checking);
            !rerun.reading && !busy
        };
        let Some(rerun) = self.rerun_mut(key).filter(may_read) else {
            return Vec::new();
        };
        rerun.reading = true;
        let task = rerun.followed_task();
        let Some(tenancy) = self.way(key) else {
            return Vec::new();
        };
        vec![self.fetch(&tenancy, get_task(task), Purpose::Check(key.clone(), now)).1]
    }

    /// The operator lets a rerun be of which nothing ran.
    pub(super) fn let_be(&mut self, key: &IdempotencyKey, now: UnixMillis) -> Vec<Effect> {
        let may = |rerun: &&mut Rerun| rerun.may_let_be() && rerun.queue.is_empty();
        let Some(rerun) = self.rerun_mut(key).filter(may) else {
            return Vec::new();
        };
        (rerun.press, rerun.reading) = (None, false);
        // A reading before a transmission may be under way: its answer must not send.
        let mut effects = self.drop_readings(key);
        let closing = Closing::NotSent(WhyNotSent::LetBe);
        effects.extend(self.close(key, closing, Stamp::wall(now), now));
        effects
    }

    /// The operator found that it ran.
    pub(super) fn found_ran(
        &mut self,
        key: &IdempotencyKey,
        note: String,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let at = Stamp::wall(now);
        let may = self.rerun_mut(key).is_some_and(|rerun| rerun.may_say_ran(at).is_ok());
        if note.is_empty() || !may {
            return Vec::new();
        }
        let word = self.word(note);
        self.close(key, Closing::Ran(word), at, now)
    }

    /// The operator found that it did not run: the task is read once more before that is
    /// written down.
    pub(super) fn found_not_run(
        &mut self,
        key: &IdempotencyKey,
        note: String,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let at = Stamp::wall(now);
        let barred = self.is_barred() || self.is_about_to_send(key) || self.is_elsewhere(key);
        let may = self.rerun_mut(key).is_some_and(|rerun| rerun.may_say_not_run(at).is_ok());
        if barred || !may || note.is_empty() {
            return Vec::new();
        }
        // Whoever finds it says so now, be somebody else here when the reading comes.
        let word = self.word(note);
        if !self.rules.hold(Rule::QuietEvidence) {
            return self.close(key, Closing::NotRun(word), at, now);
        }
        let mut effects = self.drop_readings(key);
        let Some(rerun) = self.rerun_mut(key) else {
            return effects;
        };
        (rerun.press, rerun.reading) = (None, true);
        let task = rerun.intent.task;
        let Some(tenancy) = self.way(key) else {
            return effects;
        };
        let purpose = Purpose::BeforeFinding(key.clone(), now, word);
        effects.push(self.fetch(&tenancy, get_task(task), purpose).1);
        effects
    }

    pub(super) fn word(&self, note: String) -> Word {
        Word { by: self.operator.clone(), note }
    }

    /// Writes down how an intent ended.
    pub(super) fn close(
        &mut self,
        key: &IdempotencyKey,
        closing: Closing,
        at: Stamp,
        now: UnixMillis,
    ) -> Vec<Effect> {
        self.record(key, Entry { at, what: What::Closed(closing) }, now)
    }

    /// Whether nothing may be sent: for want of a journal (rule R11), or of somebody at the page.
    pub(super) fn is_barred(&self) -> bool {
        self.locked.is_some()
            || self.page_bar().is_some()
            || self.rules.hold(Rule::JournalNeeded) && self.journal != Journal::Open
    }

    /// Whether a rerun may not be sent now: its environment may only be read, or is another one's.
    pub(super) fn is_guarded(&self, key: &IdempotencyKey) -> bool {
        let rerun = self.reruns.iter().find(|rerun| rerun.intent.key == *key);
        rerun.is_some_and(|rerun| self.bar_of(rerun).is_some())
    }

    pub(super) fn rerun_mut(&mut self, key: &IdempotencyKey) -> Option<&mut Rerun> {
        self.reruns.iter_mut().find(|rerun| rerun.intent.key == *key)
    }
}
