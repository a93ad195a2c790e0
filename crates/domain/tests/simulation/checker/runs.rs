//! I1: how often each failed run was executed.

use std::collections::BTreeMap;

use reprise_domain::rerun::key::Basis;

use super::story::Told;
use super::violation::Kind;
use crate::tab::FRESH_MS;
use crate::world::World;
use crate::zuora::Execution;

/// Looks for failed runs that were executed twice, and for executions of something else.
pub(super) fn check(world: &mut World, told: &Told) {
    let mut found = Vec::new();
    let mut by_run: BTreeMap<String, Vec<&Execution>> = BTreeMap::new();
    // Executions of a race: what crosses one of them follows from it.
    let mut unlucky = Vec::new();
    for (place, run) in world.zuora.executions.iter().enumerate() {
        // What no journal holds is counted by its own key, and is lost anyway.
        let about = told.about(&run.key);
        let name = about.map_or_else(
            || format!("? {}", state(run.task, &run.basis)),
            |(task, basis)| state(*task, basis),
        );
        by_run.entry(name).or_default().push(run);
        let as_decided = about.is_none_or(|(_, basis)| *basis == run.basis);
        let has_ended =
            run.basis.end_time.is_some() && run.basis.status.as_deref() != Some("Queued");
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
    for (name, runs) in by_run.iter().filter(|(_, runs)| runs.len() > 1) {
        let races = runs.windows(2).all(|pair| is_race(world, told, pair[0], pair[1]));
        let kind = if races { Kind::Race } else { Kind::Double };
        found.push((kind, format!("{name} was executed {} times: {runs:#?}", runs.len())));
    }
    for (kind, what) in found {
        world.find(kind, what);
    }
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
