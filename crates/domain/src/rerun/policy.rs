//! What an operator may do about a rerun, and if not, why not. What an answer means is told in
//! [`super::verdict`]; here is told what may follow from it, and when.

use super::rules::Rule;
use super::stage::Stage;
use super::verdict::{Doubt, Verdict};
use super::{Attempt, Rerun};
use crate::api::fault::ApiFault;
use crate::journal::entry::{Stamp, What};
use crate::time::UnixMillis;

/// How long after its first transmission a key may be sent once more, in milliseconds.
///
/// Zuora forgets a key after 24 hours; then the same key would run the task again (rule R4).
/// Source: Zuora developer guide, "Idempotent requests" (September 2026); 4 hours are kept back.
pub const ASK_AGAIN_FOR_MS: i64 = 20 * 60 * 60 * 1000;

/// How long after the last transmission "it did not run" may be said, in milliseconds: longer
/// than any request can be under way (135 s in the browser, 125 s in the gateway).
pub const QUIET_FOR_MS: i64 = 10 * 60 * 1000;

/// How far apart the two readings must be that show the task unchanged, in milliseconds.
pub const READINGS_APART_MS: i64 = 60 * 1000;

/// Why a button does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inert {
    /// There is nothing to do with it at this stage: it is not shown.
    Beside,
    /// The limiter asks to wait until then.
    Wait(UnixMillis),
    /// Zuora may have forgotten the key: sending it again could run the task again.
    WindowOver,
    /// The clock stands before what is already written down, or no server's clock can be read.
    ClockUntrusted,
    /// The key was used for something else: sending it again cannot help.
    KeyClash,
    /// A request may still be under way until then.
    TooSoon(UnixMillis),
    /// Until then the same key can be sent, and its answer tells better than a finding.
    KeyTells(UnixMillis),
    /// Zuora has not answered to the key; ask again, or wait until the window is over.
    KeyUnanswered(UnixMillis),
    /// A first reading that shows the task unchanged is missing.
    NoReading,
    /// The second reading must come later than that.
    SecondReading(UnixMillis),
    /// Its task is still followed; the reading may yet tell.
    StillFollowed,
}

/// The time within which a key may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// It is open for so many milliseconds.
    Open(i64),
    /// It is over.
    Over,
    /// No clock can be trusted to tell.
    Untrusted,
}

/// What an operator may order about a rerun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Read the task.
    Check,
    /// End it, for nothing ran.
    LetBe,
    /// Send its key: for the first time, or once more.
    Send,
    /// Find that it did not run.
    NotRun,
    /// Find that it ran.
    Ran,
}

