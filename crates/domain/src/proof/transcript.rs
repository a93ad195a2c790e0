//! What was sent, answered, read and typed, in order: what the record rests on.

use super::act::{Act, Trouble};
use super::plan::Plan;
use super::question::{Answer, Question};
use crate::api::{ApiReply, Outcome, Silence};
use crate::explain;
use crate::header::TrackId;
use crate::id::TaskId;
use crate::rerun::key::{Basis, IdempotencyKey};
use crate::task::Task;
use crate::time::UnixMillis;

/// Something that came to pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The proof began, as planned.
    Began(Box<Plan>),
    /// A step began.
    Act(Act),
    /// This is about to leave; the line stands before it does.
    Sent(TaskId, IdempotencyKey, TrackId),
    /// This is to be sent by hand, with another client.
    ByHand(String, IdempotencyKey, TrackId),
    /// An answer came, by the track id of its request.
    Heard(TrackId, Box<Heard>),
    /// No answer came.
    Silent(TrackId, Silence),
    /// What was sent by hand was answered with this status.
    HandHeard(u16),
    /// The canary was read; told when it differs from the reading before.
    Read(TaskId, Basis),
    /// It could not be read.
    Unread(String),
    /// The administrator typed the counter's figure.
    Counted(u64),
    /// A question is answered.
    Judged(Question, Answer),
    /// A step was left out.
    Skipped(Act),
    /// The proof stopped.
    Stopped(Trouble),
    /// The proof came to its end.
    Ended,
}

/// What an answer to a rerun told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// HTTP status.
    pub status: u16,
    /// The track id that it carries.
    pub track: Option<String>,
    /// Zuora's name of the request.
    pub request_id: Option<String>,
    /// The gateway's mark, if it answered by itself.
    pub mark: Option<String>,
    /// When it was sent, by the other side's clock.
    pub date: Option<UnixMillis>,
    /// The task in it, if Zuora took the rerun.
    pub task: Option<(TaskId, Basis)>,
}

impl Heard {
    /// Reads an answer to a rerun of the canary, which stood as `before`.
    pub(super) fn of(reply: &ApiReply, canary: TaskId, before: &Task) -> Self {
        let header = |name| reply.header(name).map(str::to_owned);
        let task = reply.success().ok().and_then(|json| Task::read(&json).ok());
        // A new instance of the same setup task in the same run counts as the canary, too.
        let is_own = |task: &Task| {
            let same = (task.original_task_id, task.workflow_id)
                == (before.original_task_id, before.workflow_id);
            task.id == canary || (same && task.original_task_id.is_some())
        };
        Self {
            status: reply.status,
            track: header("zuora-track-id"),
            request_id: header("zuora-request-id"),
            mark: header("x-proxy-local"),
            date: reply.header("date").and_then(UnixMillis::parse_http_date),
            task: task.filter(is_own).map(|task| (task.id, Basis::of(&task))),
        }
    }
}

/// Whether an outcome proves that the request never left this page.
pub(super) const fn is_withheld(outcome: &Outcome) -> bool {
    matches!(outcome, Err(Silence::Withheld(_)))
}

/// Everything that came to pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript(Vec<(UnixMillis, Told)>);

impl Transcript {
    pub(super) fn add(&mut self, told: Told, now: UnixMillis) {
        self.0.push((now, told));
    }

    /// Each line with its moment.
    #[must_use]
    pub fn lines(&self) -> impl ExactSizeIterator<Item = (UnixMillis, String)> {
        self.0.iter().map(|(at, told)| (*at, explain::proof_course::line(told)))
    }

    /// The whole as it is saved and hashed: one line each, times in UTC.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (at, line) in self.lines() {
            text.extend([&at.iso(), "  ", &line, "\n"]);
        }
        text
    }
}
