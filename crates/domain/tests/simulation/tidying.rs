//! The end of some histories: nothing goes wrong any more, and an honest operator brings every
//! rerun to its end (I9).

use std::sync::Arc;

use reprise_domain::desk::{Effect, Event, update};
use reprise_domain::header::TrackId;
use reprise_domain::journal::entry::Closing;
use reprise_domain::tenancy::Tenancy;
use reprise_domain::time::UnixMillis;

use crate::checker::violation::Kind;
use crate::faults::Faults;
use crate::operator::SALT;
use crate::scene::{is_with, outside_id, task_in};
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
        self.tidied_from = Some(self.now);
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
            return;
        }
        self.decide_anew(tab);
    }

    /// Nothing is open: what failed last can be decided on once more, within a day, on this page
    /// or on one that is opened anew.
    fn decide_anew(&mut self, mut tab: usize) {
        self.pass(2 * HOUR_MS);
        for task in self.tasks.clone() {
            let (task, has_failed) = self.zuora.latest(task, self.now - HOUR_MS);
            let names = self.setting.scene.tenancies(self.tabs[tab].guard.is_changed);
            let name = names.into_iter().find(|name| is_with(task, name));
            let Some(name) = name.filter(|_| has_failed && !self.was_said_to_run(tab, task)) else {
                continue;
            };
            let mut why = None;
            for pause in [0, HOUR_MS, 25 * HOUR_MS] {
                if pause > 0 {
                    // A page keeps in mind that a permission was wanting.
                    let machine = self.tabs[tab].machine;
                    self.end_tab(tab);
                    tab = self.open_tab(machine);
                }
                self.pass(pause.max(60_000));
                self.arm(tab);
                self.tell(tab, Event::TaskAsked(name.clone(), outside_id(task)));
                self.pass(60_000);
                why = self.why_undecidable(tab, &name, task);
                if why.is_none() {
                    break;
                }
            }
            if let Some(why) = why {
                self.find(Kind::Stuck, format!("{task} cannot be decided anew: {why}"));
            }
        }
    }

    /// Whether an operator has found that a rerun of the task ran: nobody contradicts that, be it
    /// right or wrong.
    fn was_said_to_run(&self, tab: usize, task: u64) -> bool {
        let mut reruns = self.tabs[tab].model.reruns.iter();
        reruns.any(|rerun| {
            task_in(&rerun.intent) == task && matches!(rerun.closing, Some(Closing::Ran(_)))
        })
    }

    /// Why a page would not take a decision now, if that is so. Nothing comes of asking.
    fn why_undecidable(&self, tab: usize, tenancy: &Tenancy, task: u64) -> Option<String> {
        let tab = &self.tabs[tab];
        let model = &tab.model;
        let Some((shown, _)) = model.task.of(&(tenancy.clone(), outside_id(task))) else {
            return Some("it is not shown".to_owned());
        };
        if let Some(why) = model.why_not_rerun(tenancy, shown) {
            return Some(format!("{why:?}"));
        }
        let draft = Box::new(model.draft(SALT, tenancy.clone(), Arc::clone(shown)));
        let track = TrackId::from_chance(7);
        let confirmed = Event::RerunConfirmed { draft, reason: "once more".into(), track };
        let effects = update(&mut model.clone(), confirmed, UnixMillis(self.wall(tab.machine)));
        let is_taken = effects.iter().any(|effect| matches!(effect, Effect::Fetch { .. }));
        (!is_taken).then(|| "the page does not take the decision".to_owned())
    }

    fn press_all(&mut self, tab: usize, button: i64) {
        self.arm(tab);
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
