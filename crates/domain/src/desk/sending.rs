//! The desk's part in one transmission: read, write down, send, hear, read again.

use std::sync::Arc;

use super::asking::Purpose;
use super::permission::Write;
use super::{Effect, Model, announce};
use crate::api::get_task::get_task;
use crate::api::rerun_task::rerun_task;
use crate::api::{ApiReply, Outcome};
use crate::explain::guard::why_barred;
use crate::explain::rerun::rerun_notice;
use crate::header::{HeaderText, TrackId};
use crate::journal::entry::{Answer, Closing, Entry, Seen, Stamp, What};
use crate::rerun::follow::Follow;
use crate::rerun::key::{Basis, IdempotencyKey};
use crate::rerun::rules::Rule;
use crate::rerun::stage::{Stage, WhyNotSent};
use crate::rerun::verdict::{Verdict, verdict};
use crate::rerun::{Attempt, Rerun};
use crate::time::UnixMillis;

/// Longest time between deciding on an entry and acting on it once it is written, in
/// milliseconds. A page that was frozen in between wakes up in another world: it must read again
/// first.
const STALE_MS: i64 = 10_000;

impl Model {
    /// Reads once more before a transmission.
    pub(super) fn begin(&mut self, key: &IdempotencyKey, now: UnixMillis) -> Vec<Effect> {
        // A slow poll must not swallow the click, nor answer after what is sent now.
        let mut effects = self.drop_readings(key);
        if !self.rules.hold(Rule::FreshRead) {
            effects.extend(self.go_ahead(key, Stamp::wall(now), now));
            return effects;
        }
        let Some(rerun) = self.rerun_mut(key) else {
            return effects;
        };
        rerun.reading = true;
        let task = rerun.intent.task;
        let Some(tenancy) = self.way(key) else {
            return effects;
        };
        let purpose = Purpose::BeforeSend(key.clone(), now);
        effects.push(self.fetch(&tenancy, get_task(task), purpose).1);
        effects
    }

    pub(super) fn read_before_send(
        &mut self,
        key: &IdempotencyKey,
        outcome: &Outcome,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let at = Stamp::of(outcome, now);
        let Some(task) = self.reading_of(key, outcome, now) else {
            return self.unread(key, now);
        };
        let mut effects = self.note(key, &task, at, now);
        let heeds_looks = self.rules.hold(Rule::FreshRead);
        let Some(rerun) = self.rerun_mut(key) else {
            return effects;
        };
        // A copy that lags behind may still show it so when a look has shown that it is not.
        let is_overtaken = heeds_looks && rerun.is_overtaken;
        if Basis::of(&task) == rerun.intent.basis && !is_overtaken {
            effects.extend(self.go_ahead(key, at, now));
            return effects;
        }
        // It is no longer the run that the operator decided about.
        rerun.press = None;
        if rerun.stage == Stage::Checking {
            rerun.give_up(WhyNotSent::Changed);
        } else if rerun.may_let_be() {
            effects.extend(self.close(key, Closing::NotSent(WhyNotSent::Changed), at, now));
            return effects;
        }
        effects.extend(self.report(key, now));
        effects
    }

    /// The reading before a transmission failed: nothing is sent.
    fn unread(&mut self, key: &IdempotencyKey, now: UnixMillis) -> Vec<Effect> {
        let Some(rerun) = self.rerun_mut(key) else {
            return Vec::new();
        };
        rerun.press = None;
        if rerun.stage == Stage::Checking
            && let Some(trouble) = rerun.trouble.clone()
        {
            rerun.give_up(WhyNotSent::Unread(Box::new(trouble)));
        }
        self.report(key, now)
    }

    /// The task stands as decided on: writes down what comes next.
    fn go_ahead(&mut self, key: &IdempotencyKey, at: Stamp, now: UnixMillis) -> Vec<Effect> {
        let barred = self.is_barred() || self.is_guarded(key);
        let Some(rerun) = self.rerun_mut(key) else {
            return Vec::new();
        };
        if rerun.stage == Stage::Checking {
            let what = What::Decided(Box::new(rerun.intent.clone()));
            return self.record(key, Entry { at, what }, now);
        }
        let word = rerun.press.as_mut().and_then(|press| press.word.take());
        let may_send = match word {
            Some(_) => rerun.may_send_once_more(at),
            None => rerun.may_send_after(at),
        };
        if barred || rerun.press.is_none() || may_send.is_err() {
            rerun.press = None;
            return self.report(key, now);
        }
        if let Some(word) = word {
            return self.record(key, Entry { at, what: What::OnceMore(word) }, now);
        }
        self.send_next(key, at.server, now)
    }

