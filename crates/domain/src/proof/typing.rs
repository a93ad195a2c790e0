//! What the administrator typed or did, and what it means for the step that a proof is at.

use super::act::{Act, Asking, Trouble};
use super::course::{Course, Effect, Wait};
use super::question::{Answer, Question};
use super::transcript::Told;
use crate::time::UnixMillis;

impl Course {
    /// A figure was typed. One that cannot be is asked for again: it may be a slip of the finger.
    pub(super) fn counted(&mut self, figure: u64, now: UnixMillis) -> Vec<Effect> {
        let Asking::Counter { doubted } = self.asking else { return Vec::new() };
        let (least, most) = self.possible();
        let fits = (least..=most).contains(&figure);
        if !fits && doubted != Some(figure) {
            return self.ask(Asking::Counter { doubted: Some(figure) });
        }
        self.tell(Told::Counted(figure), now);
        self.asking = Asking::Nothing;
        let earlier = std::mem::replace(&mut self.count, figure);
        if self.act == Act::Start {
            return if figure == 0 { self.stop(Trouble::Uncounted, now) } else { self.next(now) };
        }
        let expected = self.expected(earlier);
        if figure < earlier || matches!(self.act, Act::Round(_)) && figure != expected {
            return self.stop(Trouble::Miscounted { expected, told: figure }, now);
        }
        self.judge_figure(figure - earlier, now);
        self.next(now)
    }

    /// What the counter shows if keys are honoured.
    fn expected(&self, earlier: u64) -> u64 {
        let more = match self.act {
            Act::Round(nth) => u64::try_from(nth).unwrap_or_default(),
            Act::Control | Act::Twice | Act::Busy | Act::AfterDay | Act::Refusal => 1,
            Act::Start | Act::Repeat | Act::Client(_) | Act::Over => 0,
        };
        earlier.saturating_add(more)
    }

    /// The least and the highest figure that can be in any world.
    fn possible(&self) -> (u64, u64) {
        let count = self.count;
        match self.act {
            Act::Start => (1, u64::MAX),
            Act::Round(_) => (self.expected(count), self.expected(count)),
            Act::Twice | Act::Busy => (count, count.saturating_add(2)),
            _ => (count, count.saturating_add(1)),
        }
    }

    fn judge_figure(&mut self, more: u64, now: UnixMillis) {
        // A reading that shows a new run speaks louder than a figure.
        let is_quiet = more == 0 && !self.has_changed;
        match self.act {
            Act::Repeat => self.judge(Question::KeyCounts, is_quiet, now),
            Act::Control => self.judge(Question::OtherKeyRuns, more == 1, now),
            Act::Twice => {
                let both = self.sends.iter().all(|send| {
                    send.heard.as_ref().is_some_and(|own| own.status == 409 || own.task.is_some())
                });
                self.judge(Question::TwoAtOnce, more == 1 && both, now);
            }
            Act::Client(_) => self.judge(Question::ClientsShare, is_quiet, now),
            // What was refused and ran all the same was not refused.
            Act::Busy if more > 1 && self.answers.to(Question::BusyRefused) == Answer::Yes => {
                self.judge(Question::BusyRefused, false, now);
            }
            Act::AfterDay => self.judge(Question::EndsAfterDay, more == 1, now),
            Act::Start | Act::Round(_) | Act::Busy | Act::Refusal | Act::Over => {}
        }
    }

    /// The status of an answer to what was sent by hand. Only one that Zuora gives to a key that it
    /// knows tells anything: a refused request would leave the counter alone in any world.
    pub(super) fn hand_heard(&mut self, status: u16, now: UnixMillis) -> Vec<Effect> {
        if !matches!(self.asking, Asking::Client { .. }) {
            return Vec::new();
        }
        self.tell(Told::HandHeard(status), now);
        if matches!(status, 200..=299 | 409) {
            self.asking = Asking::Nothing;
            return self.watch(now);
        }
        self.leave_clients(now)
    }

    /// Clients of which one was not seen to share are not seen to share.
    fn leave_clients(&mut self, now: UnixMillis) -> Vec<Effect> {
        if self.answers.to(Question::ClientsShare) == Answer::Yes {
            self.answers.put(Question::ClientsShare, Answer::NotSeen);
            self.tell(Told::Judged(Question::ClientsShare, Answer::NotSeen), now);
        }
        self.act = Act::Client(self.plan.clients.len());
        self.next(now)
    }

    /// The administrator has done what was asked.
    pub(super) fn done(&mut self, now: UnixMillis) -> Vec<Effect> {
        match self.asking {
            Asking::Allow(_) => self.send_withheld(now),
            Asking::TakePermission | Asking::GivePermission => self.read_before(now),
            Asking::AfterDay(from) if now >= from => self.read_before(now),
            Asking::AfterDay(_)
            | Asking::Nothing
            | Asking::Counter { .. }
            | Asking::Client { .. } => Vec::new(),
        }
    }

    /// The administrator leaves a step out, where that is possible.
    pub(super) fn skipped(&mut self, now: UnixMillis) -> Vec<Effect> {
        if self.wait != Wait::Person {
            return Vec::new();
        }
        match self.asking {
            Asking::Client { .. } => {
                self.tell(Told::Skipped(self.act), now);
                self.leave_clients(now)
            }
            // What was refused is not tried again: whether the refusal is saved stays unseen.
            Asking::TakePermission | Asking::GivePermission | Asking::AfterDay(_) => {
                self.tell(Told::Skipped(self.act), now);
                self.next(now)
            }
            Asking::Nothing | Asking::Counter { .. } | Asking::Allow(_) => Vec::new(),
        }
    }
}
