//! Sums over histories.

use crate::checker::causes::CAUSES;
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
    /// Failed runs for which a rerun was sent, and those of them that nothing ever ran for.
    pub(crate) sent: u64,
    pub(crate) never: u64,
    /// Reruns that came to be in doubt, and those settled within a quarter of an hour.
    pub(crate) doubts: u64,
    pub(crate) settled_soon: u64,
    /// Histories that ended with a tidy hour.
    pub(crate) tidied: u64,
    /// Histories in which an operator ordered a second execution, knowing that it might be one.
    pub(crate) dared: u64,
    /// Histories with any other second execution of a failed run, by the cause of the first.
    pub(crate) doubles: [u64; CAUSES.len()],
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
            tidied: u64::from(world.tidied_from.is_some()),
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
        self.sent += other.sent;
        self.never += other.never;
        self.doubts += other.doubts;
        self.settled_soon += other.settled_soon;
        self.tidied += other.tidied;
        self.dared += other.dared;
        for (own, other) in self.doubles.iter_mut().zip(other.doubles) {
            *own += other;
        }
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
