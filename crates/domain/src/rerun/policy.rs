//! What an operator may do about a rerun, and if not, why not. What an answer means is told in
//! [`super::verdict`]; here is told what may follow from it, and when.

use super::Rerun;
use super::follow_up::Repeats;
use super::rules::Rule;
use super::stage::Stage;
use super::verdict::Doubt;
use super::window::Window;
use crate::journal::entry::Stamp;
use crate::time::UnixMillis;

/// How long after its first transmission a key may be sent once more, in milliseconds.
///
/// Zuora forgets a key after 24 hours; then the same key would run the task again (rule R4).
/// Source: Zuora developer guide, "Idempotent requests" (September 2026); 4 hours are kept back.
pub const ASK_AGAIN_FOR_MS: i64 = 20 * 60 * 60 * 1000;

/// How long after the last transmission "it did not run" may be said at the earliest, in
/// milliseconds: longer than any request can be under way (135 s in the browser, 125 s in the
/// gateway). [`Keys::quiet_ms`](super::keys::Keys::quiet_ms) says how long it is where a rerun belongs.
pub const QUIET_FOR_MS: i64 = 10 * 60 * 1000;

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
    /// The gateway passes this key on no more: sending it again cannot help.
    KeyLeft,
    /// Nobody has seen that Zuora honours keys here, and no gateway remembers this one: sending it
    /// again could run the task again.
    KeysUnproven,
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

/// What an operator may order about a rerun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Read the task.
    Check,
    /// End it, for nothing ran.
    LetBe,
    /// Send its key: for the first time, or once more where that runs nothing twice.
    Send,
    /// Send its key once more where it may run the task twice.
    SendOnceMore,
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
            Order::SendOnceMore => self.may_send_once_more(now),
            Order::NotRun => self.may_say_not_run(now),
            Order::Ran => self.may_say_ran(now),
        }
    }

    /// Whether the operator may send its key now: for the first time, or once more.
    ///
    /// While it is in doubt whether the task ran, only where that cannot run it twice: as long as
    /// Zuora surely knows the key, if it is known to honour keys; or through a gateway that passes
    /// a key on once.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn may_send(&self, now: Stamp) -> Result<(), Inert> {
        match &self.stage {
            Stage::HeldBack { until } if now.wall < *until => Err(Inert::Wait(*until)),
            Stage::Prepared | Stage::TurnedAway(_) | Stage::HeldBack { .. } => Ok(()),
            Stage::Unsettled(_) => self.may_ask_again(now),
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

    fn may_ask_again(&self, now: Stamp) -> Result<(), Inert> {
        if self.is_clashing() {
            return Err(Inert::KeyClash);
        }
        if !self.rules.hold(Rule::Window) {
            return Ok(());
        }
        if self.has_left() && !self.keys.are_proven(now.wall) {
            return Err(Inert::KeyLeft);
        }
        if !self.runs_once(now.wall) {
            return Err(Inert::KeysUnproven);
        }
        match self.window(now) {
            Window::Open(_) => Ok(()),
            Window::Over => Err(Inert::WindowOver),
            Window::Untrusted => Err(Inert::ClockUntrusted),
        }
    }

    /// Whether a further transmission of its key surely runs the task no second time, if the first
    /// one did: Zuora is known to honour keys, or the gateway passes this one on once.
    #[must_use]
    pub fn runs_once(&self, now: UnixMillis) -> bool {
        let first = self.attempts.first().map(|attempt| attempt.sent);
        !self.rules.hold(Rule::ProvenKeys)
            || self.keys.are_proven(now)
            || first.is_none_or(|first| self.keys.are_guarded(first))
    }

    /// What becomes of a further transmission of its key, if an earlier one ran the task: also one that
    /// was told never to have left, for a copy of it may have.
    #[must_use]
    pub fn repeats(&self, now: UnixMillis) -> Repeats {
        if self.keys.are_proven(now) || !self.rules.hold(Rule::ProvenKeys) {
            Repeats::AreAnswered
        } else if self.runs_once(now) {
            Repeats::AreStopped
        } else {
            Repeats::MayRunTwice
        }
    }

    /// Whether the operator may send the key once more although that may run the task twice: where
    /// nothing better can be had, and on the quiet evidence that "it did not run" needs (rule R7).
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn may_send_once_more(&self, now: Stamp) -> Result<(), Inert> {
        match self.may_send(now) {
            Err(Inert::KeysUnproven) => self.is_quiet(now),
            _ => Err(Inert::Beside),
        }
    }

    /// Whether the operator may find that it did not run (rule R7): long after the last
    /// transmission, when the key was answered or is out of use, and after a reading that shows
    /// the task unchanged. The desk reads once more before it writes that down.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn may_say_not_run(&self, now: Stamp) -> Result<(), Inert> {
        if !self.is_unsettled() || self.attempts.is_empty() {
            return Err(Inert::Beside);
        }
        if !self.rules.hold(Rule::QuietEvidence) {
            return Ok(());
        }
        self.is_quiet(now)
    }

    /// Whether the operator may find that it ran: nothing follows from that but an end, so it
    /// needs only that nothing better can be had.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn may_say_ran(&self, now: Stamp) -> Result<(), Inert> {
        match &self.stage {
            // Its answer cannot be had (as of a key that clashed), or the key is not sent to a task
            // that has changed.
            Stage::Unsettled(_) if self.may_ask_again(now).is_err() || self.shows_change() => {
                Ok(())
            }
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

    fn is_clashing(&self) -> bool {
        matches!(self.stage, Stage::Unsettled(Doubt::KeyClash))
    }
}
