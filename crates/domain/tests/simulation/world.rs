//! The world of one history: what happens when, in the order of a clock that nobody sees.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use reprise_domain::api::Outcome;
use reprise_domain::desk::Event;
use reprise_domain::rerun::rules::Rules;

use crate::chance::Chance;
use crate::checker::violation::{Kind, Violation};
use crate::date::START;
use crate::faults::{Faults, Weather};
use crate::gateway::{Claim, Gate, Gateways};
use crate::machine::{Machine, Operation, Written};
use crate::nature::Nature;
use crate::network::{Copy, Flight};
use crate::refusing::Stop;
use crate::scene::{Scene, site};
use crate::tab::Tab;
use crate::zuora::{Work, Zuora};

/// More than any history needs that comes to rest.
const MOST_HAPPENINGS: u32 = 60_000;

/// Something that happens.
#[derive(Debug)]
pub(crate) enum Happening {
    /// A page learns something.
    Told(usize, Box<Event>),
    /// A page's operation reaches the journal.
    Kept(usize, Box<Operation>),
    /// A copy of a rerun request reaches the key store.
    Arrived(Copy),
    /// A further copy of it comes to where it is turned away.
    Refused(Copy, Stop),
    /// Zuora has done a piece of work for a copy.
    Done(Copy, Box<Work>),
    /// A gateway learns that nothing ran of what it let pass.
    GivenBack(Claim),
    /// A reading reaches Zuora.
    Read(usize),
    /// A transmission ends for the page that sent it.
    Ended(usize, Box<Outcome>),
    /// An operator does something.
    Acts(usize),
    /// An operator is back at a page.
    Back(usize),
    /// The journal of a machine works again.
    Mended(usize),
}

/// When something happens; of two at once, the one that was planned first.
#[derive(Debug)]
struct Planned {
    at: i64,
    place: u64,
    what: Happening,
}

impl PartialEq for Planned {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Planned {}

impl PartialOrd for Planned {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Planned {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.at, self.place).cmp(&(other.at, other.place))
    }
}

/// What one history is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting {
    pub(crate) operators: usize,
    pub(crate) wipes: bool,
    pub(crate) rules: Rules,
    /// Whether the history ends with an hour in which nothing goes wrong and an operator tidies up.
    pub(crate) tidies: bool,
    pub(crate) weather: Weather,
    pub(crate) nature: Nature,
    pub(crate) gate: Gate,
    pub(crate) scene: Scene,
    /// Whether the configuration holds a proof that keys are honoured.
    pub(crate) is_proven: bool,
    pub(crate) copies: Copies,
}

/// What becomes of the copies of a transmission, where something on the way makes two of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Copies {
    /// They share one fate, as in the histories of the pinned seeds.
    Together,
    /// Each has its own: one may run while the other is refused, and either answer may be heard.
    #[default]
    Apart,
    /// The same, and the static host may answer one of them with its page.
    AmongPages,
}

impl Setting {
    /// The longest that a proof saw a rerun take to show, where there is one.
    pub(crate) fn measured_ms(&self) -> Option<i64> {
        let Nature { lag_ms, queue_ms, .. } = self.nature;
        self.is_proven.then(|| lag_ms + queue_ms.unwrap_or(0) + 4000)
    }

    /// Hostile, under all rules, in a world as the guide says.
    pub(crate) fn usual(operators: usize) -> Self {
        Self {
            operators,
            wipes: false,
            rules: Rules::default(),
            tidies: true,
            weather: Weather::default(),
            nature: Nature::default(),
            gate: Gate::default(),
            scene: Scene::default(),
            is_proven: true,
            copies: Copies::default(),
        }
    }
}

/// Everything there is.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) chance: Chance,
    /// A second stream, for what came later: the first one still tells the same histories.
    pub(crate) more: Chance,
    pub(crate) faults: Faults,
    pub(crate) setting: Setting,
    pub(crate) now: i64,
    pub(crate) tasks: Vec<u64>,
    pub(crate) zuora: Zuora,
    pub(crate) gateways: Gateways,
    /// When the configuration changes, if it does.
    pub(crate) changes_at: i64,
    /// When tidying began, if it did.
    pub(crate) tidied_from: Option<i64>,
    pub(crate) machines: Vec<Machine>,
    pub(crate) tabs: Vec<Tab>,
    pub(crate) flights: Vec<Flight>,
    pub(crate) written: Vec<Written>,
    pub(crate) found: Vec<Violation>,
    /// Whether what is being asked is asked for by a look at a task.
    pub(crate) is_looking: bool,
    queue: BinaryHeap<Reverse<Planned>>,
    planned: u64,
    happened: u32,
}

