//! The world of one history: what happens when, in the order of a clock that nobody sees.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use reprise_domain::api::Outcome;
use reprise_domain::desk::Event;
use reprise_domain::rerun::rules::Rules;

use crate::chance::Chance;
use crate::checker::violation::{Kind, Violation};
use crate::date::START;
use crate::faults::Faults;
use crate::machine::{Machine, Operation, Written};
use crate::network::{Copy, Flight};
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
    /// Zuora has done a piece of work for a transmission.
    Done(usize, Box<Work>),
    /// A reading reaches Zuora.
    Read(usize, u64),
    /// A transmission ends for the page that sent it.
    Ended(usize, Box<Outcome>),
    /// An operator does something.
    Acts(usize),
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
}

/// Everything there is.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) chance: Chance,
    pub(crate) faults: Faults,
    pub(crate) setting: Setting,
    pub(crate) now: i64,
    pub(crate) tasks: Vec<u64>,
    pub(crate) zuora: Zuora,
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
        let faults = Faults::draw(&mut chance, setting.wipes);
        let tasks = if chance.mille(150) { vec![2770, 2771] } else { vec![2770] };
        let machines = (0..setting.operators).map(|_| Machine::new(&mut chance)).collect();
        let mut world = Self {
            zuora: Zuora::new(&tasks, &mut chance),
            chance,
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
            Happening::Done(flight, work) => {
                let answer = self.zuora.finish(*work, &mut self.chance);
                self.answer_leaves(flight, answer);
            }
            Happening::Read(flight, task) => self.reading_arrived(flight, task),
            Happening::Ended(flight, outcome) => self.ended(flight, *outcome),
            Happening::Acts(machine) => self.acts(machine),
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
