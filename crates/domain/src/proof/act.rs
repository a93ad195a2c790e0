//! The steps of a proof, what an administrator has to do in them, and why it may stop.

use super::plan::NoCanary;
use crate::api::ApiRequest;
use crate::time::UnixMillis;

/// How long after its first use a key must be forgotten, in milliseconds: 25 hours.
pub const AFTER_DAY_MS: i64 = 25 * 3_600_000;

/// A step. Source of the order: the eight questions that tell a tenant that honours keys from one
/// that does not; each is worth asking only after those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The canary is read, and its counter.
    Start,
    /// The nth rerun, each under a key of its own, followed to its end.
    Round(i64),
    /// The last key once more.
    Repeat,
    /// The control: another key.
    Control,
    /// A new key twice at once.
    Twice,
    /// The key of [`Self::Repeat`] by another OAuth client: its place in the plan's list.
    Client(usize),
    /// A rerun, and another key while it is under way.
    Busy,
    /// A rerun without the permission, and once more with it.
    Refusal,
    /// The key of [`Self::Repeat`] after 25 hours.
    AfterDay,
    /// All is answered.
    Over,
}

/// What the administrator has to do now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asking {
    /// Nothing: the proof works by itself.
    Nothing,
    /// Read the counter and type its figure.
    Counter {
        /// A figure that was typed and cannot be: typed again, it is taken.
        doubted: Option<u64>,
    },
    /// Send this with another client, and tell the status of the answer.
    Client {
        /// The client's name.
        name: String,
        /// What to send.
        request: ApiRequest,
    },
    /// Take the permission to rerun away from the user behind the gateway.
    TakePermission,
    /// Give the permission back.
    GivePermission,
    /// Come back at this moment.
    AfterDay(UnixMillis),
    /// Allow writing: this page held a request back, for this reason.
    Allow(String),
}

/// Why a proof stopped before its end. It is begun anew; what it saw until then proves nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The task cannot be the canary.
    NoCanary(NoCanary),
    /// The counter stands at zero although the canary has run.
    Uncounted,
    /// The counter does not fit the reruns: so many more were to be counted, so many were.
    Miscounted {
        /// What the counter should show.
        expected: u64,
        /// What was typed.
        told: u64,
    },
    /// The canary succeeded: it cannot be rerun as a failure.
    Succeeded,
    /// Zuora did not take a rerun.
    Refused(u16),
    /// The gateway lets a key pass once only.
    KeyHeldBack,
    /// The gateway answered by itself.
    Gateway(String),
    /// An answer to a rerun did not come.
    Lost,
    /// The canary could not be read, many times in a row.
    Unread,
    /// Nothing was seen of a rerun, or of its end, in fifteen minutes.
    Unseen,
    /// The administrator ended it.
    Halted,
}
