//! One page: the real core, a crash between any two of its effects, and hours in which it sleeps.

use std::collections::BTreeMap;

use reprise_domain::api::{ApiRequest, Method};
use reprise_domain::desk::{Effect, Event, Model, update};
use reprise_domain::journal::entry::TabId;
use reprise_domain::rerun::follow_up::Budget;
use reprise_domain::rerun::key::Basis;
use reprise_domain::tenancy::Tenancy;
use reprise_domain::time::UnixMillis;

use crate::checker::violation::Kind;
use crate::machine::Operation;
use crate::scene::{Scene, site, task_in};
use crate::world::{Happening, World};

/// The latest reading that a page was given.
#[derive(Clone, Debug)]
pub(crate) struct LastRead {
    pub(crate) basis: Basis,
    /// Which run of the task it shows: in some worlds the state does not tell.
    pub(crate) run: usize,
    /// Whether the operator only looked: no rerun asked for it.
    pub(crate) is_look: bool,
    /// When it was asked for, and by the page's own clock.
    pub(crate) asked: i64,
    pub(crate) asked_wall: i64,
    /// The moment whose state it shows.
    pub(crate) state: i64,
}

impl LastRead {
    /// Whether the reading in hand still counts: this one shows an earlier moment, and was asked for
    /// earlier. A look need only be one of the two, for it is not shown any more then.
    const fn takes_nothing_back(&self, in_hand: &Self) -> bool {
        let (shows_less, is_older) = (self.state < in_hand.state, self.asked < in_hand.asked);
        if self.is_look { shows_less || is_older } else { shows_less && is_older }
    }
}

/// What a page knows of the configuration, and whether its operator lets it send.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageGuard {
    /// Whether it has read the configuration as it is after its change.
    pub(crate) is_changed: bool,
    /// Not after it was disarmed.
    pub(crate) is_armed: bool,
    /// While it is left alone.
    pub(crate) is_locked: bool,
}

/// A page from its opening to its end.
#[derive(Debug)]
pub(crate) struct Tab {
    pub(crate) machine: usize,
    pub(crate) model: Model,
    pub(crate) lives: bool,
    pub(crate) is_hidden: bool,
    /// Until when it is told nothing.
    pub(crate) frozen_until: i64,
    /// When the journal was last reached, and when it last told: it keeps the order.
    pub(crate) store_at: i64,
    pub(crate) store_told_at: i64,
    /// How often the profile had been wiped when it last read: a wipe takes its connection, and
    /// over a new one it has to read before it writes.
    pub(crate) read_at_wipe: u32,
    /// The names that presses of a button gave.
    pub(crate) presses: Vec<String>,
    pub(crate) guard: PageGuard,
    /// By task.
    pub(crate) reads: BTreeMap<u64, LastRead>,
}

impl World {
    /// Opens a page on a machine.
    pub(crate) fn open_tab(&mut self, machine: usize) -> usize {
        let tab = self.tabs.len();
        let (scene, measured) = (self.setting.scene, self.setting.measured_ms());
        let is_changed = self.now >= self.changes_at;
        let mut model = Model::default();
        model.guards = scene.guards(is_changed, measured);
        self.tabs.push(Tab {
            machine,
            model,
            lives: true,
            is_hidden: false,
            frozen_until: 0,
            store_at: 0,
            store_told_at: 0,
            read_at_wipe: self.machines[machine].wiped,
            presses: Vec::new(),
            guard: PageGuard { is_changed, is_armed: scene != Scene::Armed, is_locked: false },
            reads: BTreeMap::new(),
        });
        self.machines[machine].tabs.push(tab);
        let opened = Event::Opened {
            tab: TabId::from_chance(self.chance.next()),
            operator: Some(format!("ops-{machine}")),
            budget: Budget::default(),
            rules: self.setting.rules,
        };
        self.tell(tab, opened);
        tab
    }

    /// The page is gone with all it had in memory.
    pub(crate) fn end_tab(&mut self, tab: usize) {
        let machine = &mut self.machines[self.tabs[tab].machine];
        machine.tabs.retain(|own| *own != tab);
        machine.drafts.retain(|(own, _)| *own != tab);
        self.tabs[tab].lives = false;
        self.tabs[tab].model = Model::default();
    }

    /// An event comes to a page: at once, or when it wakes up.
    pub(crate) fn told(&mut self, tab: usize, event: Box<Event>) {
        if !self.tabs[tab].lives {
            return;
        }
        let until = self.tabs[tab].frozen_until;
        if until > self.now {
            self.plan_at(until, Happening::Told(tab, event));
        } else {
            self.tell(tab, *event);
        }
    }

    /// Lets the core take an event in, and does what it asks for.
    pub(crate) fn tell(&mut self, tab: usize, event: Event) {
        if let Event::Answered(ticket, Ok(_)) = &event {
            let mut flights = self.flights.iter().rev();
            let flight = flights.find(|flight| flight.tab == tab && flight.ticket == *ticket);
            if let Some((task, read)) = flight.and_then(|flight| flight.shown.clone()) {
                let reads = &mut self.tabs[tab].reads;
                if !reads.get(&task).is_some_and(|before| read.takes_nothing_back(before)) {
                    reads.insert(task, read);
                }
            }
        }
        let machine = self.tabs[tab].machine;
        let now = UnixMillis(self.wall(machine));
        self.is_looking = matches!(event, Event::TaskAsked(..));
        let effects = update(&mut self.tabs[tab].model, event, now);
        let does = if self.chance.mille(self.faults.crash) {
            self.chance.place(effects.len() + 1)
        } else {
            usize::MAX
        };
        let crashes = does <= effects.len();
        for effect in effects.into_iter().take(does) {
            self.perform(tab, effect, now);
        }
        if crashes {
            self.end_tab(tab);
        } else if self.chance.mille(self.faults.frozen / 4) {
            self.freeze(tab);
        }
    }