impl World {
    /// The world of a seed, before anything happened.
    pub(crate) fn new(seed: u64, setting: Setting) -> Self {
        let mut chance = Chance::new(seed);
        let mut more = Chance::new(seed ^ 0x5eed_0000_0000_0002);
        let faults = Faults::draw(&mut chance, setting.weather, setting.wipes);
        let mut tasks = if chance.mille(150) { vec![2770, 2771] } else { vec![2770] };
        if setting.scene == Scene::TwoTenants {
            tasks.push(tasks[0] + site(&setting.scene.tenancies(false)[1]));
        }
        let machines = (0..setting.operators).map(|_| Machine::new(&mut chance)).collect();
        let mut world = Self {
            zuora: Zuora::new(&tasks, setting.nature, &mut chance, more.fork()),
            gateways: Gateways::new(setting.gate, more.fork()),
            changes_at: if setting.scene.changes() { more.below(1_200_000) } else { i64::MAX },
            tidied_from: None,
            chance,
            more,
            faults,
            setting,
            now: 0,
            tasks,
            machines,
            tabs: Vec::new(),
            flights: Vec::new(),
            written: Vec::new(),
            found: Vec::new(),
            is_looking: false,
            queue: BinaryHeap::new(),
            planned: 0,
            happened: 0,
        };
        for machine in 0..setting.operators {
            let first = world.chance.below(60_000);
            world.plan(first, Happening::Acts(machine));
        }
        world
    }

    /// Plans something for later.
    pub(crate) fn plan(&mut self, after: i64, what: Happening) {
        self.plan_at(self.now + after.max(0), what);
    }

    pub(crate) fn plan_at(&mut self, at: i64, what: Happening) {
        self.planned += 1;
        self.queue.push(Reverse(Planned { at, place: self.planned, what }));
    }

    /// Lets happen what is planned, up to a moment; to the end when there is none.
    pub(crate) fn run(&mut self, until: Option<i64>) {
        while let Some(Reverse(next)) = self.queue.peek() {
            if until.is_some_and(|until| next.at > until) {
                break;
            }
            let Some(Reverse(planned)) = self.queue.pop() else {
                break;
            };
            self.happened += 1;
            if self.happened > MOST_HAPPENINGS {
                self.find(Kind::Restless, "the pages do not come to rest".to_owned());
                self.queue.clear();
                break;
            }
            self.now = self.now.max(planned.at);
            self.happen(planned.what);
        }
        self.now = self.now.max(until.unwrap_or(self.now));
    }

    fn happen(&mut self, what: Happening) {
        match what {
            Happening::Told(tab, event) => self.told(tab, event),
            Happening::Kept(tab, operation) => self.kept(tab, *operation),
            Happening::Arrived(copy) => self.arrived(copy),
            Happening::Refused(copy, stop) => self.refused(copy, &stop),
            Happening::Done(copy, work) => {
                let answer = self.zuora.finish(*work, &mut self.chance);
                self.answer_leaves(copy, answer);
            }
            Happening::GivenBack(claim) => self.gateways.give_back(&claim),
            Happening::Read(flight) => self.reading_arrived(flight),
            Happening::Ended(flight, outcome) => self.ended(flight, *outcome),
            Happening::Acts(machine) => self.acts(machine),
            Happening::Back(tab) => self.back(tab),
            Happening::Mended(machine) => self.machines[machine].keeper.trouble = None,
        }
    }

    /// What a machine's clock shows.
    pub(crate) fn wall(&self, machine: usize) -> i64 {
        START + self.now + self.machines[machine].offset
    }

    /// Notes that a rule was broken.
    pub(crate) fn find(&mut self, kind: Kind, what: String) {
        self.found.push(Violation { kind, what });
    }
}
