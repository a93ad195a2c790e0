//! The desk's part in a rerun: read, send, read again.

use std::sync::Arc;

use super::draft::Draft;
use super::reading::Trouble;
use super::{Effect, Model, Purpose, announce};
use crate::api::get_task::{get_task, read_task};
use crate::api::rerun_task::rerun_task;
use crate::api::{ApiReply, Outcome};
use crate::explain::rerun::rerun_notice;
use crate::header::TrackId;
use crate::id::TaskId;
use crate::rerun::follow::Follow;
use crate::rerun::key::{Basis, IdempotencyKey};
use crate::rerun::refusal::why_not_rerun;
use crate::rerun::stage::{Stage, WhyNotSent};
use crate::rerun::verdict::{Verdict, verdict};
use crate::rerun::{Attempt, Intent, Rerun};
use crate::task::Task;
use crate::tenancy::Tenancy;
use crate::time::UnixMillis;

impl Model {
    /// The latest rerun of a task decided in this page.
    #[must_use]
    pub fn rerun_of(&self, tenancy: &Tenancy, task: TaskId) -> Option<&Rerun> {
        let same = |rerun: &&Rerun| {
            rerun.intent.task == task && rerun.intent.tenancy.is_same_tenant(tenancy)
        };
        self.reruns.iter().rfind(same)
    }

    /// Reruns that are not over: on the wire, held back, accepted or in doubt.
    pub fn open_reruns(&self) -> impl Iterator<Item = &Rerun> {
        self.reruns.iter().filter(|rerun| rerun.is_open())
    }

    pub(super) fn confirm(&mut self, draft: Draft, reason: String, track: TrackId) -> Vec<Effect> {
        let last = self.rerun_of(&draft.tenancy, draft.task.id);
        if why_not_rerun(&draft.task, last).is_some() || self.is_used(&draft.key) {
            return Vec::new();
        }
        let intent = Intent {
            key: draft.key,
            tenancy: draft.tenancy,
            task: draft.task.id,
            basis: Basis::of(&draft.task),
            generation: draft.generation,
            reason,
        };
        let mut rerun = Rerun::decided(intent.clone(), draft.task);
        rerun.reading = true;
        // A decision of which nothing ran keeps its key: the new one takes its place, and over
        // what was transmitted under it, so that no transmission is lost from sight.
        let earlier = self.reruns.extract_if(.., |old| old.intent.key == intent.key);
        rerun.attempts = earlier.flat_map(|old| old.attempts).collect();
        self.reruns.push(rerun);
        self.begin(&intent, track)
    }

    /// Reads once more before a transmission, and says so.
    fn begin(&mut self, intent: &Intent, track: TrackId) -> Vec<Effect> {
        // A slow poll must not swallow the click, nor answer after what is sent now.
        let mut effects = self.drop_readings(&intent.key);
        effects.push(self.read_before(intent, track));
        effects
            .extend(self.rerun_mut(&intent.key).map(|rerun| announce(&rerun_notice(rerun), false)));
        effects
    }

    /// A draft is good for one decision: once it led to a transmission that counts, its key
    /// belongs to that one.
    fn is_used(&self, key: &IdempotencyKey) -> bool {
        self.reruns
            .iter()
            .any(|rerun| rerun.intent.key == *key && !matches!(rerun.stage, Stage::NotSent(_)))
    }

    pub(super) fn ask_again(
        &mut self,
        key: &IdempotencyKey,
        track: TrackId,
        now: UnixMillis,
    ) -> Vec<Effect> {
        if self.is_about_to_send(key) {
            return Vec::new();
        }
        let Some(rerun) = self.rerun_mut(key).filter(|rerun| rerun.may_ask_again(now)) else {
            return Vec::new();
        };
        rerun.reading = true;
        let intent = rerun.intent.clone();
        self.begin(&intent, track)
    }

    pub(super) fn check(&mut self, key: &IdempotencyKey) -> Vec<Effect> {
        // Not while sending: a reading that left before the answer came is no evidence after it.
        let may_read =
            |rerun: &&mut Rerun| !rerun.reading && !matches!(rerun.stage, Stage::Sending { .. });
        let Some(rerun) = self.rerun_mut(key).filter(may_read) else {
            return Vec::new();
        };
        rerun.reading = true;
        let (tenancy, task) = (rerun.intent.tenancy.clone(), rerun.followed_task());
        vec![self.fetch(&tenancy, get_task(task), Purpose::Check(key.clone())).1]
    }

    pub(super) fn let_be(&mut self, key: &IdempotencyKey) -> Vec<Effect> {
        if let Some(rerun) = self.rerun_mut(key)
            && matches!(rerun.stage, Stage::HeldBack { .. })
        {
            rerun.stage = Stage::NotSent(WhyNotSent::LetBe);
            rerun.reading = false;
            // A reading before a transmission may be under way: its answer must not send.
            return self.drop_readings(key);
        }
        Vec::new()
    }

    pub(super) fn woke(&mut self, key: &IdempotencyKey) -> Vec<Effect> {
        let wanted = !self.hidden && self.rerun_mut(key).is_some_and(|rerun| rerun.is_followed());
        if wanted { self.check(key) } else { Vec::new() }
    }

    pub(super) fn visibility_changed(&mut self, hidden: bool) -> Vec<Effect> {
        self.hidden = hidden;
        let followed = self.reruns.iter().filter(|rerun| !hidden && rerun.is_followed());
        let keys: Vec<_> = followed.map(|rerun| rerun.intent.key.clone()).collect();
        keys.iter().flat_map(|key| self.check(key)).collect()
    }