impl Rerun {
    /// Whether an order may be given now.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn may(&self, order: Order, now: Stamp) -> Result<(), Inert> {
        let beside = |holds: bool| if holds { Ok(()) } else { Err(Inert::Beside) };
        match order {
            Order::Check => {
                beside(self.is_unsettled() || self.is_followed() && self.follow.is_over())
            }
            Order::LetBe => beside(self.may_let_be()),
            Order::Send => self.may_send(now),
            Order::NotRun => self.may_say_not_run(now),
            Order::Ran => self.may_say_ran(now),
        }
    }

    /// Where the safe window of its key stands, by both clocks (rule R4). A clock that stands
    /// before what was already written down went back and is not trusted.
    #[must_use]
    pub fn window(&self, now: Stamp) -> Window {
        let Some(first) = self.attempts.first() else {
            return Window::Open(ASK_AGAIN_FOR_MS);
        };
        let latest = self.story.iter().map(|entry| entry.at.wall).max();
        let (wall, server) = now.since(first.sent);
        let passed = server.map_or(wall, |server| server.max(wall));
        if latest.is_some_and(|latest| now.wall < latest) || server.is_some_and(|server| server < 0)
        {
            return Window::Untrusted;
        }
        if passed > ASK_AGAIN_FOR_MS {
            Window::Over
        } else {
            Window::Open(ASK_AGAIN_FOR_MS - passed)
        }
    }

    /// Whether the operator may send its key now: for the first time, or once more.
    ///
    /// While it is in doubt whether the task ran, only as long as Zuora surely knows the key.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn may_send(&self, now: Stamp) -> Result<(), Inert> {
        match &self.stage {
            Stage::HeldBack { until } if now.wall < *until => Err(Inert::Wait(*until)),
            Stage::Prepared | Stage::TurnedAway(_) | Stage::HeldBack { .. } => Ok(()),
            Stage::Unsettled(Doubt::KeyClash) => Err(Inert::KeyClash),
            Stage::Unsettled(_) if !self.rules.hold(Rule::Window) => Ok(()),
            Stage::Unsettled(_) => match self.window(now) {
                Window::Open(_) => Ok(()),
                Window::Over => Err(Inert::WindowOver),
                Window::Untrusted => Err(Inert::ClockUntrusted),
            },
            _ => Err(Inert::Beside),
        }
    }

    /// The same, right after the reading that must come before every transmission: where the
    /// first one came with a server's time, this one must, too.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn may_send_after(&self, reading: Stamp) -> Result<(), Inert> {
        let first = self.attempts.first().filter(|_| self.is_unsettled());
        let told = first.is_some_and(|attempt| attempt.sent.server.is_some());
        if told && reading.server.is_none() && self.rules.hold(Rule::Window) {
            return Err(Inert::ClockUntrusted);
        }
        self.may_send(reading)
    }

    /// Whether the operator may find that it did not run (rule R7): long after the last
    /// transmission, when the key was answered or is out of use, and after a reading that shows
    /// the task unchanged. The desk reads once more before it writes that down.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn may_say_not_run(&self, now: Stamp) -> Result<(), Inert> {
        let Some(last) = self.attempts.last().filter(|_| self.is_unsettled()) else {
            return Err(Inert::Beside);
        };
        if !self.rules.hold(Rule::QuietEvidence) {
            return Ok(());
        }
        let (wall, server) = now.since(last.sent);
        let over = match self.window(now) {
            Window::Untrusted => return Err(Inert::ClockUntrusted),
            Window::Over => true,
            Window::Open(_) => false,
        };
        if wall < QUIET_FOR_MS || server.is_some_and(|server| server < QUIET_FOR_MS) {
            return Err(Inert::TooSoon(last.sent.wall.plus(QUIET_FOR_MS)));
        }
        if !over && !self.attempts.iter().any(has_settled_key) {
            let first = self.attempts.first().map_or(last.sent, |attempt| attempt.sent);
            return Err(Inert::KeyUnanswered(first.wall.plus(ASK_AGAIN_FOR_MS)));
        }
        let quiet = self.quiet_since(last).ok_or(Inert::NoReading)?;
        let (wall, server) = now.since(quiet);
        if wall < READINGS_APART_MS || server.is_some_and(|server| server < READINGS_APART_MS) {
            return Err(Inert::SecondReading(quiet.wall.plus(READINGS_APART_MS)));
        }
        Ok(())
    }

    /// Whether the operator may find that it ran: nothing follows from that but an end, so it
    /// needs only that nothing better can be had.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn may_say_ran(&self, now: Stamp) -> Result<(), Inert> {
        match &self.stage {
            Stage::Unsettled(Doubt::KeyClash) => Ok(()),
            Stage::Unsettled(_) => match self.window(now) {
                Window::Open(left) => Err(Inert::KeyTells(now.wall.plus(left))),
                Window::Over | Window::Untrusted => Ok(()),
            },
            Stage::Accepted => {
                let quiet = self.lamps.accepted_at.map(|at| at.plus(QUIET_FOR_MS));
                match quiet.filter(|quiet| now.wall < *quiet) {
                    Some(_) => Err(Inert::StillFollowed),
                    None => Ok(()),
                }
            }
            _ => Err(Inert::Beside),
        }
    }

    /// Whether the operator may let it be: only what surely did not run.
    #[must_use]
    pub const fn may_let_be(&self) -> bool {
        matches!(self.stage, Stage::Prepared | Stage::HeldBack { .. } | Stage::TurnedAway(_))
    }

    /// Whether a reading is worth writing down: it shows something new, or is the quiet evidence
    /// that rule R7 asks for.
    #[must_use]
    pub fn is_worth_noting(&self, reading: &crate::journal::entry::Seen, now: Stamp) -> bool {
        let Some(last) = self.attempts.last() else {
            return false;
        };
        let is_stale = reading.basis.is_older_than(&self.intent.basis);
        let before = self.seen.as_ref().filter(|(at, _)| at.wall >= last.sent.wall);
        let shown = before.map_or(&self.intent.basis, |(_, seen)| &seen.basis);
        let news = *shown != reading.basis && !is_stale;
        let quiet = before.is_none_or(|(at, _)| now.since(*at).0 >= READINGS_APART_MS);
        let wanted = self.is_unsettled() || self.is_followed();
        wanted && (news || (self.is_unsettled() && quiet && !is_stale))
    }

    /// Since when readings show the task unchanged after the last transmission.
    fn quiet_since(&self, last: &Attempt) -> Option<Stamp> {
        let quiet = |entry: &&crate::journal::entry::Entry| match &entry.what {
            What::Read(seen) => entry.at.wall >= last.sent.wall && seen.basis == self.intent.basis,
            _ => false,
        };
        self.story.iter().find(quiet).map(|entry| entry.at)
    }
}

/// Whether Zuora itself answered to the key, so that nothing of it is under way any more: a
/// saved answer, good or bad, is all that the key will ever give.
fn has_settled_key(attempt: &Attempt) -> bool {
    let verdict = attempt.answer.as_ref().map(|(_, answer)| &answer.verdict);
    matches!(
        verdict,
        Some(
            Verdict::Refused(_)
                | Verdict::Unclear(Doubt::Unproven(ApiFault::Down { .. } | ApiFault::Declined(_)))
        )
    )
}
