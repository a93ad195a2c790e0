//! What one press of the button may send by itself: at most two further attempts under the same
//! key, each after a pause, a fresh reading and only while there is nothing to lose.

use super::stage::{Stage, WhyNotSent};
use super::verdict::Doubt;
use crate::header::TrackId;
use crate::journal::entry::Word;
use crate::time::UnixMillis;

/// Attempts that one press may cause (protocol §1.4).
const ATTEMPTS: u32 = 3;

/// A longer wait is shown with a button instead of slept, in milliseconds.
const LONGEST_SLEEP_MS: i64 = 60_000;

/// Shortest pause, and the bounds between which chance picks it, in milliseconds.
const SHORTEST_MS: i64 = 500;
const FIRST_BOUND_MS: i64 = 1_000;
const LAST_BOUND_MS: i64 = 20_000;

/// What becomes of a further transmission of a key, if an earlier one has run the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeats {
    /// Zuora is known to run it once, and answers what it has answered before.
    AreAnswered,
    /// The gateway passes it on no more.
    AreStopped,
    /// It may run the task a second time.
    MayRunTwice,
}

/// One press of the button and what it has caused so far. Forgotten with the page: nothing is
/// ever sent by a page for a press in an earlier one (rule R10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    track: TrackId,
    attempts: u32,
    /// What is to be written down before it sends, where that may run the task twice.
    pub(crate) word: Option<Word>,
    /// When the next attempt is due, if one is.
    pub due: Option<UnixMillis>,
}

impl Press {
    /// A press, with the chance that names its attempts.
    #[must_use]
    pub const fn new(track: TrackId) -> Self {
        Self { track, attempts: 0, word: None, due: None }
    }

    /// A press that may run the task twice: one attempt, and no further one by itself.
    #[must_use]
    pub const fn once_more(track: TrackId, word: Word) -> Self {
        Self { track, attempts: 0, word: Some(word), due: None }
    }

    /// The name of the next attempt.
    #[must_use]
    pub fn next_track(&mut self) -> TrackId {
        self.attempts += 1;
        self.due = None;
        self.track.numbered(self.attempts)
    }

    /// How many attempts it has caused.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Pause before the next attempt after one that left the rerun at `stage`; `None` when the
    /// operator has to press again: where a further attempt might run the task twice (rule R13),
    /// or can tell nothing new.
    #[must_use]
    pub fn pause_ms(&self, stage: &Stage, repeats: Repeats, now: UnixMillis) -> Option<i64> {
        if self.attempts >= ATTEMPTS || repeats == Repeats::MayRunTwice {
            return None;
        }
        let pause = match stage {
            Stage::HeldBack { until } => until.since(now).max(SHORTEST_MS),
            // Where only the gateway keeps keys apart, it passes this one on no more.
            Stage::Unsettled(Doubt::UnderWay) if repeats == Repeats::AreStopped => return None,
            Stage::Unsettled(
                Doubt::NoAnswer | Doubt::TimedOut | Doubt::UnderWay | Doubt::CopyLeft,
            )
            | Stage::TurnedAway(WhyNotSent::Gateway(_)) => self.jitter_ms(),
            _ => return None,
        };
        (pause <= LONGEST_SLEEP_MS).then_some(pause)
    }

    /// Chance between zero and a bound that doubles, so that many pages do not come at once.
    /// The chance is that of the track id: the core has none of its own.
    fn jitter_ms(&self) -> i64 {
        let bound = (FIRST_BOUND_MS << self.attempts.min(8)).min(LAST_BOUND_MS);
        let bits = self.track.numbered(self.attempts).chance();
        let picked = i64::try_from(bits % 1_000_003).unwrap_or(0) * bound / 1_000_003;
        picked.max(SHORTEST_MS)
    }
}

/// How many attempts a page may send by itself: a tenth of what it asks, so that pages cannot
/// add to a Zuora that is already in trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    saved: u32,
    most: u32,
}

/// What one further attempt costs; a request earns one.
const COST: u32 = 10;

/// Most that can be saved up.
const MOST: u32 = 100;

impl Default for Budget {
    fn default() -> Self {
        Self { saved: MOST, most: MOST }
    }
}

impl Budget {
    /// Nothing is sent by itself.
    #[must_use]
    pub const fn none() -> Self {
        Self { saved: 0, most: 0 }
    }

    /// A request was made.
    pub fn earn(&mut self) {
        self.saved = (self.saved + 1).min(self.most);
    }

    /// Takes the cost of one further attempt, if it is there.
    #[must_use]
    pub fn spend(&mut self) -> bool {
        let left = self.saved.checked_sub(COST);
        self.saved = left.unwrap_or(self.saved);
        left.is_some()
    }
}
