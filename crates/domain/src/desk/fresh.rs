//! Whether a reading was made after it was asked for, as its `Date` tells: one that came out of a
//! store in between shows the past and proves nothing.

use super::Model;
use crate::api::{Outcome, Silence};
use crate::journal::entry::Stamp;
use crate::tenancy::EnvironmentId;
use crate::time::UnixMillis;

/// Longest time from asking for a reading to taking it, in milliseconds: somewhat more than the
/// browser waits for an answer. A page that slept in between holds a picture of the past.
const LONGEST_READING_MS: i64 = 150_000;

/// How far behind its time a `Date` may be, in milliseconds: it counts whole seconds, and several
/// servers answer, each with a clock of its own.
const BEHIND_MS: i64 = 10_000;

/// The server's time in one environment, as its answers told it.
#[derive(Clone, Debug)]
struct Clock {
    environment: EnvironmentId,
    /// The latest answer that fitted.
    latest: Stamp,
    /// The first one since that was behind its time. When others go on from there, it was this
    /// machine's clock that had jumped.
    behind: Option<Stamp>,
}

/// The server's time, environment by environment.
#[derive(Clone, Debug, Default)]
pub(super) struct Clocks(Vec<Clock>);

impl Model {
    /// What a reading that was asked for at a moment is worth: nothing when it comes long after, or
    /// is older than the question.
    pub(super) fn fresh(
        &mut self,
        environment: &EnvironmentId,
        outcome: &Outcome,
        asked: UnixMillis,
        now: UnixMillis,
    ) -> Outcome {
        let took = now.since(asked);
        if !(0..=LONGEST_READING_MS).contains(&took) {
            return Err(Silence::TimedOut);
        }
        let is_old = outcome.is_ok() && self.clocks.is_old(environment, outcome, asked, now);
        if is_old { Err(Silence::Stale) } else { outcome.clone() }
    }
}

impl Clocks {
    /// Hears of the server's time by whatever answer bears it.
    pub(super) fn hear(&mut self, environment: &EnvironmentId, outcome: &Outcome, now: UnixMillis) {
        let at = Stamp::of(outcome, now);
        if at.server.is_none() {
            return;
        }
        let known = self.0.iter_mut().find(|clock| clock.environment == *environment);
        match known {
            Some(clock) if at.server > clock.latest.server => clock.latest = at,
            Some(_) => {}
            None => self.begin(environment, at),
        }
    }

    fn begin(&mut self, environment: &EnvironmentId, at: Stamp) {
        self.0.push(Clock { environment: environment.clone(), latest: at, behind: None });
    }

    fn is_old(
        &mut self,
        environment: &EnvironmentId,
        outcome: &Outcome,
        asked: UnixMillis,
        now: UnixMillis,
    ) -> bool {
        let at = Stamp::of(outcome, now);
        let place = self.0.iter().position(|clock| clock.environment == *environment);
        let Some(date) = at.server else {
            // An answer without a date where others have one.
            return place.is_some();
        };
        let Some(clock) = place.and_then(|place| self.0.get_mut(place)) else {
            self.begin(environment, at);
            return false;
        };
        let passed = asked.since(clock.latest.wall);
        let expected = clock.latest.server.map(|server| server.plus(passed));
        let is_behind = passed >= 0 && expected.is_some_and(|time| date.since(time) < -BEHIND_MS);
        if !is_behind || clock.behind.is_some_and(|first| goes_on(first, at)) {
            (clock.latest, clock.behind) = (at, None);
            return false;
        }
        clock.behind.get_or_insert(at);
        true
    }
}

/// Whether the server's clock has run since an answer that was behind its time.
fn goes_on(first: Stamp, at: Stamp) -> bool {
    let (wall, server) = at.since(first);
    wall >= BEHIND_MS && server.is_some_and(|server| server >= wall - BEHIND_MS / 2)
}
