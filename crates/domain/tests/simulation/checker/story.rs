//! What the journals tell: read ahead of every arrival, and true.

use std::collections::{BTreeMap, HashMap};

use reprise_domain::desk::{Event, Model, update};
use reprise_domain::journal::entry::{Entry, TabId, What};
use reprise_domain::journal::read::read as read_line;
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::follow_up::Budget;
use reprise_domain::rerun::key::Basis;
use reprise_domain::rerun::rules::Rules;
use reprise_domain::rerun::stage::Stage;
use reprise_domain::time::UnixMillis;

use super::violation::Kind;
use crate::machine::Written;
use crate::scene::{outside, task_in};
use crate::world::World;

/// What stands in a line that orders a transmission which may run the task twice.
const DARED: &str = r#""what":"once-more""#;

/// A journal: of which machine, and how often its profile had been wiped before.
pub(super) type Journal = (usize, u32);

/// What all journals together tell.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// For each transmission: whose key, when it was written down, in which journal.
    pub(super) sent: HashMap<String, (String, i64, Journal)>,
    /// For each key: about which task in which state.
    decided: HashMap<String, (u64, Basis)>,
    /// For each journal and key: its entries, and when each was written.
    pub(super) stories: BTreeMap<(Journal, String), Vec<(i64, Entry)>>,
    /// For each journal and key: when an operator ordered a transmission that may run twice.
    pub(super) dared: BTreeMap<(Journal, String), Vec<i64>>,
}

impl Told {
    /// About which failed run a key is.
    pub(super) fn about(&self, key: &str) -> Option<&(u64, Basis)> {
        self.decided.get(key)
    }

    /// In which journal a transmission stands.
    pub(super) fn journal_of(&self, track: &str) -> Option<Journal> {
        self.sent.get(track).map(|(_, _, journal)| *journal)
    }
}

/// Reads everything that was ever written, even to a profile that was wiped since.
pub(super) fn read(world: &mut World) -> Told {
    let mut told = Told::default();
    for Written { at, machine, wiped, key, line } in std::mem::take(&mut world.written) {
        let journal = (machine, wiped);
        if line.contains(DARED) {
            told.dared.entry((journal, key.clone())).or_default().push(at);
        }
        match read_line(&line) {
            Ok(entry) => {
                match &entry.what {
                    What::Sent { track, .. } => {
                        told.sent.insert(track.to_string(), (key.clone(), at, journal));
                    }
                    What::Decided(intent) => {
                        let about = (task_in(intent), intent.basis.clone());
                        told.decided.insert(key.clone(), about);
                    }
                    _ => {}
                }
                told.stories.entry((journal, key)).or_default().push((at, entry));
            }
            Err(error) => world.find(Kind::Hidden, format!("{error}: {line}")),
        }
    }
    told
}

/// I2, I5, I6: every arrival was written down before, under its key, for its path.
pub(super) fn check_written_ahead(world: &mut World, told: &Told) {
    let mut found = Vec::new();
    for arrival in &world.zuora.arrivals {
        let written = told.sent.get(&arrival.track);
        if !written.is_some_and(|(key, at, _)| *key == arrival.key && *at <= arrival.at) {
            found.push((Kind::Lost, format!("{} stands in no journal", arrival.track)));
        }
        let path = told
            .about(&arrival.key)
            .map(|(task, _)| format!("/workflows/tasks/{}/rerun", outside(*task)));
        if arrival.key.is_empty() || path.is_some_and(|path| path != arrival.path) {
            found.push((Kind::KeyUse, format!("{} went to {}", arrival.key, arrival.path)));
        }
    }
    for (kind, what) in found {
        world.find(kind, what);
    }
}

/// How many reruns stand where, for the guard against tame histories.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stages {
    pub(super) unsettled: u64,
    pub(super) refused: u64,
    pub(super) not_run: u64,
}

/// I3 and I4, for a page that opens now and for every page that is still open.
pub(super) fn check_stages(world: &mut World) -> Stages {
    let mut stages = Stages::default();
    let mut found = Vec::new();
    for machine in 0..world.machines.len() {
        let fresh = world.open_fresh(machine);
        for rerun in &fresh.reruns {
            match &rerun.stage {
                Stage::Unsettled(_) => stages.unsettled += 1,
                Stage::Refused(_) => stages.refused += 1,
                Stage::NotRun => stages.not_run += 1,
                _ => {}
            }
            found.extend(contradiction(world, rerun));
        }
        found.extend(hidden(world, machine, &fresh));
    }
    for tab in world.tabs.iter().filter(|tab| tab.lives) {
        found.extend(tab.model.reruns.iter().filter_map(|rerun| contradiction(world, rerun)));
    }
    for (kind, what) in found {
        world.find(kind, what);
    }
    stages
}

impl World {
    /// A page that has just read the journal of a machine.
    pub(crate) fn open_fresh(&self, machine: usize) -> Model {
        let mut model = Model::default();
        let now = UnixMillis(self.wall(machine));
        let opened = Event::Opened {
            tab: TabId::read("fresh"),
            operator: None,
            budget: Budget::none(),
            // What a journal tells must not hang on the rules of the page that wrote it.
            rules: Rules::default(),
        };
        update(&mut model, opened, now);
        let rows = self.machines[machine].keeper.rows.clone();
        update(&mut model, Event::JournalRead(Ok(rows.into())), now);
        model
    }
}

/// I3: whoever holds a lock is shown as open, and who is shown as open holds one.
fn hidden(world: &World, machine: usize, fresh: &Model) -> Vec<(Kind, String)> {
    let keeper = &world.machines[machine].keeper;
    let mut open: Vec<_> = fresh.open_reruns().map(|rerun| rerun.intent.lock()).collect();
    let mut held: Vec<_> = keeper.locks().into_iter().map(str::to_owned).collect();
    open.sort();
    // A late answer may open a rerun again beside the one that holds the lock.
    open.dedup();
    held.sort();
    if open == held {
        Vec::new()
    } else {
        vec![(Kind::Hidden, format!("open {open:?}, but locked {held:?}"))]
    }
}

/// I4: a stage that the server's log denies. A journal answers for its own transmissions; that
/// another operator's request under the same key ran is not its business.
fn contradiction(world: &World, rerun: &Rerun) -> Option<(Kind, String)> {
    let mut executions = world.zuora.executions.iter();
    let own = |track: &str| rerun.attempts.iter().any(|attempt| attempt.track.to_string() == track);
    let wrong = match &rerun.stage {
        Stage::NotSent(_)
        | Stage::Refused(_)
        | Stage::NotRun
        | Stage::HeldBack { .. }
        | Stage::TurnedAway(_)
        | Stage::Prepared => executions.any(|run| own(&run.track)),
        Stage::Accepted | Stage::Finished(_) => {
            !executions.any(|run| run.key == rerun.intent.key.as_str())
        }
        Stage::Ran if rerun.closing.is_none() => !executions
            .any(|run| run.task == task_in(&rerun.intent) && run.basis == rerun.intent.basis),
        _ => false,
    };
    wrong.then(|| (Kind::Wrong, format!("{} is {:?}", rerun.intent.key, rerun.stage)))
}
