//! What leaves for the canary, and what comes back: each request stands in the transcript first.

use super::act::{Act, Asking, Trouble};
use super::course::{Course, Effect, Send, Ticket, Wait};
use super::transcript::{Heard, Told, is_withheld};
use crate::api::get_task::{get_task, read_task};
use crate::api::rerun_task::{rerun_path, rerun_task};
use crate::api::{Outcome, Silence};
use crate::header::TrackId;
use crate::id::TaskId;
use crate::rerun::key::{Basis, IdempotencyKey};
use crate::time::UnixMillis;

/// How the gateway marks its own answers when a key, or a transmission, has left it before.
const HELD_BACK: [&str; 2] = ["LK", "LT"];

/// How long a rerun is waited for, in milliseconds: fifteen minutes.
const PATIENCE_MS: i64 = 900_000;

impl Course {
    /// Enters a step: reads the canary first, whatever it is about.
    pub(super) fn begin(&mut self, act: Act, now: UnixMillis) -> Vec<Effect> {
        self.tell(Told::Act(act), now);
        self.act = act;
        self.read_before(now)
    }

    /// Reads the canary before a request: nothing of an earlier one counts any more.
    pub(super) fn read_before(&mut self, now: UnixMillis) -> Vec<Effect> {
        (self.wait, self.asking, self.since) = (Wait::Before, Asking::Nothing, now);
        (self.newcomer, self.has_changed, self.before) = (None, false, None);
        (self.failures, self.reading) = (0, None);
        self.sends.clear();
        vec![self.read(self.plan.canary)]
    }

    pub(super) fn read(&mut self, task: TaskId) -> Effect {
        let ticket = self.ticket();
        self.reading = Some((ticket, task));
        Effect::Fetch(ticket, get_task(task))
    }

    fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    /// A key of this proof that was never used.
    pub(super) fn fresh_key(&mut self) -> IdempotencyKey {
        self.keys += 1;
        let basis = self.before.as_ref().map(Basis::of);
        let basis = basis.unwrap_or(Basis { status: None, start_time: None, end_time: None });
        self.plan.key(&rerun_path(self.plan.canary), &basis, self.keys)
    }

    /// A track id that was never used.
    pub(super) fn fresh_track(&mut self) -> TrackId {
        let ticket = self.ticket();
        self.plan.track(ticket.0)
    }

    /// Sends a rerun of the canary. The line in the transcript comes first.
    pub(super) fn send(&mut self, key: &IdempotencyKey, now: UnixMillis) -> Effect {
        let (track, ticket) = (self.fresh_track(), self.ticket());
        self.tell(Told::Sent(self.plan.canary, key.clone(), track.clone()), now);
        let request = rerun_task(self.plan.canary, key, &track);
        let (key, at) = (key.clone(), now);
        self.sends.push(Send { ticket, key, track, at, heard: None, withheld: None });
        self.wait = Wait::Answers;
        Effect::Fetch(ticket, request)
    }

    pub(super) fn answered(
        &mut self,
        ticket: Ticket,
        outcome: &Outcome,
        now: UnixMillis,
    ) -> Vec<Effect> {
        if let Some((_, task)) = self.reading.take_if(|(own, _)| *own == ticket) {
            return match outcome.as_ref().map(|reply| read_task(task, reply)) {
                Ok(Ok(task)) => self.was_read(task, now),
                Ok(Err(fault)) => self.unread(fault.word(), now),
                Err(_) => self.unread("no answer", now),
            };
        }
        let Some(nth) = self.sends.iter().position(|send| send.ticket == ticket) else {
            return Vec::new();
        };
        let (canary, before) = (self.plan.canary, self.before.clone());
        let Some(send) = self.sends.get_mut(nth) else { return Vec::new() };
        let track = send.track.clone();
        match (outcome, before) {
            (Ok(reply), Some(before)) => {
                let heard = Heard::of(reply, canary, &before);
                send.heard = Some(heard.clone());
                self.tell(Told::Heard(track, Box::new(heard)), now);
                self.all_heard(now)
            }
            (Err(silence), _) => {
                if let Silence::Withheld(why) = silence {
                    send.withheld = Some(why.clone());
                }
                self.tell(Told::Silent(track, silence.clone()), now);
                if is_withheld(outcome) {
                    self.all_heard(now)
                } else {
                    self.stop(Trouble::Lost, now)
                }
            }
            (Ok(_), None) => Vec::new(),
        }
    }

    /// Sends what this page held back, now that it may.
    pub(super) fn send_withheld(&mut self, now: UnixMillis) -> Vec<Effect> {
        let held = self.sends.extract_if(.., |send| send.withheld.is_some());
        let keys: Vec<_> = held.map(|send| send.key).collect();
        self.asking = Asking::Nothing;
        keys.iter().map(|key| self.send(key, now)).collect()
    }

    /// Whether what this step reads is still waited for.
    pub(super) fn is_patient(&self, now: UnixMillis) -> bool {
        now.since(self.since) < PATIENCE_MS
    }
}

/// The gateway answered in Zuora's place.
pub(super) fn by_gateway(heard: &Heard) -> Option<Trouble> {
    let mark = heard.mark.clone()?;
    let is_held_back = HELD_BACK.contains(&mark.as_str());
    Some(if is_held_back { Trouble::KeyHeldBack } else { Trouble::Gateway(mark) })
}
