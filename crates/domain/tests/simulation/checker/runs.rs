//! I1: how often each failed run was executed.

use std::collections::{BTreeMap, BTreeSet};

use reprise_domain::rerun::key::Basis;

use super::causes::{Cause, cause};
use super::story::{Journal, Told};
use super::violation::Kind;
use crate::nature::Nature;
use crate::tab::FRESH_MS;
use crate::world::World;
use crate::zuora::Execution;

/// What the server's log tells of failed runs, for the tables.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Runs {
    /// The cause of the first double, if there is one.
    pub(super) double: Option<Cause>,
    /// Whether there is a second execution that an operator ordered knowing that it might be one.
    pub(super) dared: bool,
    /// Failed runs for which a rerun was sent, and those of them that nothing ever ran for.
    pub(super) sent: u64,
    pub(super) never: u64,
}

/// Looks for failed runs that were executed twice, and for executions of something else.
pub(super) fn check(world: &mut World, told: &Told) -> Runs {
    let mut sum = Runs::default();
    let mut found = overruns(world, told);
    let named = Named::of(world);
    let mut by_run: BTreeMap<String, Vec<&Execution>> = BTreeMap::new();
    for run in &world.zuora.executions {
        by_run.entry(named.name(told, run)).or_default().push(run);
    }
    for (name, runs) in by_run.iter().filter(|(_, runs)| runs.len() > 1) {
        let extra = (1..runs.len()).map(|nth| cause(told, &runs[..nth], runs[nth]));
        let causes: Vec<_> = extra.collect();
        sum.dared |= causes.contains(&Cause::Dared);
        let double = causes.into_iter().find(|cause| *cause != Cause::Dared);
        // A guide that holds needs no dare: there, a second execution is always one too many.
        if double.is_none() && world.setting.nature != Nature::default() {
            continue;
        }
        sum.double = sum.double.or(double);
        let races = runs.windows(2).all(|pair| is_race(world, told, pair[0], pair[1]));
        let kind = if races { Kind::Race } else { Kind::Double };
        found.push((kind, format!("{name} was executed {} times: {runs:#?}", runs.len())));
    }
    let sent: BTreeSet<_> =
        told.sent.values().map(|(key, _, journal)| named.name_of(told, *journal, key)).collect();
    sum.sent = sent.len() as u64;
    sum.never = sent.iter().filter(|name| !by_run.contains_key(*name)).count() as u64;
    for (kind, what) in found {
        world.find(kind, what);
    }
    sum
}

/// How a failed run is called: by its state where that names it, else by what the first reading
/// for its key showed.
struct Named {
    by_reading: Option<BTreeMap<(Journal, String), (u64, usize)>>,
}

impl Named {
    fn of(world: &World) -> Self {
        if world.setting.nature.names_runs() {
            return Self { by_reading: None };
        }
        let mut by_reading = BTreeMap::new();
        for flight in &world.flights {
            if let Some(read) = &flight.decided_on {
                let machine = world.tabs[flight.tab].machine;
                // Profiles are not wiped in these worlds.
                let place = ((machine, 0), flight.key());
                by_reading.entry(place).or_insert((flight.task(), read.run));
            }
        }
        Self { by_reading: Some(by_reading) }
    }

    fn name(&self, told: &Told, run: &Execution) -> String {
        match told.journal_of(&run.track) {
            Some(journal) => self.name_of(told, journal, &run.key),
            // What no journal holds is counted by its own key, and is lost anyway.
            None => format!("? {}", state(run.task, &run.basis)),
        }
    }

    fn name_of(&self, told: &Told, journal: Journal, key: &str) -> String {
        if let Some(by_reading) = &self.by_reading {
            let read = by_reading.get(&(journal, key.to_owned()));
            return read.map_or_else(|| key.to_owned(), |(task, run)| format!("{task} run {run}"));
        }
        let about = told.about(key);
        about.map_or_else(|| format!("? {key}"), |(task, basis)| state(*task, basis))
    }
}

/// Executions of what ran, or of another run than the one that was decided on.
fn overruns(world: &World, told: &Told) -> Vec<(Kind, String)> {
    let mut found = Vec::new();
    // Executions of a race: what crosses one of them follows from it.
    let mut unlucky = Vec::new();
    for (place, run) in world.zuora.executions.iter().enumerate() {
        let as_decided = told.about(&run.key).is_none_or(|(_, basis)| *basis == run.basis);
        let has_ended = !matches!(run.basis.status.as_deref(), Some("Queued" | "Processing"));
        if !has_ended || !as_decided {
            let before = world.zuora.executions[..place].iter();
            let mut before = before.filter(|before| before.task == run.task);
            let last = before.clone().next_back();
            let follows = last.is_some_and(|last| unlucky.contains(&&last.track));
            // What counts is the first run that its sender could not know of; those after that one
            // crossed it already.
            let crossed = before.find(|before| is_blind(world, before, run));
            let races = follows || crossed.is_some_and(|first| is_race(world, told, first, run));
            unlucky.extend(races.then_some(&run.track));
            let kind = if races { Kind::Race } else { Kind::Overrun };
            found.push((kind, format!("{} ran on {:?}", run.key, run.basis)));
        }
    }
    found
}

fn state(task: u64, basis: &Basis) -> String {
    let time = |time: &Option<String>| time.clone().unwrap_or_default();
    format!("{task} {} {} {}", time(&basis.status), time(&basis.start_time), time(&basis.end_time))
}

/// Whether nobody could have known: the two were sent from different journals, and the reading
/// that allowed the second shows a state from before the first ran. This is what is left over
/// when two operators, or one with a wiped profile, meet a key that Zuora has forgotten or that
/// only one of them had to give up.
fn is_race(world: &World, told: &Told, first: &Execution, second: &Execution) -> bool {
    let apart = match (told.journal_of(&first.track), told.journal_of(&second.track)) {
        (Some(first), Some(second)) => first != second,
        _ => false,
    };
    apart && is_blind(world, first, second)
}

/// Whether the fresh reading that allowed the second shows a state from before the first ran.
fn is_blind(world: &World, first: &Execution, second: &Execution) -> bool {
    let mut flights = world.flights.iter();
    let sent = flights.find(|flight| flight.track() == second.track);
    let blind = sent.and_then(|sent| {
        let read = sent.decided_on.as_ref()?;
        Some(read.state <= first.at && sent.sent - read.asked <= FRESH_MS)
    });
    blind == Some(true)
}
