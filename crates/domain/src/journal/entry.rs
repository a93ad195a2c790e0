//! What is written down about an intent, entry by entry: its story.

use crate::api::Outcome;
use crate::header::{HeaderText, TrackId};
use crate::id::TaskId;
use crate::rerun::Intent;
use crate::rerun::key::Basis;
use crate::rerun::stage::WhyNotSent;
use crate::rerun::verdict::Verdict;
use crate::time::UnixMillis;

/// A moment by two clocks: this machine's, and the server's where an answer told it (`Date`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// By the wall clock of the machine.
    pub wall: UnixMillis,
    /// By the `Date` of the answer that came with it.
    pub server: Option<UnixMillis>,
}

impl Stamp {
    /// A moment that only this machine's clock tells.
    #[must_use]
    pub const fn wall(wall: UnixMillis) -> Self {
        Self { wall, server: None }
    }

    /// The moment at which something was answered: the server's clock tells, too, where the answer
    /// bears its `Date`.
    #[must_use]
    pub fn of(outcome: &Outcome, now: UnixMillis) -> Self {
        let date = outcome.as_ref().ok().and_then(|reply| reply.header("date"));
        Self { wall: now, server: date.and_then(UnixMillis::parse_http_date) }
    }

    /// Milliseconds from `earlier` to this moment, by each clock that tells both.
    #[must_use]
    pub fn since(self, earlier: Self) -> (i64, Option<i64>) {
        let server = self.server.zip(earlier.server);
        (self.wall.since(earlier.wall), server.map(|(own, earlier)| own.since(earlier)))
    }
}

/// Names one page: a tab from its loading to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TabId(String);

impl TabId {
    /// Makes a name from chance.
    #[must_use]
    pub fn from_chance(chance: u64) -> Self {
        Self(format!("{chance:016x}"))
    }

    /// The name of none: it can stand in no journal.
    #[must_use]
    pub fn nobody() -> Self {
        Self("-".to_owned())
    }

    /// Takes what stands in a journal; what no page wrote names no tab.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let fits = text.len() <= 64 && text.bytes().all(|sign| sign.is_ascii_alphanumeric());
        Self(if fits { text.to_owned() } else { String::new() })
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How a reading showed a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The task: the one that was asked for, or the new instance that an acceptance named.
    pub task: TaskId,
    /// Its state.
    pub basis: Basis,
}

/// What one attempt told, without a word of its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What it means by itself.
    pub verdict: Verdict,
    /// HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// Zuora's name for the request, if the answer had one.
    pub request_id: Option<HeaderText>,
    /// Whether the answer is a saved one: it carries the track id or request id of an earlier
    /// request.
    ///
    /// LIVE-UNVERIFIED(that saved headers are replayed; Zuora developer guide "Idempotent
    /// requests"; if not, find another tell or drop the sentence)
    pub replayed: bool,
}

/// How an intent was ended by something else than an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Closing {
    /// Nothing was sent, or nothing of what was sent reached the task.
    NotSent(WhyNotSent),
    /// An operator found, on quiet evidence, that it did not run (rule R7).
    NotRun(Word),
    /// An operator found that it ran.
    Ran(Word),
}

/// An operator's finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Who, if the host told.
    pub by: Option<String>,
    /// Why.
    pub note: String,
}

/// What an entry tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// An operator decided; nothing has been sent for this decision.
    Decided(Box<Intent>),
    /// An attempt is about to be handed to the network.
    Sent {
        /// Its name.
        track: TrackId,
        /// The page that sends it, and that alone can still hear the answer.
        tab: TabId,
    },
    /// An operator ordered one more attempt that may run the task twice.
    OnceMore(Word),
    /// What came of an attempt.
    Answered {
        /// The attempt's name.
        track: TrackId,
        /// What it told.
        answer: Box<Answer>,
    },
    /// The task was read.
    Read(Seen),
    /// The intent was ended.
    Closed(Closing),
}

/// One entry of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Stamp,
    /// What.
    pub what: What,
}

impl Entry {
    /// Whether it states what has happened, whatever the writer knew: such an entry is written
    /// even when the story has gone on elsewhere. Everything else must be decided anew then.
    #[must_use]
    pub const fn is_fact(&self) -> bool {
        matches!(self.what, What::Answered { .. } | What::Read(_))
    }
}