    /// A decision is written down: its first attempt comes next, unless the page slept since it
    /// read the task. Then the operator sends it by hand.
    pub(super) fn decided(
        &mut self,
        key: &IdempotencyKey,
        read: Stamp,
        now: UnixMillis,
    ) -> Vec<Effect> {
        if let Some(bar) = self.rerun(key).and_then(|rerun| self.bar_of(rerun)) {
            let why = WhyNotSent::Withheld(why_barred(bar).to_owned());
            let is_first = self.rerun(key).is_some_and(Rerun::may_let_be);
            let at = Stamp::wall(now);
            let end = is_first.then(|| self.close(key, Closing::NotSent(why), at, now));
            return end.unwrap_or_else(|| self.report(key, now));
        }
        if is_awake(read, now) {
            return self.send_next(key, read.server, now);
        }
        if let Some(rerun) = self.rerun_mut(key) {
            rerun.press = None;
        }
        self.report(key, now)
    }

    /// Writes the next attempt of the press down.
    fn send_next(
        &mut self,
        key: &IdempotencyKey,
        server: Option<UnixMillis>,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let tab = self.tab.clone();
        let press = self.rerun_mut(key).and_then(|rerun| rerun.press.as_mut());
        let Some(track) = press.map(crate::rerun::follow_up::Press::next_track) else {
            return Vec::new();
        };
        let at = Stamp { wall: now, server };
        self.record(key, Entry { at, what: What::Sent { track, tab } }, now)
    }

    /// An attempt is written down: only now it may leave.
    pub(super) fn transmit(
        &mut self,
        key: &IdempotencyKey,
        track: &TrackId,
        (written, before): (Stamp, &Stage),
        now: UnixMillis,
    ) -> Vec<Effect> {
        let why = if before.is_terminal() {
            Some("A reading has shown meanwhile what became of this rerun.")
        } else if !is_awake(written, now) {
            Some("This page was asleep between writing the rerun down and sending it.")
        } else if self.shows_news(key) {
            Some("This page has read the task meanwhile, and it is no longer as decided on.")
        } else {
            self.rerun(key).and_then(|rerun| self.bar_of(rerun)).map(why_barred)
        };
        if let Some(why) = why {
            let outcome = Err(crate::api::Silence::Withheld(why.to_owned()));
            return self.sent(key, track, &outcome, now);
        }
        let same_key = self.rules.hold(Rule::SameKey);
        let Some(rerun) = self.rerun_mut(key) else {
            return Vec::new();
        };
        let said = announce(&rerun_notice(rerun), false);
        let task = rerun.intent.task;
        let key_sent = if same_key {
            key.clone()
        } else {
            IdempotencyKey::from_chance(u128::from(track.chance()))
        };
        let request = rerun_task(task, &key_sent, track);
        let purpose = Purpose::Send(key.clone(), track.clone());
        let Some(tenancy) = self.way(key) else {
            return Vec::new();
        };
        vec![self.fetch(&tenancy, request, purpose).1, said]
    }

    /// Whether the page shows the task in a later state than the rerun was decided on: a look that
    /// was answered after the reading before the transmission.
    fn shows_news(&self, key: &IdempotencyKey) -> bool {
        let mut reruns = self.reruns.iter();
        reruns.find(|rerun| rerun.intent.key == *key).is_some_and(|rerun| {
            let question = (rerun.intent.tenancy.clone(), rerun.intent.task);
            let shown = self.task.of(&question).map(|(task, _)| Basis::of(task));
            let basis = &rerun.intent.basis;
            let has_changed =
                shown.is_some_and(|shown| shown != *basis && !shown.is_older_than(basis));
            // A reading for the rerun itself may wait behind the attempt to be written.
            let waits = rerun.queue.iter().any(|entry| match &entry.what {
                What::Read(seen) => rerun.is_news(seen),
                _ => false,
            });
            self.rules.hold(Rule::FreshRead) && (has_changed || waits || rerun.is_overtaken)
        })
    }

