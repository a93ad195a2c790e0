//! The table of worlds: what the promise is worth where Zuora is not as its guide says, with and
//! without a gateway's memory.
//!
//! `REPRISE_WORLDS` is how many histories a cell has; `REPRISE_WORLDS_IN_ALL` shares a number out
//! among all cells; `REPRISE_WORLD` plays only cells whose line holds those words (with `,` between
//! them, all of them), and tells the first seed of each finding in them.

use crate::campaign::{self, say};
use crate::checker::causes::CAUSES;
use crate::checker::violation::{KINDS, Kind};
use crate::faults::Weather;
use crate::gateway::{Gate, Memory};
use crate::nature::{Keys, Nature, Times};
use crate::number;
use crate::scene::Scene;
use crate::tally::Tally;
use crate::world::{Copies, Setting};

/// Histories of a cell unless the environment says otherwise.
const USUAL: u64 = 300;

/// One in so many histories ends with a tidy hour.
const TIDY_EACH: u64 = 10;

const HONOURED: Nature = Nature::of(Keys::Honoured);
const IGNORED: Nature = Nature::of(Keys::Ignored);
const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;

/// What Zuora is like, and under which name that stands in the table.
const NATURES: [(&str, Nature); 21] = [
    ("keys honoured", HONOURED),
    ("honoured, readings 5 s late", HONOURED.late(5 * SECOND)),
    ("honoured, readings 30 s late", HONOURED.late(30 * SECOND)),
    ("honoured, queue 30 min", HONOURED.queued(30 * MINUTE)),
    ("honoured, new id", HONOURED.with_new_ids()),
    ("honoured, times kept", HONOURED.timed(Times::Kept)),
    ("honoured, no times", HONOURED.timed(Times::Missing)),
    ("keys ignored", IGNORED),
    ("ignored, readings 1 s late", IGNORED.late(SECOND)),
    ("ignored, readings 5 s late", IGNORED.late(5 * SECOND)),
    ("ignored, readings 30 s late", IGNORED.late(30 * SECOND)),
    ("ignored, readings 120 s late", IGNORED.late(120 * SECOND)),
    ("ignored, queue 4 s", IGNORED.queued(4 * SECOND)),
    ("ignored, queue 120 s", IGNORED.queued(120 * SECOND)),
    ("ignored, queue 30 min", IGNORED.queued(30 * MINUTE)),
    ("ignored, new id", IGNORED.with_new_ids()),
    ("ignored, new id, 30 s late", IGNORED.with_new_ids().late(30 * SECOND)),
    ("ignored, times kept", IGNORED.timed(Times::Kept)),
    ("ignored, no times", IGNORED.timed(Times::Missing)),
    ("per client", Nature::of(Keys::PerClient)),
    ("per client, readings 30 s late", Nature::of(Keys::PerClient).late(30 * SECOND)),
];

/// What the configuration is like, where Zuora honours keys and a reading is 30 s late, so that the
/// key alone keeps two decisions from being two executions.
const SCENES: [(&str, Scene); 6] = [
    ("two environments of a tenant", Scene::TwoNames),
    ("environment renamed", Scene::Renamed),
    ("tenant named later", Scene::TenantAdded),
    ("entities named later", Scene::EntitiesAdded),
    ("armed and disarmed", Scene::Armed),
    ("two tenants", Scene::TwoTenants),
];

const MEMORIES: [(&str, Memory); 3] = [
    ("no memory", Memory::None),
    ("tracks once", Memory::TracksOnce),
    ("keys once", Memory::KeysOnce),
];

/// What may happen in no world at all, whatever Zuora is like: the page alone answers for these.
const NEVER: [Kind; 7] = [
    Kind::Lost,
    Kind::Hidden,
    Kind::KeyUse,
    Kind::Unasked,
    Kind::Changed,
    Kind::Unread,
    Kind::Restless,
];

/// One cell of the table.
struct Cell {
    name: String,
    setting: Setting,
}

impl Cell {
    fn of(world: &str, memory: &str, setting: Setting) -> Self {
        let proof = if setting.is_proven { "proven" } else { "unproven" };
        let weather = match setting.weather {
            Weather::Ordinary => "ordinary",
            Weather::Hostile => "hostile",
            Weather::Calm => "calm",
        };
        let operators = setting.operators;
        Self { name: format!("{world:30}|{memory:19}|{proof:8}|{operators}|{weather:8}"), setting }
    }

    /// Whether no failed run may ever be executed twice here: one operator behind a gateway that
    /// passes a key on once and forgets nothing, in every world.
    const fn must_be_zero(&self) -> bool {
        let Gate { memory, is_two, forgets } = self.setting.gate;
        self.setting.operators == 1 && matches!(memory, Memory::KeysOnce) && !is_two && !forgets
    }
}

