//! The guard against tame histories: a campaign in which nothing happens finds nothing, and proves
//! nothing.

use crate::campaign;
use crate::chance::Chance;
use crate::faults::Weather;
use crate::gateway::{Gate, Memory};
use crate::number;
use crate::tally::Tally;
use crate::world::Setting;

/// What happens in hostile histories, and how often in a thousand of one operator's. Measured where
/// it happens least, with a profile that is wiped: 940, 77, 117 and 46.
const USUAL: [(&str, u64); 4] =
    [("executions", 900), ("unsettled", 75), ("follow-ups", 100), ("refused", 45)];

/// What happened too seldom for the histories to prove anything.
///
/// Half of what is usual is enough, less five times the spread of such a count: chance alone comes
/// that low in none of millions of runs, and a few histories can be as tame as they like. (A fixed
/// share of one in 25 lay 1.8 spreads below the usual 46 refusals in a thousand, and so called 2 to
/// 3 % of all runs tame.)
pub(crate) fn tame(sum: &Tally, setting: Setting) -> Vec<&'static str> {
    let counts = [sum.executions, sum.unsettled, sum.follow_ups, sum.refused];
    let is_tame = |usual: u64, count: u64| {
        let expected = usual * sum.histories * setting.operators as u64 / 1000;
        count + 5 * expected.isqrt() < expected / 2
    };
    let told = USUAL.iter().zip(counts).filter(|((_, usual), count)| is_tame(*usual, *count));
    told.map(|((name, _), _)| *name).collect()
}

fn wiped() -> Setting {
    let gate = Gate::with(Memory::TracksOnce);
    Setting { wipes: true, gate, ..Setting::usual(1) }
}

#[test]
fn calm_histories_prove_nothing() {
    let calm = Setting { weather: Weather::Calm, ..wiped() };
    let sum = campaign::all(1..5001, calm, 20, |_| ());
    assert_eq!(tame(&sum, calm), ["unsettled", "follow-ups", "refused"]);
}

#[test]
fn a_fifth_of_what_is_usual_is_too_tame() {
    let of = |refused| Tally {
        histories: 5000,
        executions: 4700,
        unsettled: 385,
        follow_ups: 585,
        refused,
        ..Tally::default()
    };
    // The usual 230, five spreads less, and a fifth of it.
    assert_eq!(tame(&of(230), wiped()), Vec::<&str>::new());
    assert_eq!(tame(&of(154), wiped()), Vec::<&str>::new());
    assert_eq!(tame(&of(31), wiped()), ["refused"]);
}

/// The smallest campaign of the gate, drawn again and again from histories that were played once.
#[test]
#[ignore = "ten thousand histories, to see that the bar gives no false alarm"]
fn chance_alone_is_never_called_tame() {
    let setting = |seed| Setting { tidies: seed % 20 == 0, ..wiped() };
    let played: Vec<_> = (1..10_001).map(|seed| campaign::play(seed, setting(seed)).0).collect();
    let mut chance = Chance::new(1);
    for run in 0..number("REPRISE_RUNS", 1000) {
        let mut sum = Tally::default();
        for _ in 0..5000 {
            let one = &played[chance.place(played.len())];
            sum.histories += 1;
            sum.executions += one.executions;
            sum.unsettled += one.unsettled;
            sum.follow_ups += one.follow_ups;
            sum.refused += one.refused;
        }
        assert_eq!(tame(&sum, wiped()), Vec::<&str>::new(), "run {run}");
        campaign::say(if sum.refused < 200 { "x" } else { "." });
    }
}