    /// An attempt was answered, or was not.
    pub(super) fn sent(
        &mut self,
        key: &IdempotencyKey,
        track: &TrackId,
        outcome: &Outcome,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let rules = self.rules;
        let at = Stamp::of(outcome, now);
        let Some(rerun) = self.rerun_mut(key) else {
            return Vec::new();
        };
        let (verdict, task) = verdict(&rerun.intent, outcome, rules);
        let refusal = match &verdict {
            Verdict::Refused(fault) => Some(fault),
            _ => None,
        };
        let tenancy = rerun.intent.tenancy.clone();
        self.heed_permission(&tenancy, Write::Rerun, refusal);
        let Some(rerun) = self.rerun_mut(key) else {
            return Vec::new();
        };
        let reply = outcome.as_ref().ok();
        let replayed = reply.is_some_and(|reply| is_saved(reply, track, &rerun.attempts));
        let is_own = reply.is_some_and(|reply| is_own_answer(reply, track)) && !replayed;
        let request_id = reply.and_then(ApiReply::request_id);
        let answer = Answer {
            verdict,
            status: reply.map(|reply| reply.status),
            request_id: request_id.and_then(|id| HeaderText::parse(id).ok()),
            replayed,
        };
        if matches!(answer.verdict, Verdict::Accepted(_)) {
            // Its readings start anew, however long the doubt before was followed.
            rerun.follow = Follow::default();
        }
        let what = What::Answered { track: track.clone(), answer: Box::new(answer) };
        let mut effects = self.record(key, Entry { at, what }, now);
        // The answer is a reading too, unless it is a saved one: that shows the past.
        if let Some(task) = task.filter(|_| is_own).map(Arc::new) {
            self.show(key, &task, now);
            let seen = Seen { task: task.id, basis: Basis::of(&task) };
            effects.extend(self.record(key, Entry { at, what: What::Read(seen) }, now));
        }
        effects
    }

    /// After an answer is written down: says what it means, and goes on by itself where one
    /// press of the button allows that.
    pub(super) fn settle(&mut self, key: &IdempotencyKey, now: UnixMillis) -> Vec<Effect> {
        if let Some(due) = self.follow_up(key, now) {
            let said = self.say(key);
            return said.into_iter().chain([Effect::WakeAt(due, key.clone())]).collect();
        }
        let Some(rerun) = self.rerun_mut(key) else {
            return Vec::new();
        };
        rerun.press = None;
        match rerun.stage.clone() {
            // It cannot be mended by waiting, and nothing ran: the decision ends here.
            Stage::TurnedAway(why) => self.close(key, Closing::NotSent(why), Stamp::wall(now), now),
            _ => self.report(key, now),
        }
    }

    /// When the press goes on by itself, if it may.
    fn follow_up(&mut self, key: &IdempotencyKey, now: UnixMillis) -> Option<UnixMillis> {
        let rerun = self.rerun_mut(key)?;
        let repeats = rerun.repeats(now);
        let pause = rerun.press.as_ref()?.pause_ms(&rerun.stage, repeats, now)?;
        if !self.budget.spend() {
            return None;
        }
        let due = now.plus(pause);
        self.rerun_mut(key)?.press.as_mut()?.due = Some(due);
        Some(due)
    }
}

/// Whether the page has been awake since.
fn is_awake(since: Stamp, now: UnixMillis) -> bool {
    (0..=STALE_MS).contains(&now.since(since.wall))
}

/// Whether an answer is a saved one: it bears the name of an earlier attempt, or of the answer to
/// one. A name that is neither, such as one that somebody between has doubled, tells nothing.
fn is_saved(reply: &ApiReply, track: &TrackId, attempts: &[Attempt]) -> bool {
    let earlier = || attempts.iter().filter(|attempt| attempt.track != *track);
    let echo = reply.header("zuora-track-id");
    let named = echo.is_some_and(|echo| earlier().any(|own| own.track.to_string() == echo));
    let request = reply.request_id();
    named || earlier().filter_map(Attempt::request_id).any(|own| Some(own) == request)
}

/// Whether an answer is surely to this very attempt, so that it shows how the task stands now.
fn is_own_answer(reply: &ApiReply, track: &TrackId) -> bool {
    reply.header("zuora-track-id").is_none_or(|echo| echo == track.to_string())
}
