//! An operator's machine: one clock, one browser profile with one journal, some tabs.

use reprise_domain::desk::Event;
use reprise_domain::desk::draft::Draft;
use reprise_domain::journal::{Append, AppendTrouble, JournalTrouble};

use crate::chance::Chance;
use crate::keeper::Keeper;
use crate::world::{Happening, World};

const HOUR_MS: i64 = 3_600_000;

/// What a page asks of its journal.
#[derive(Debug)]
pub(crate) enum Operation {
    Append(Append),
    Read,
}

/// An entry as it was written, even if the profile was wiped since.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    pub(crate) at: i64,
    pub(crate) machine: usize,
    /// How often the profile had been wiped before.
    pub(crate) wiped: u32,
    pub(crate) key: String,
    pub(crate) line: String,
}

/// A machine with its operator.
#[derive(Debug)]
pub(crate) struct Machine {
    /// Its clock minus the server's.
    pub(crate) offset: i64,
    pub(crate) keeper: Keeper,
    /// How often the profile was wiped.
    pub(crate) wiped: u32,
    /// Its open pages.
    pub(crate) tabs: Vec<usize>,
    /// Dialogs that stand open, each in its page.
    pub(crate) drafts: Vec<(usize, Draft)>,
    /// Whether the operator hardly ever waits.
    pub(crate) is_hasty: bool,
    /// What the operator still does.
    pub(crate) acts_left: u32,
}

impl Machine {
    pub(crate) fn new(chance: &mut Chance) -> Self {
        let offset = match chance.below(4) {
            0 => chance.between(-300_000, 300_000),
            1 => chance.between(-2 * HOUR_MS, 2 * HOUR_MS),
            _ => chance.between(-3000, 3000),
        };
        let acts_left = u32::try_from(chance.between(8, 30)).unwrap_or(8);
        Self {
            offset,
            keeper: Keeper::default(),
            wiped: 0,
            tabs: Vec::new(),
            drafts: Vec::new(),
            is_hasty: chance.mille(300),
            acts_left,
        }
    }
}

impl World {
    /// What now and then befalls a machine.
    pub(crate) fn mishaps(&mut self, machine: usize) {
        if self.chance.mille(self.faults.clock) {
            let jump = match self.chance.below(6) {
                0 => 25 * HOUR_MS,
                1 => -3 * HOUR_MS,
                2 => -25 * HOUR_MS,
                _ => self.chance.between(-5000, 5000),
            };
            self.machines[machine].offset += jump;
        }
        if self.chance.mille(self.faults.journal) {
            let trouble = match self.chance.below(3) {
                0 => JournalTrouble::Unavailable("SecurityError".into()),
                1 => JournalTrouble::Blocked,
                _ => JournalTrouble::Full,
            };
            self.machines[machine].keeper.trouble = Some(trouble);
            let lasts = self.chance.between(1000, 2 * HOUR_MS);
            self.plan(lasts, Happening::Mended(machine));
        }
        if self.chance.mille(self.faults.wiped) {
            let own = &mut self.machines[machine];
            let trouble = own.keeper.trouble.take();
            own.keeper = Keeper::default();
            own.keeper.trouble = trouble;
            own.wiped += 1;
        }
    }

    /// An operation of a page reaches the journal.
    pub(crate) fn kept(&mut self, tab: usize, operation: Operation) {
        let machine = self.tabs[tab].machine;
        if !self.tabs[tab].lives && self.chance.mille(500) {
            // The page ended before its transaction was committed.
            return;
        }
        let event = match operation {
            Operation::Read => {
                self.tabs[tab].read_at_wipe = self.machines[machine].wiped;
                Event::JournalRead(self.machines[machine].keeper.read())
            }
            Operation::Append(append) => {
                let own = &mut self.machines[machine];
                let is_unread = self.tabs[tab].read_at_wipe != own.wiped;
                let result = match &own.keeper.trouble {
                    None if is_unread => Err(AppendTrouble::Behind),
                    _ => own.keeper.append(&append),
                };
                if result.is_ok() {
                    self.note(machine, &append);
                    self.tell_siblings(machine, tab);
                }
                Event::Recorded(append.key, result)
            }
        };
        // One page hears of its operations in their order.
        let after = self.chance.below(4);
        let at = (self.now + after).max(self.tabs[tab].store_told_at);
        self.tabs[tab].store_told_at = at;
        self.plan_at(at, Happening::Told(tab, Box::new(event)));
    }

    fn note(&mut self, machine: usize, append: &Append) {
        self.written.push(Written {
            at: self.now,
            machine,
            wiped: self.machines[machine].wiped,
            key: append.key.as_str().to_owned(),
            line: append.entry.clone(),
        });
    }

    fn tell_siblings(&mut self, machine: usize, writer: usize) {
        for sibling in self.machines[machine].tabs.clone() {
            if sibling == writer || self.chance.mille(self.faults.deaf) {
                continue;
            }
            let late = self.chance.mille(self.faults.deaf / 4);
            let after = if late { self.chance.below(600_000) } else { self.chance.below(50) };
            self.plan(after, Happening::Told(sibling, Box::new(Event::WrittenElsewhere)));
        }
    }
}
