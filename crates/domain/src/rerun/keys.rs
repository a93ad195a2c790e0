//! What is known of keys where a rerun belongs: whether Zuora honours them, and what the gateway
//! remembers of them. The policy asks this before anything is sent twice.

use super::policy::QUIET_FOR_MS;
use crate::api::ApiReply;
use crate::journal::entry::Stamp;
use crate::time::UnixMillis;

/// Header in which a gateway says on every answer since when it remembers what has left it, in
/// seconds since 1970: `keys=…` or `tracks=…`. Only the gateway may set it.
pub const MEMORY: &str = "x-proxy-remembers";

/// How far the gateway's clock and the one of the answers it passes on may be apart, in
/// milliseconds: so much older must its memory be than what it guards.
const CLOCKS_APART_MS: i64 = 60_000;

/// How long the quiet must last where nobody has measured how late a rerun shows, in milliseconds.
///
/// A queue of half an hour was played in the simulation; with ten quiet minutes such a queue hides
/// runs. LIVE-UNVERIFIED(how long a rerun can wait unseen; no document tells; a proof measures it)
pub const QUIET_UNMEASURED_MS: i64 = 45 * 60_000;

/// Whether Zuora is known to honour keys in an environment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeysStanding {
    /// Nobody has seen it: a key sent twice may run the task twice.
    #[default]
    Unproven,
    /// A proof on a canary holds until then.
    Proven {
        /// When it ends.
        until: UnixMillis,
        /// The longest that a rerun took to show in readings, in milliseconds, queue included.
        lag_ms: i64,
    },
}

/// What a gateway remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remembered {
    /// Track ids alone: a copy of a request is not passed on.
    Tracks,
    /// Keys, too: what bears a key that has left before is not passed on.
    Keys,
}

/// What a gateway remembers, and since when by its clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// What.
    pub of: Remembered,
    /// Since when.
    pub since: UnixMillis,
}

impl Memory {
    /// Reads what an answer of the gateway says; `None` where it says nothing, or nothing that
    /// can be relied on.
    #[must_use]
    pub fn read(reply: &ApiReply) -> Option<Self> {
        let (word, seconds) = reply.header(MEMORY)?.trim().split_once('=')?;
        let of = match word {
            "keys" => Remembered::Keys,
            "tracks" => Remembered::Tracks,
            _ => return None,
        };
        let since = UnixMillis(i64::from(seconds.parse::<u32>().ok()?) * 1000);
        Some(Self { of, since })
    }

    /// Whether it goes back to before a moment, by the server's clock at that moment.
    fn covers(&self, moment: Stamp) -> bool {
        moment.server.is_some_and(|server| server.since(self.since) >= CLOCKS_APART_MS)
    }
}

/// What is known of keys where a rerun belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Whether Zuora honours them.
    pub standing: KeysStanding,
    /// What the gateway remembers, as its latest answer says.
    pub memory: Option<Memory>,
}

impl Keys {
    /// Whether Zuora is known to honour keys at a moment.
    #[must_use]
    pub const fn are_proven(&self, now: UnixMillis) -> bool {
        matches!(self.standing, KeysStanding::Proven { until, .. } if now.since(until) < 0)
    }

    /// Whether the gateway surely passes on no second request with a key that was first sent at
    /// that moment.
    #[must_use]
    pub fn are_guarded(&self, first_sent: Stamp) -> bool {
        let keys = self.memory.filter(|memory| memory.of == Remembered::Keys);
        keys.is_some_and(|memory| memory.covers(first_sent))
    }

    /// Whether the gateway surely passes on no second copy of what was sent at that moment, so that
    /// the answer to one copy speaks for all.
    #[must_use]
    pub fn copies_are_stopped(&self, sent: Stamp) -> bool {
        self.memory.is_some_and(|memory| memory.covers(sent))
    }

    /// How long nothing may have been sent, and nothing have changed, before "it did not run" may be
    /// said, in milliseconds: longer than a rerun can wait unseen.
    #[must_use]
    pub const fn quiet_ms(&self, now: UnixMillis) -> i64 {
        match self.standing {
            KeysStanding::Proven { lag_ms, .. } if self.are_proven(now) => {
                let twice = lag_ms.saturating_mul(2);
                if twice > QUIET_FOR_MS { twice } else { QUIET_FOR_MS }
            }
            _ => QUIET_UNMEASURED_MS,
        }
    }
}
