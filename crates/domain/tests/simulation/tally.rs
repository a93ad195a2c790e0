//! Sums over histories.

use crate::checker::violation::{KINDS, Kind};
use crate::world::World;

/// What came out of some histories.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) histories: u64,
    pub(crate) executions: u64,
    pub(crate) posts: u64,
    pub(crate) arrivals: u64,
    pub(crate) follow_ups: u64,
    pub(crate) unsettled: u64,
    pub(crate) refused: u64,
    pub(crate) found_not_run: u64,
    /// Histories with at least one violation of a kind, in the order of [`KINDS`].
    pub(crate) counts: [u64; KINDS.len()],
    /// The first seed of each kind, and what was found.
    pub(crate) examples: Vec<(Kind, u64, String)>,
}

impl Tally {
    /// What one history counts.
    pub(crate) fn of(world: &World) -> Self {
        let posts = || {
            world
                .flights
                .iter()
                .map(crate::network::Flight::track)
                .filter(|track| !track.is_empty())
        };
        let mut tally = Self {
            histories: 1,
            executions: world.zuora.executions.len() as u64,
            posts: posts().count() as u64,
            arrivals: world.zuora.arrivals.len() as u64,
            follow_ups: posts().filter(|track| track.matches('-').count() > 1).count() as u64,
            ..Self::default()
        };
        for violation in &world.found {
            let place = place(violation.kind);
            tally.counts[place] = 1;
        }
        tally
    }

    /// How many histories showed a kind of violation.
    pub(crate) fn count(&self, kind: Kind) -> u64 {
        self.counts[place(kind)]
    }

    /// Takes in what another thread or history counted.
    pub(crate) fn add(&mut self, other: Self) {
        self.histories += other.histories;
        self.executions += other.executions;
        self.posts += other.posts;
        self.arrivals += other.arrivals;
        self.follow_ups += other.follow_ups;
        self.unsettled += other.unsettled;
        self.refused += other.refused;
        self.found_not_run += other.found_not_run;
        for (own, other) in self.counts.iter_mut().zip(other.counts) {
            *own += other;
        }
        for example in other.examples {
            if self.examples.iter().filter(|own| own.0 == example.0).count() < 1000 {
                self.examples.push(example);
            }
        }
    }

    /// The kinds that were found, and in how many histories.
    pub(crate) fn kinds(&self) -> String {
        let found = KINDS.iter().filter(|kind| self.count(**kind) > 0);
        let words: Vec<_> =
            found.map(|kind| format!("{} {}", kind.word(), self.count(*kind))).collect();
        if words.is_empty() { "none".to_owned() } else { words.join(", ") }
    }
}

fn place(kind: Kind) -> usize {
    KINDS.iter().position(|own| *own == kind).unwrap_or(0)
}
