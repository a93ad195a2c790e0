//! An operator: looks, thinks, decides, presses whatever button there is, sometimes twice.

use std::sync::Arc;

use reprise_domain::desk::Event;
use reprise_domain::header::TrackId;
use reprise_domain::journal::entry::Stamp;
use reprise_domain::query::TaskQuery;
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::rerun::policy::Order;
use reprise_domain::rerun::stage::Stage;
use reprise_domain::time::UnixMillis;

use crate::world::{Happening, World};

pub(crate) const SALT: &str = "0123456789abcdef0123";

impl World {
    /// An operator does one thing and plans the next.
    pub(crate) fn acts(&mut self, machine: usize) {
        self.mishaps(machine);
        let tab = self.take_tab(machine);
        if self.tabs[tab].frozen_until <= self.now && !self.is_guarding(tab) {
            self.act_on(tab);
        }
        let own = &mut self.machines[machine];
        own.acts_left -= 1;
        if own.acts_left > 0 {
            let pause = self.think(machine);
            self.plan(pause, Happening::Acts(machine));
        }
    }

    fn think(&mut self, machine: usize) -> i64 {
        if self.machines[machine].is_hasty && self.chance.mille(950) {
            return self.chance.between(200, 8000);
        }
        match self.chance.below(20) {
            0..=8 => self.chance.between(400, 20_000),
            9..=13 => self.chance.between(20_000, 180_000),
            14..=16 => self.chance.between(180_000, 1_200_000),
            17 | 18 => self.chance.between(1_200_000, 14_400_000),
            _ => self.chance.between(14_400_000, 108_000_000),
        }
    }

    fn take_tab(&mut self, machine: usize) -> usize {
        let open = self.machines[machine].tabs.len();
        if open == 0 || (open < 3 && self.chance.mille(80)) {
            return self.open_tab(machine);
        }
        let place = self.chance.place(open);
        self.machines[machine].tabs[place]
    }

    fn act_on(&mut self, tab: usize) {
        let knows = !self.tabs[tab].model.reruns.is_empty();
        match self.chance.below(100) {
            45..=57 => self.confirm_held(tab),
            58..=92 if knows => self.tend(tab),
            25..=44 | 58..=92 => self.decide(tab),
            93 | 94 => {
                let hidden = !self.tabs[tab].is_hidden;
                self.tabs[tab].is_hidden = hidden;
                self.tell(tab, Event::VisibilityChanged(hidden));
            }
            95 | 96 if self.chance.mille(self.faults.frozen * 10) => self.freeze(tab),
            97 | 98 => self.end_tab(tab),
            // Most often one just looks.
            _ => self.look(tab),
        }
    }

    fn look(&mut self, tab: usize) {
        let (tenancy, task) = self.choose(tab);
        if self.setting.nature.is_new_id && self.more.mille(500) {
            // Where a rerun makes a new task, one looks for it among those of the run.
            self.tell(tab, Event::TasksAsked(tenancy.clone(), TaskQuery::default()));
        }
        self.tell(tab, Event::TaskAsked(tenancy, task));
    }

    /// Opens the dialog on what the page shows, and confirms it now or keeps it for later.
    fn decide(&mut self, tab: usize) {
        self.read_configuration(tab);
        let (tenancy, task) = self.choose(tab);
        let model = &self.tabs[tab].model;
        let question = (tenancy.clone(), task);
        let Some(shown) = model.task.of(&question).map(|(task, _)| Arc::clone(task)) else {
            return self.look(tab);
        };
        // The stream of chance stays as it was when keys were drawn from it.
        let _ = self.chance.next();
        let draft = self.tabs[tab].model.draft(SALT, tenancy, shown);
        let machine = self.tabs[tab].machine;
        self.machines[machine].drafts.push((tab, draft));
        if self.chance.mille(800) {
            self.confirm_held(tab);
        }
    }

    /// Confirms the latest dialog of a page, or an older one, sometimes with a double click.
    fn confirm_held(&mut self, tab: usize) {
        let machine = self.tabs[tab].machine;
        let drafts = &self.machines[machine].drafts;
        let own: Vec<_> = drafts.iter().filter(|(own, _)| *own == tab).collect();
        let Some((_, latest)) = own.last() else {
            return;
        };
        let older = &own[self.chance.place(own.len())].1;
        let draft = if self.chance.mille(600) { latest } else { older };
        let draft = Box::new(draft.clone());
        let times = if self.chance.mille(150) { 2 } else { 1 };
        for _ in 0..times {
            let track = self.track(tab);
            let draft = draft.clone();
            let event = Event::RerunConfirmed { draft, reason: "it is back".into(), track };
            let after = self.chance.below(50);
            self.plan(after, Happening::Told(tab, Box::new(event)));
        }
    }

    /// The name of a press of a button.
    pub(crate) fn track(&mut self, tab: usize) -> TrackId {
        let track = TrackId::from_chance(self.chance.next());
        self.tabs[tab].presses.push(track.to_string());
        track
    }

    /// Presses a button of a rerun: mostly one that makes sense.
    fn tend(&mut self, tab: usize) {
        let reruns = &self.tabs[tab].model.reruns;
        let open: Vec<_> = reruns.iter().filter(|rerun| rerun.is_open()).collect();
        let rerun = if !open.is_empty() && self.chance.mille(800) {
            open[self.chance.place(open.len())]
        } else {
            &reruns[self.chance.place(reruns.len())]
        };
        let (key, dice) = (rerun.intent.key.clone(), self.chance.below(100));
        let sensible = self.chance.mille(600);
        let now = Stamp::wall(UnixMillis(self.wall(self.tabs[tab].machine)));
        let may_dare = rerun.may(Order::SendOnceMore, now).is_ok();
        let button = match sensible {
            true if may_dare && dice >= 85 => 5,
            true => sensible_button(rerun, dice),
            false => dice % 5,
        };
        self.press(tab, key, button);
    }

    /// Presses a button by its number.
    pub(crate) fn press(&mut self, tab: usize, key: IdempotencyKey, button: i64) {
        let note = "looked at the ledger".to_owned();
        let event = match button {
            0 => Event::AskedAgain { key, track: self.track(tab) },
            1 => Event::CheckAsked(key),
            2 => Event::LetBe(key),
            3 => Event::FoundNotRun { key, note },
            5 => Event::SentOnceMore { key, note, track: self.track(tab) },
            _ => Event::FoundRan { key, note },
        };
        self.tell(tab, event);
    }
}

fn sensible_button(rerun: &Rerun, dice: i64) -> i64 {
    match rerun.stage {
        Stage::Unsettled(_) if dice < 45 => 0,
        Stage::Unsettled(_) if dice < 70 => 1,
        Stage::Unsettled(_) => 3,
        Stage::Prepared | Stage::HeldBack { .. } if dice < 80 => 0,
        Stage::Prepared | Stage::HeldBack { .. } => 2,
        _ => 1,
    }
}
