//! The end of some histories: nothing goes wrong any more, and an honest operator brings every
//! rerun to its end (I9).

use crate::checker::violation::Kind;
use crate::faults::Faults;
use crate::world::World;

const HOUR_MS: i64 = 3_600_000;

/// Buttons by number, as [`World::press`] takes them.
const ASK_AGAIN: i64 = 0;
const CHECK: i64 = 1;
const LET_BE: i64 = 2;
const FOUND_NOT_RUN: i64 = 3;
const FOUND_RAN: i64 = 4;

impl World {
    /// Tidies up on every machine.
    pub(crate) fn tidy(&mut self) {
        self.faults = Faults::default();
        for machine in 0..self.machines.len() {
            self.machines[machine].keeper.trouble = None;
            for tab in self.machines[machine].tabs.clone() {
                self.end_tab(tab);
            }
            self.tidy_machine(machine);
        }
    }

    fn tidy_machine(&mut self, machine: usize) {
        let tab = self.open_tab(machine);
        self.pass(60_000);
        for round in 0..12 {
            for button in [CHECK, ASK_AGAIN] {
                self.press_all(tab, button);
                self.pass(900_000);
            }
            if round > 3 {
                // The window is over; a clock that was set back may need days to be trusted.
                self.pass(21 * HOUR_MS);
                for button in [CHECK, CHECK, FOUND_NOT_RUN, LET_BE] {
                    self.press_all(tab, button);
                    self.pass(900_000);
                }
            }
            if round > 8 {
                self.press_all(tab, FOUND_RAN);
                self.pass(60_000);
            }
        }
        let open: Vec<_> = self.tabs[tab].model.open_reruns().collect();
        if let Some(rerun) = open.first() {
            let what = format!("{} stays {:?}", rerun.intent.key, rerun.stage);
            self.find(Kind::Stuck, what);
        }
    }

    fn press_all(&mut self, tab: usize, button: i64) {
        let open = self.tabs[tab].model.open_reruns();
        let keys: Vec<_> = open.map(|rerun| rerun.intent.key.clone()).collect();
        for key in keys {
            self.press(tab, key, button);
        }
    }

    fn pass(&mut self, ms: i64) {
        self.run(Some(self.now + ms));
    }
}