fn cells() -> Vec<Cell> {
    let mut cells = Vec::new();
    let gates = MEMORIES.map(|(name, memory)| (name, Gate::with(memory)));
    let once = Gate::with(Memory::KeysOnce);
    let broken = [
        ("keys once, two apart", Gate { is_two: true, ..once }),
        ("keys once, forgets", Gate { forgets: true, ..once }),
    ];
    for weather in [Weather::Ordinary, Weather::Hostile] {
        for operators in [1, 2] {
            let usual =
                Setting { weather, copies: Copies::AmongPages, ..Setting::usual(operators) };
            for (name, nature) in NATURES {
                // What honours keys may have been proven to, or not yet.
                let proofs: &[bool] =
                    if matches!(nature.keys, Keys::Honoured) { &[true, false] } else { &[false] };
                for is_proven in proofs {
                    for (memory, gate) in gates {
                        let setting = Setting { nature, gate, is_proven: *is_proven, ..usual };
                        cells.push(Cell::of(name, memory, setting));
                    }
                }
            }
            for (memory, gate) in broken {
                let setting = Setting { nature: IGNORED, gate, is_proven: false, ..usual };
                cells.push(Cell::of("keys ignored", memory, setting));
            }
            for (name, scene) in SCENES {
                let (nature, gate) = (HONOURED.late(30 * SECOND), Gate::with(Memory::TracksOnce));
                let setting = Setting { nature, gate, scene, ..usual };
                cells.push(Cell::of(name, "tracks once", setting));
            }
        }
    }
    cells
}

/// Every world with and without a gateway's memory, one operator and two, ordinary and hostile.
#[test]
fn every_world_is_played() {
    let asked = std::env::var("REPRISE_WORLD").unwrap_or_default();
    let is_asked = |cell: &Cell| asked.split(',').all(|word| cell.name.contains(word));
    let cells: Vec<_> = cells().into_iter().filter(is_asked).collect();
    let in_all = number("REPRISE_WORLDS_IN_ALL", 0);
    let each = if in_all > 0 { in_all.div_ceil(cells.len() as u64) } else { USUAL };
    let each = number("REPRISE_WORLDS", each);
    let first = number("REPRISE_SEED", 1);
    say(&head(cells.len(), each));
    let mut wrong = Vec::new();
    for cell in cells {
        let sum = campaign::all(first..first + each, cell.setting, TIDY_EACH, |_| ());
        say(&line(&cell, &sum));
        if !asked.is_empty() {
            say(&examples(&sum));
        }
        let doubles = sum.doubles.iter().sum::<u64>();
        if (cell.must_be_zero() && doubles > 0) || NEVER.iter().any(|kind| sum.count(*kind) > 0) {
            wrong.push(format!("{}: {doubles} doubles, {}", cell.name, sum.kinds()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The first seed of each kind of finding, for whoever looks for its cause.
fn examples(sum: &Tally) -> String {
    let first = |kind| sum.examples.iter().find(|(own, ..)| *own == kind);
    let found = KINDS.into_iter().filter_map(first);
    let lines = found.map(|(kind, seed, what)| format!("  {} in {seed}: {what:.150}", kind.word()));
    lines.map(|line| line + "\n").collect()
}

fn head(cells: usize, each: u64) -> String {
    let causes = "all | auto copy again second other";
    format!(
        "\n{cells} worlds, {each} histories each. Histories with a second execution of a failed run, \
         per 100,000: {causes} | dared | doubts settled in 15 min | failed runs never executed | \
         stuck of tidied | other findings, in histories\n"
    )
}

#[allow(clippy::cast_precision_loss, reason = "figures to look at")]
fn line(cell: &Cell, sum: &Tally) -> String {
    let scaled = |count: u64| count * 100_000 / sum.histories.max(1);
    let percent = |count: u64, of: u64| 100.0 * count as f64 / of.max(1) as f64;
    let causes: Vec<_> =
        CAUSES.iter().map(|cause| format!("{:6}", scaled(sum.doubles[*cause as usize]))).collect();
    let told = [Kind::Double, Kind::Race, Kind::Overrun, Kind::Stuck];
    let others = KINDS.iter().filter(|kind| !told.contains(kind) && sum.count(**kind) > 0);
    let others: Vec<_> =
        others.map(|kind| format!("{} {}", kind.word(), sum.count(*kind))).collect();
    format!(
        "{}|{:6} |{} |{:6} |{:5.1} % |{:5.2} % |{:3} of {:4} | {}\n",
        cell.name,
        scaled(sum.doubles.iter().sum()),
        causes.join(" "),
        scaled(sum.dared),
        percent(sum.settled_soon, sum.doubts),
        percent(sum.never, sum.sent),
        sum.count(Kind::Stuck),
        sum.tidied,
        others.join(", "),
    )
}
