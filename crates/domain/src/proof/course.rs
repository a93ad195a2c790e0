//! The course of a proof: what was learned goes in, what is to be done comes out.
//!
//! Pure, in the desk's manner: [`update`] takes an [`Event`] and the time, and gives [`Effect`]s.
//! Reruns go to the canary alone, and each stands in the transcript before it leaves. The counter
//! is read by the administrator: a page cannot.

use super::act::{Act, Asking, Trouble};
use super::plan::Plan;
use super::question::Answers;
use super::record::{Record, hash_of};
use super::transcript::{Heard, Told, Transcript};
use crate::api::{ApiRequest, Outcome};
use crate::header::TrackId;
use crate::id::TaskId;
use crate::rerun::key::{Basis, IdempotencyKey};
use crate::task::Task;
use crate::time::UnixMillis;

/// Names one request of a proof that is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket(pub(super) u64);

/// What was learned.
#[derive(Clone, Debug)]
pub enum Event {
    /// The administrator began.
    Begun,
    /// A request ended.
    Answered(Ticket, Outcome),
    /// A moment came that was asked for.
    Woke,
    /// The administrator typed the counter's figure.
    Counted(u64),
    /// What was sent by hand was answered with this status.
    HandHeard(u16),
    /// The administrator has done what was asked.
    Done,
    /// The administrator leaves the step out.
    Skipped,
    /// The administrator ends the proof.
    Halted,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send a request and report [`Event::Answered`]. A write is never aborted or repeated.
    Fetch(Ticket, ApiRequest),
    /// Report [`Event::Woke`] at that moment.
    WakeAt(UnixMillis),
}

/// What the course waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// Nothing has begun.
    Begin,
    /// The reading before a request.
    Before,
    /// Answers to what was sent.
    Answers,
    /// The end of a rerun.
    End,
    /// The end of the watch.
    Quiet(UnixMillis),
    /// The administrator.
    Person,
    /// Nothing: it is over.
    Over,
}

/// One request for a rerun.
#[derive(Clone, Debug)]
pub(super) struct Send {
    pub(super) ticket: Ticket,
    pub(super) key: IdempotencyKey,
    pub(super) track: TrackId,
    pub(super) at: UnixMillis,
    pub(super) heard: Option<Heard>,
    /// Why it was held back in this page, if it was.
    pub(super) withheld: Option<String>,
}

/// A proof on its way.
#[derive(Clone, Debug)]
pub struct Course {
    pub(super) plan: Plan,
    pub(super) act: Act,
    pub(super) wait: Wait,
    pub(super) asking: Asking,
    pub(super) answers: Answers,
    pub(super) transcript: Transcript,
    /// What this step has sent.
    pub(super) sends: Vec<Send>,
    /// The canary before this step.
    pub(super) before: Option<Task>,
    /// The canary as it was last read, or the new task that a rerun made.
    pub(super) latest: Option<(TaskId, Basis)>,
    pub(super) newcomer: Option<TaskId>,
    /// Whether a reading of this step has differed from the one before it.
    pub(super) has_changed: bool,
    /// Since when this step reads.
    pub(super) since: UnixMillis,
    /// The key that is repeated, its first transmission, and when that left.
    pub(super) first: Option<(IdempotencyKey, TrackId, UnixMillis)>,
    /// The key of the refusal, if it was refused.
    pub(super) refused: Option<IdempotencyKey>,
    pub(super) count: u64,
    pub(super) worst_lag_ms: i64,
    pub(super) worst_queue_ms: Option<i64>,
    pub(super) longest_ms: i64,
    pub(super) rounds_done: i64,
    pub(super) failures: u32,
    pub(super) reading: Option<(Ticket, TaskId)>,
    pub(super) tickets: u64,
    pub(super) keys: u32,
    trouble: Option<Trouble>,
    record: Option<Box<Record>>,
}

/// Pause between two readings while a rerun is followed, in milliseconds.
pub(super) const SECOND_MS: i64 = 1_000;