    /// The page sleeps; what happens meanwhile is told when it wakes up.
    pub(crate) fn freeze(&mut self, tab: usize) {
        let lasts = if self.chance.mille(500) {
            self.chance.between(1000, 1_200_000)
        } else {
            self.chance.between(1_200_000, 108_000_000)
        };
        self.tabs[tab].frozen_until = self.now + lasts;
    }

    fn perform(&mut self, tab: usize, effect: Effect, wall: UnixMillis) {
        match effect {
            Effect::Fetch { ticket, tenancy, request } => {
                if request.method == Method::Post {
                    self.check_emission(tab, (&tenancy, &request));
                }
                self.send(tab, ticket, (&tenancy, &request));
            }
            Effect::ReadJournal => self.keep(tab, Operation::Read),
            Effect::Record(append) => self.keep(tab, Operation::Append(append)),
            Effect::WakeAt(at, key) => {
                let event = Event::Woke(key);
                self.plan(at.since(wall), Happening::Told(tab, Box::new(event)));
            }
            Effect::Abort(ticket) => self.abort(tab, ticket),
            // No page of a run is open in these histories.
            Effect::LookAt(_) | Effect::LapseAt(_) | Effect::Announce { .. } => {}
        }
    }

    fn keep(&mut self, tab: usize, operation: Operation) {
        let takes = if self.chance.mille(20) {
            self.chance.below(20_000)
        } else {
            self.chance.between(1, 15)
        };
        let at = (self.now + takes).max(self.tabs[tab].store_at);
        self.tabs[tab].store_at = at;
        self.plan_at(at, Happening::Kept(tab, Box::new(operation)));
    }

    /// What must be true of every rerun at the moment a page hands it to the network.
    fn check_emission(&mut self, tab: usize, (tenancy, request): (&Tenancy, &ApiRequest)) {
        let task = site(tenancy) + task_of(&request.path);
        let own = &self.tabs[tab];
        let header = |name: &str| {
            let found = request.headers.iter().find(|(own, _)| *own == name);
            found.map(|(_, value)| value.as_str().to_owned())
        };
        let track = header("Zuora-Track-Id").unwrap_or_default();
        let mut named = track.splitn(3, '-');
        let (first, press, nth) = (named.next(), named.next(), named.next());
        let press = format!("{}-{}", first.unwrap_or_default(), press.unwrap_or_default());
        let is_own = own.presses.contains(&press) && matches!(nth, None | Some("2" | "3"));
        let mut found = Vec::new();
        if !own.guard.is_armed || own.guard.is_locked {
            found.push((Kind::Barred, format!("{track} was sent from a page that may not send")));
        }
        if !is_own {
            found.push((Kind::Unasked, format!("{track} was sent without a press")));
        }
        let key = header("Idempotency-Key").unwrap_or_default();
        let rerun = own.model.reruns.iter().find(|rerun| {
            task_in(&rerun.intent) == task
                && (rerun.intent.key.as_str() == key
                    || rerun.attempts.iter().any(|attempt| attempt.track.to_string() == track))
        });
        match (own.reads.get(&task), rerun) {
            (Some(read), Some(rerun))
                if read.basis != rerun.intent.basis
                    && !is_before(&read.basis, &rerun.intent.basis) =>
            {
                found.push((
                    Kind::Changed,
                    format!(
                        "{track} was sent at {} after a reading of {read:?}, not {:?}",
                        self.now, rerun.intent.basis
                    ),
                ));
            }
            (Some(read), Some(_)) if self.is_fresh(tab, read) => {}
            (read, _) => found.push((
                Kind::Unread,
                format!("{track} was sent at {} without a fresh reading: {read:?}", self.now),
            )),
        }
        for (kind, what) in found {
            self.find(kind, what);
        }
    }
}

impl World {
    /// Whether a reading may still be acted on. A page that was frozen for hours while its clock was
    /// set back by as many cannot know of them: it is judged by its own clock, too.
    fn is_fresh(&self, tab: usize, read: &LastRead) -> bool {
        let by_its_clock = self.wall(self.tabs[tab].machine) - read.asked_wall;
        self.now - read.asked <= FRESH_MS || (0..=FRESH_MS).contains(&by_its_clock)
    }
}

/// Whether a reading shows an earlier run than that one, or the same before its end: a poll for an
/// earlier rerun that was answered from a copy that lags behind. It says nothing of what came after.
fn is_before(read: &Basis, decided: &Basis) -> bool {
    // Zuora's times are all of one form here, so that their texts stand in the order of time.
    match (&read.start_time, &decided.start_time) {
        (Some(read_start), Some(start)) if read_start == start => {
            read.end_time.is_none() && decided.end_time.is_some()
        }
        (Some(read_start), Some(start)) => read_start < start,
        _ => false,
    }
}

/// How old a reading may be when what it allows is sent: the longest a page waits for one
/// (135 s), and the time to write two entries down.
pub(crate) const FRESH_MS: i64 = 180_000;

/// The task in a path.
pub(crate) fn task_of(path: &str) -> u64 {
    path.split('/').find_map(|part| part.parse().ok()).unwrap_or(0)
}