    pub(super) fn read_before_send(
        &mut self,
        key: &IdempotencyKey,
        track: &TrackId,
        outcome: &Outcome,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let Some(task) = self.reading_of(key, outcome, now) else {
            return self.report(key, now);
        };
        let Some(rerun) = self.rerun_mut(key) else {
            return Vec::new();
        };
        if Basis::of(&task) != rerun.intent.basis {
            if matches!(rerun.stage, Stage::Checking | Stage::HeldBack { .. }) {
                rerun.stage = Stage::NotSent(WhyNotSent::Changed);
            }
            return self.report(key, now);
        }
        if rerun.stage != Stage::Checking && !rerun.may_ask_again(now) {
            return self.report(key, now);
        }
        let doubted = match &rerun.stage {
            Stage::Unsettled(doubt) => Some(doubt.clone()),
            _ => None,
        };
        rerun.stage = Stage::Sending { doubted };
        rerun.attempts.push(Attempt::sent(track.clone(), now));
        let said = announce(&rerun_notice(rerun), false);
        let (tenancy, task) = (rerun.intent.tenancy.clone(), rerun.intent.task);
        let request = rerun_task(task, key, track);
        vec![self.fetch(&tenancy, request, Purpose::Send(key.clone())).1, said]
    }

    pub(super) fn sent(
        &mut self,
        key: &IdempotencyKey,
        outcome: &Outcome,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let Some(rerun) = self.rerun_mut(key) else {
            return Vec::new();
        };
        let verdict = verdict(&rerun.intent, rerun.latest.as_deref(), outcome);
        if let (Ok(reply), Some(attempt)) = (outcome, rerun.attempts.last_mut()) {
            attempt.answered(reply);
        }
        if let Verdict::Accepted(task) = &verdict {
            rerun.lamps.accepted_at.get_or_insert(now);
            rerun.returned = Some(Arc::clone(task));
            // Its readings start anew, however long the doubt before was followed.
            rerun.follow = Follow::default();
        }
        rerun.stage = rerun.stage.clone().on_verdict(verdict, now);
        if let Some(task) = rerun.returned.clone().filter(|_| rerun.stage == Stage::Accepted) {
            // The answer is a reading too, unless it is a saved one: that shows the past.
            if !rerun.attempts.last().is_some_and(|attempt| attempt.replayed) {
                self.learn(key, task, now);
            }
        }
        self.report(key, now)
    }

    pub(super) fn checked(
        &mut self,
        key: &IdempotencyKey,
        outcome: &Outcome,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let before = self.rerun_mut(key).map(|rerun| rerun.stage.clone());
        let _read = self.reading_of(key, outcome, now);
        let changed = self.rerun_mut(key).map(|rerun| rerun.stage.clone()) != before;
        if changed { self.report(key, now) } else { self.follow(key, now) }
    }

    /// Takes the answer to a reading of a rerun's task; notes evidence or trouble.
    fn reading_of(
        &mut self,
        key: &IdempotencyKey,
        outcome: &Outcome,
        now: UnixMillis,
    ) -> Option<Arc<Task>> {
        let rerun = self.rerun_mut(key)?;
        rerun.reading = false;
        match Trouble::or(outcome, |reply: &ApiReply| read_task(rerun.followed_task(), reply)) {
            Ok(task) => {
                rerun.trouble = None;
                let task = Arc::new(task);
                self.learn(key, Arc::clone(&task), now);
                Some(task)
            }
            Err(trouble) => {
                if rerun.stage == Stage::Checking {
                    rerun.stage = Stage::NotSent(WhyNotSent::Unread(Box::new(trouble.clone())));
                }
                rerun.trouble = Some(trouble);
                None
            }
        }
    }

    /// A reading is evidence for the rerun and the newest state for the page.
    fn learn(&mut self, key: &IdempotencyKey, task: Arc<Task>, now: UnixMillis) {
        let Some(rerun) = self.rerun_mut(key) else {
            return;
        };
        if rerun.observe(&task, now) {
            let question = (rerun.intent.tenancy.clone(), task.id);
            self.task.renew(&question, task, now);
        }
    }

    /// Says what became of the rerun, and goes on following it.
    fn report(&mut self, key: &IdempotencyKey, now: UnixMillis) -> Vec<Effect> {
        let Some(rerun) = self.rerun_mut(key) else {
            return Vec::new();
        };
        let urgent = matches!(rerun.stage, Stage::Unsettled(_));
        let said = announce(&rerun_notice(rerun), urgent);
        [said].into_iter().chain(self.follow(key, now)).collect()
    }

    fn follow(&mut self, key: &IdempotencyKey, now: UnixMillis) -> Vec<Effect> {
        let rerun = self.rerun_mut(key).filter(|rerun| rerun.is_followed());
        let pause = rerun.and_then(|rerun| rerun.follow.next_pause_ms());
        pause.map(|pause| Effect::WakeAt(now.plus(pause), key.clone())).into_iter().collect()
    }

    fn read_before(&mut self, intent: &Intent, track: TrackId) -> Effect {
        let purpose = Purpose::BeforeSend(intent.key.clone(), track);
        self.fetch(&intent.tenancy, get_task(intent.task), purpose).1
    }

    fn rerun_mut(&mut self, key: &IdempotencyKey) -> Option<&mut Rerun> {
        self.reruns.iter_mut().find(|rerun| rerun.intent.key == *key)
    }
}