/// Takes what was learned and says what is to be done.
pub fn update(course: &mut Course, event: Event, now: UnixMillis) -> Vec<Effect> {
    match event {
        Event::Begun if course.wait == Wait::Begin => {
            course.tell(Told::Began(Box::new(course.plan.clone())), now);
            course.begin(Act::Start, now)
        }
        Event::Answered(ticket, outcome) => course.answered(ticket, &outcome, now),
        Event::Woke if course.reading.is_none() => course.woke(),
        Event::Halted if course.wait != Wait::Over => course.stop(Trouble::Halted, now),
        Event::Counted(figure) => course.counted(figure, now),
        Event::HandHeard(status) => course.hand_heard(status, now),
        Event::Done => course.done(now),
        Event::Skipped => course.skipped(now),
        Event::Begun | Event::Woke | Event::Halted => Vec::new(),
    }
}

impl Course {
    /// A proof of which nothing has begun.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        Self {
            plan,
            act: Act::Start,
            wait: Wait::Begin,
            asking: Asking::Nothing,
            answers: Answers::default(),
            transcript: Transcript::default(),
            sends: Vec::new(),
            before: None,
            latest: None,
            newcomer: None,
            has_changed: false,
            since: UnixMillis(0),
            first: None,
            refused: None,
            count: 0,
            worst_lag_ms: 0,
            worst_queue_ms: None,
            longest_ms: 0,
            rounds_done: 0,
            failures: 0,
            reading: None,
            tickets: 0,
            keys: 0,
            trouble: None,
            record: None,
        }
    }

    /// What was planned.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The step that it is at.
    #[must_use]
    pub const fn act(&self) -> Act {
        self.act
    }

    /// What the administrator has to do now.
    #[must_use]
    pub const fn asking(&self) -> &Asking {
        &self.asking
    }

    /// Until when the counter is being watched, if it is.
    #[must_use]
    pub const fn quiet_until(&self) -> Option<UnixMillis> {
        match self.wait {
            Wait::Quiet(until) => Some(until),
            _ => None,
        }
    }

    /// What was seen so far.
    #[must_use]
    pub const fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Longest time from sending a rerun to the first reading that showed it, in milliseconds.
    #[must_use]
    pub const fn worst_lag_ms(&self) -> i64 {
        self.worst_lag_ms
    }

    /// What came to pass.
    #[must_use]
    pub const fn transcript(&self) -> &Transcript {
        &self.transcript
    }

    /// Why it stopped before its end, if it did.
    #[must_use]
    pub const fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_ref()
    }

    /// What it ended with, proven or not: [`proves`](super::standing::proves) tells.
    #[must_use]
    pub fn record(&self) -> Option<&Record> {
        self.record.as_deref()
    }

    /// Whether something of it would be lost with this page.
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        !matches!(self.wait, Wait::Begin | Wait::Over)
    }

    pub(super) fn tell(&mut self, told: Told, now: UnixMillis) {
        self.transcript.add(told, now);
    }

    pub(super) fn ask(&mut self, asking: Asking) -> Vec<Effect> {
        (self.wait, self.asking) = (Wait::Person, asking);
        Vec::new()
    }

    pub(super) fn stop(&mut self, trouble: Trouble, now: UnixMillis) -> Vec<Effect> {
        self.tell(Told::Stopped(trouble.clone()), now);
        (self.wait, self.asking, self.reading) = (Wait::Over, Asking::Nothing, None);
        self.trouble = Some(trouble);
        Vec::new()
    }

    /// Comes to the end: the transcript is closed and the record made.
    pub(super) fn finish(&mut self, now: UnixMillis) -> Vec<Effect> {
        self.tell(Told::Ended, now);
        (self.act, self.wait, self.asking) = (Act::Over, Wait::Over, Asking::Nothing);
        let plan = &self.plan;
        self.record = Some(Box::new(Record {
            tenant: plan.tenant.clone(),
            host: plan.host.clone(),
            gateway: plan.gateway.clone(),
            clients: plan.clients.clone(),
            date: now,
            person: plan.person.clone(),
            rounds: self.rounds_done.max(1),
            quiet_ms: plan.quiet_ms,
            worst_lag_ms: self.worst_lag_ms,
            worst_queue_ms: self.worst_queue_ms,
            answers: self.answers.clone(),
            transcript: hash_of(&self.transcript.text()),
        }));
        Vec::new()
    }
}
