//! What goes wrong in one history, and how often, in times per thousand.

use crate::chance::Chance;

/// How much goes wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Weather {
    /// Anything from calm to very hostile.
    #[default]
    Hostile,
    /// A few losses in a hundred, as on a mobile network.
    Ordinary,
    /// Nothing goes wrong: what no proof may be made of.
    Calm,
}

/// How hostile the world of one history is; by default not at all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults {
    /// A request never arrives.
    pub(crate) request_lost: i64,
    /// An answer never arrives.
    pub(crate) answer_lost: i64,
    /// A request takes up to 510 s.
    pub(crate) slow: i64,
    /// A request is delivered twice and the page cannot see it.
    pub(crate) twice: i64,
    /// The gateway refuses by itself: nothing left it.
    pub(crate) gateway: i64,
    /// The limiter refuses, before the key is looked at.
    pub(crate) limited: i64,
    /// The credential is refused, before the key is looked at.
    pub(crate) unauthorised: i64,
    /// The browser is offline.
    pub(crate) offline: i64,
    /// A web page or a broken text comes in place of the answer.
    pub(crate) garbled: i64,
    /// A reading is up to 60 s old.
    pub(crate) stale: i64,
    /// Zuora refuses a rerun and saves that.
    pub(crate) refused: i64,
    /// Zuora answers 500, having executed or not, and saves that.
    pub(crate) broken: i64,
    /// A page ends in the middle of what it was about to do.
    pub(crate) crash: i64,
    /// A page is frozen for up to 30 hours.
    pub(crate) frozen: i64,
    /// The journal cannot be written or read for a while.
    pub(crate) journal: i64,
    /// A tab does not hear that another one wrote.
    pub(crate) deaf: i64,
    /// A machine's clock is set.
    pub(crate) clock: i64,
    /// The site's data are cleared.
    pub(crate) wiped: i64,
}

impl Faults {
    /// The faults of a history.
    pub(crate) fn draw(chance: &mut Chance, weather: Weather, wipes: bool) -> Self {
        match weather {
            Weather::Hostile => Self::hostile(chance, wipes),
            Weather::Ordinary => Self::ordinary(),
            Weather::Calm => Self::default(),
        }
    }

    const fn ordinary() -> Self {
        Self {
            request_lost: 20,
            answer_lost: 20,
            slow: 5,
            twice: 4,
            gateway: 8,
            limited: 10,
            unauthorised: 5,
            offline: 5,
            garbled: 3,
            stale: 0,
            refused: 10,
            broken: 10,
            crash: 1,
            frozen: 2,
            journal: 1,
            deaf: 5,
            clock: 1,
            wiped: 0,
        }
    }

    /// Anything from calm to very hostile.
    fn hostile(chance: &mut Chance, wipes: bool) -> Self {
        let calm = chance.mille(60);
        let mut up_to = |most: i64| {
            let drawn = if chance.mille(300) { 0 } else { chance.below(most + 1) };
            if calm { 0 } else { drawn }
        };
        Self {
            request_lost: up_to(350),
            answer_lost: up_to(350),
            slow: up_to(200),
            twice: up_to(120),
            gateway: up_to(100),
            limited: up_to(120),
            unauthorised: up_to(60),
            offline: up_to(60),
            garbled: up_to(80),
            stale: up_to(900),
            refused: up_to(150),
            broken: up_to(200),
            crash: up_to(25),
            frozen: up_to(60),
            journal: up_to(40),
            deaf: up_to(300),
            clock: up_to(60),
            wiped: if wipes { up_to(40) } else { 0 },
        }
    }
}
