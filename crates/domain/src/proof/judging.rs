//! What each reading, answer and figure means for the step that a proof is at.

use super::act::{AFTER_DAY_MS, Act, Asking, Trouble};
use super::busy::is_under_way;
use super::course::{Course, Effect, SECOND_MS, Wait};
use super::plan::NoCanary;
use super::question::{Answer, Question};
use super::sending::by_gateway;
use super::transcript::{Heard, Told};
use crate::api::rerun_task::rerun_task;
use crate::rerun::key::Basis;
use crate::task::{Task, TaskStatus};
use crate::time::UnixMillis;

/// Pause between two readings while the counter is watched, in milliseconds.
const WATCH_MS: i64 = 5_000;

/// Readings that may fail in a row.
const MOST_FAILURES: u32 = 30;

impl Course {
    /// The canary, or the new task that a rerun made, was read.
    pub(super) fn was_read(&mut self, task: Task, now: UnixMillis) -> Vec<Effect> {
        self.failures = 0;
        let seen = (task.id, Basis::of(&task));
        if self.latest.as_ref() != Some(&seen) {
            self.tell(Told::Read(seen.0, seen.1.clone()), now);
        }
        self.latest = Some(seen);
        match self.wait {
            Wait::Before if self.act == Act::Start => self.first_read(&task, now),
            Wait::Before => self.read_to_send(task, now),
            Wait::End => self.read_on_the_way(&task, now),
            Wait::Quiet(until) => {
                self.has_changed |= self.differs(&task);
                if now < until {
                    return vec![Effect::WakeAt(now.plus(WATCH_MS))];
                }
                self.ask(Asking::Counter { doubted: None })
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn unread(&mut self, why: &str, now: UnixMillis) -> Vec<Effect> {
        // A new task that readings do not show yet is only late.
        let is_late = self.newcomer.is_some() && why == "not-found" && self.is_patient(now);
        if self.failures == 0 && !is_late {
            self.tell(Told::Unread(why.to_owned()), now);
        }
        self.failures += u32::from(!is_late);
        if self.failures > MOST_FAILURES {
            return self.stop(Trouble::Unread, now);
        }
        vec![Effect::WakeAt(now.plus(SECOND_MS))]
    }

    /// The moment came to read again.
    pub(super) fn woke(&mut self) -> Vec<Effect> {
        match self.wait {
            Wait::Before | Wait::Quiet(_) => vec![self.read(self.plan.canary)],
            Wait::End => vec![self.read(self.newcomer.unwrap_or(self.plan.canary))],
            Wait::Begin | Wait::Answers | Wait::Person | Wait::Over => Vec::new(),
        }
    }

    /// Reads again in a second, for a quarter of an hour.
    fn await_end(&mut self, now: UnixMillis) -> Vec<Effect> {
        if self.is_patient(now) {
            vec![Effect::WakeAt(now.plus(SECOND_MS))]
        } else {
            self.stop(Trouble::Unseen, now)
        }
    }

    fn differs(&self, task: &Task) -> bool {
        let before = self.before.as_ref();
        before.is_some_and(|before| before.id != task.id || Basis::of(before) != Basis::of(task))
    }

    fn first_read(&mut self, task: &Task, now: UnixMillis) -> Vec<Effect> {
        match self.plan.takes(task) {
            Ok(()) => self.ask(Asking::Counter { doubted: None }),
            // Perhaps by a proof that was interrupted: its run must be counted before this one counts.
            Err(NoCanary::NotFailed) if is_under_way(task) => self.await_end(now),
            Err(why) => self.stop(Trouble::NoCanary(why), now),
        }
    }

    /// The canary was read before a request: it must have ended.
    fn read_to_send(&mut self, task: Task, now: UnixMillis) -> Vec<Effect> {
        if !task.status.as_ref().is_some_and(TaskStatus::has_ended) {
            return self.await_end(now);
        }
        if task.status == Some(TaskStatus::Success) {
            return self.stop(Trouble::Succeeded, now);
        }
        self.before = Some(task);
        self.has_changed = false;
        match (self.act, self.first.as_ref().map(|(key, ..)| key.clone())) {
            (Act::Repeat | Act::AfterDay, Some(key)) => vec![self.send(&key, now)],
            (Act::Client(nth), Some(key)) => {
                let name = self.plan.clients.get(nth).cloned().unwrap_or_default();
                let track = self.fresh_track();
                let request = rerun_task(self.plan.canary, &key, &track);
                self.tell(Told::ByHand(name.clone(), key, track), now);
                self.ask(Asking::Client { name, request })
            }
            (Act::Twice, _) => {
                let key = self.fresh_key();
                vec![self.send(&key, now), self.send(&key, now)]
            }
            _ => {
                let key = self.refused.clone().unwrap_or_else(|| self.fresh_key());
                vec![self.send(&key, now)]
            }
        }
    }

    /// Acts once every request of the step is answered, or held back.
    pub(super) fn all_heard(&mut self, now: UnixMillis) -> Vec<Effect> {
        let open = |send: &super::course::Send| send.heard.is_none() && send.withheld.is_none();
        if self.sends.iter().any(open) {
            return Vec::new();
        }
        // What was sent while the canary ran is asked in that moment only, or not at all.
        if self.act == Act::Busy && self.sends.len() > 1 {
            let heard = self.sends.last().and_then(|send| send.heard.clone());
            return match heard.as_ref().and_then(by_gateway) {
                Some(trouble) => self.stop(trouble, now),
                None => self.busy_heard(heard.as_ref(), now),
            };
        }
        if let Some(why) = self.sends.iter().find_map(|send| send.withheld.clone()) {
            return self.ask(Asking::Allow(why));
        }
        let heard: Vec<Heard> = self.sends.iter().filter_map(|send| send.heard.clone()).collect();
        if let Some(trouble) = heard.iter().find_map(by_gateway) {
            return self.stop(trouble, now);
        }
        let taken = heard.iter().find_map(|heard| heard.task.clone());
        let status = heard.first().map_or(0, |heard| heard.status);
        match self.act {
            Act::Repeat | Act::AfterDay => self.repeat_heard(&heard, now),
            Act::Refusal => self.refusal_heard(status, taken.is_some(), now),
            _ => match taken {
                Some((task, _)) => {
                    self.judge(Question::VersionTaken, true, now);
                    self.follow(task, now)
                }
                None => self.stop(Trouble::Refused(status), now),
            },
        }
    }

    fn repeat_heard(&mut self, heard: &[Heard], now: UnixMillis) -> Vec<Effect> {
        let first = self.first.as_ref().map(|(_, track, _)| track.to_string());
        let echo = heard.first().and_then(|heard| heard.track.clone());
        if self.act == Act::Repeat && echo.is_some() {
            self.judge(Question::HeadersSaved, echo == first, now);
        }
        self.watch(now)
    }

    /// Watches the counter: at least as planned, and twice as long as any rerun took.
    pub(super) fn watch(&mut self, now: UnixMillis) -> Vec<Effect> {
        let quiet_ms = self.plan.quiet_ms.max(self.longest_ms.saturating_mul(2));
        self.wait = Wait::Quiet(now.plus(quiet_ms));
        vec![Effect::WakeAt(now.plus(SECOND_MS))]
    }

    fn follow(&mut self, task: crate::id::TaskId, now: UnixMillis) -> Vec<Effect> {
        self.newcomer = Some(task).filter(|task| *task != self.plan.canary);
        (self.wait, self.since) = (Wait::End, now);
        vec![self.read(task)]
    }

    fn read_on_the_way(&mut self, task: &Task, now: UnixMillis) -> Vec<Effect> {
        let sent = self.sends.first().map_or(self.since, |send| send.at);
        if !self.has_changed && self.differs(task) {
            self.has_changed = true;
            self.worst_lag_ms = self.worst_lag_ms.max(now.since(sent));
        }
        let has_ended = task.status.as_ref().is_some_and(TaskStatus::has_ended);
        if let Some(effects) = self.send_while_busy(task, now) {
            return effects;
        }
        if !(self.has_changed && has_ended) {
            return self.await_end(now);
        }
        self.longest_ms = self.longest_ms.max(now.since(sent));
        self.judge_end(task, now);
        self.ended(now)
    }

    /// A rerun has come to its end: its id and its times are compared with those before.
    fn judge_end(&mut self, task: &Task, now: UnixMillis) {
        let Some(before) = self.before.clone() else { return };
        self.judge(Question::SameId, task.id == before.id, now);
        let (old, new) = (Basis::of(&before), Basis::of(task));
        let changed = (&old.start_time, &old.end_time) != (&new.start_time, &new.end_time);
        self.judge(Question::TimesChange, changed, now);
        let accepted = self.sends.first().and_then(|send| send.heard.as_ref()?.date);
        let started = new.start_time.as_deref().and_then(UnixMillis::parse);
        if let (true, Some(accepted), Some(started)) = (changed, accepted, started) {
            let queue = started.since(accepted).max(0);
            self.worst_queue_ms = Some(self.worst_queue_ms.unwrap_or_default().max(queue));
        }
    }

    fn ended(&mut self, now: UnixMillis) -> Vec<Effect> {
        if let Act::Round(nth) = self.act {
            self.rounds_done = nth;
            let send = self.sends.first();
            self.first = send.map(|send| (send.key.clone(), send.track.clone(), send.at));
            if nth < self.plan.rounds {
                return self.begin(Act::Round(nth + 1), now);
            }
        }
        if self.runs_twice() {
            return self.watch(now);
        }
        self.ask(Asking::Counter { doubted: None })
    }

    pub(super) fn judge(&mut self, question: Question, is_so: bool, now: UnixMillis) {
        let known = self.answers.to(question);
        self.answers.add(question, is_so);
        let judged = self.answers.to(question);
        if judged != known {
            self.tell(Told::Judged(question, judged), now);
        }
    }

    fn refusal_heard(&mut self, status: u16, is_taken: bool, now: UnixMillis) -> Vec<Effect> {
        let second = self.refused.is_some();
        match (status, second) {
            (403, false) => {
                self.refused = self.sends.first().map(|send| send.key.clone());
                self.ask(Asking::GivePermission)
            }
            (403, true) => {
                self.judge(Question::RefusalSaved, true, now);
                self.next(now)
            }
            // It ran after all: its run is followed, so that the figures fit.
            _ if is_taken => {
                if second {
                    self.judge(Question::RefusalSaved, false, now);
                }
                let taken = self.sends.first().and_then(|send| send.heard.as_ref()?.task.as_ref());
                self.follow(taken.map_or(self.plan.canary, |(task, _)| *task), now)
            }
            _ => self.next(now),
        }
    }

    /// What comes after a step that is done.
    pub(super) fn next(&mut self, now: UnixMillis) -> Vec<Effect> {
        let refuted = [
            Question::KeyCounts,
            Question::OtherKeyRuns,
            Question::TwoAtOnce,
            Question::ClientsShare,
        ];
        // Once the contrary was seen, no further answer can prove anything.
        if refuted.into_iter().any(|asked| self.answers.to(asked) == Answer::No) {
            return self.finish(now);
        }
        match self.act {
            Act::Start => self.begin(Act::Round(1), now),
            Act::Round(_) => self.begin(Act::Repeat, now),
            Act::Repeat => self.begin(Act::Control, now),
            Act::Control => self.begin(Act::Twice, now),
            Act::Twice if self.plan.clients.len() > 1 => self.begin(Act::Client(1), now),
            Act::Client(nth) if nth + 1 < self.plan.clients.len() => {
                self.begin(Act::Client(nth + 1), now)
            }
            Act::Twice | Act::Client(_) => self.begin(Act::Busy, now),
            Act::Busy => {
                self.tell(Told::Act(Act::Refusal), now);
                self.act = Act::Refusal;
                self.ask(Asking::TakePermission)
            }
            Act::Refusal => {
                self.tell(Told::Act(Act::AfterDay), now);
                self.act = Act::AfterDay;
                let sent = self.first.as_ref().map_or(now, |(_, _, at)| *at);
                self.ask(Asking::AfterDay(sent.plus(AFTER_DAY_MS)))
            }
            Act::AfterDay | Act::Over => self.finish(now),
        }
    }
}
