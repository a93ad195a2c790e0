//! Where a rerun stands, and what moves it.

use super::verdict::{Doubt, Verdict};
use crate::api::fault::ApiFault;
use crate::task::TaskStatus;
use crate::time::UnixMillis;

/// Where a rerun stands.
///
/// | from | by | to |
/// |---|---|---|
/// | Checking | the fresh reading equals the basis | Sending |
/// | Checking | it does not, or there is none | `NotSent` |
/// | Sending | an answer or a silence | [`Stage::on_verdict`] |
/// | `HeldBack`, Unsettled | the operator asks again, the reading still equals the basis | Sending |
/// | Unsettled | a reading differs from the basis | Ran |
/// | Accepted | a reading shows the end | Finished |
/// | `HeldBack` | the operator lets it be | `NotSent` |
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Decided; the task is read once more before anything is sent.
    Checking,
    /// A request may be on the wire. `doubted` when an earlier attempt was left in doubt.
    Sending {
        /// Why an earlier attempt is in doubt, if one is.
        doubted: Option<Doubt>,
    },
    /// Zuora took it.
    Accepted,
    /// Nothing ran, and the limiter asks to wait before the same key is sent again.
    HeldBack {
        /// When to ask again.
        until: UnixMillis,
    },
    /// It may have run or not. Only an acceptance of the key or evidence ends this.
    Unsettled(Doubt),
    /// Zuora said no to the only attempts there were; nothing ran.
    Refused(ApiFault),
    /// No attempt ever left.
    NotSent(WhyNotSent),
    /// The task has run since, as a reading shows; by this rerun or another's hand.
    Ran,
    /// Accepted, and a reading shows the end.
    Finished(TaskStatus),
}

/// Why nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNotSent {
    /// The task is no longer as the operator saw it.
    Changed,
    /// The task could not be read once more.
    Unread(Box<crate::desk::reading::Trouble>),
    /// The browser held the request back.
    Withheld(String),
    /// The gateway refused it by itself.
    Gateway(ApiFault),
    /// The operator let it be while nothing had run.
    LetBe,
}

impl Stage {
    /// Whether nothing more will come of it.
    #[must_use]
    pub const fn is_terminal(&self) -> bool {
        matches!(self, Self::Refused(_) | Self::NotSent(_) | Self::Ran | Self::Finished(_))
    }

    /// Whether the operator may send the same key once more.
    #[must_use]
    pub const fn may_ask_again(&self, now: UnixMillis) -> bool {
        match self {
            Self::Unsettled(doubt) => !matches!(doubt, Doubt::KeyClash),
            Self::HeldBack { until } => now.0 >= until.0,
            _ => false,
        }
    }

    /// The stage after an answer or a silence.
    ///
    /// Doubt is sticky (rule R5): once an attempt may have run, no refusal of a later one says
    /// that it did not. Only an acceptance of the same key does settle it.
    #[must_use]
    pub fn on_verdict(self, verdict: Verdict, now: UnixMillis) -> Self {
        let Self::Sending { doubted } = self else {
            return self;
        };
        match (verdict, doubted) {
            (Verdict::Accepted(_), _) => Self::Accepted,
            (Verdict::Unclear(doubt), None) => Self::Unsettled(doubt),
            (Verdict::Unclear(Doubt::KeyClash), Some(_)) => Self::Unsettled(Doubt::KeyClash),
            (_, Some(earlier)) => Self::Unsettled(earlier),
            (Verdict::Limited { wait_ms }, None) => Self::HeldBack { until: now.plus(wait_ms) },
            (Verdict::Refused(fault), None) => Self::Refused(fault),
            (Verdict::NeverSent(why), None) => Self::NotSent(why),
        }
    }

    /// The stage after a reading that differs from the basis.
    #[must_use]
    pub fn on_evidence(self, finished: Option<&(UnixMillis, TaskStatus)>) -> Self {
        match (self, finished) {
            (Self::Accepted, Some((_, status))) => Self::Finished(status.clone()),
            (Self::Unsettled(_), _) => Self::Ran,
            (stage, _) => stage,
        }
    }
}
