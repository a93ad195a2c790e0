//! Judges a history by the server's logs and the journals alone, never by what a page says of
//! itself.
//!
//! What counts as a decision: a written `Decided` entry with a key of its own. A second operator
//! who decides about the same failed run arrives at the same key, and that is one decision. A
//! further generation is a decision only because the one before is on record as not having run;
//! so of all keys about one failed run **at most one may ever be executed, and that once**. That
//! is stricter than "executions ≤ decisions", and follows from it together with I4.

pub(crate) mod causes;
mod liveness;
mod runs;
mod story;
pub(crate) mod violation;

use crate::machine::Written;
use crate::tally::Tally;
use crate::world::World;

impl World {
    /// All that the logs hold, for whoever looks for the cause of a violation.
    pub(crate) fn trace(&self) -> String {
        let mut lines: Vec<(i64, String)> = Vec::new();
        for Written { at, machine, wiped, key, line } in &self.written {
            lines.push((*at, format!("{at} journal {machine}.{wiped} {key} {line}")));
        }
        for arrival in &self.zuora.arrivals {
            lines.push((arrival.at, format!("{} arrival {arrival:?}", arrival.at)));
        }
        for run in &self.zuora.executions {
            lines.push((run.at, format!("{} execution {run:?}", run.at)));
        }
        lines.sort();
        let texts = lines.into_iter().map(|(_, line)| line + "\n");
        let tabs = self.tabs.iter().enumerate().filter(|(_, tab)| tab.lives);
        let tabs = tabs.map(|(number, tab)| {
            format!("tab {number} of {}: {:#?}\n", tab.machine, tab.model.reruns)
        });
        texts.chain(tabs).collect()
    }

    /// Looks at what is left when a history is over.
    pub(crate) fn judge(&mut self) -> Tally {
        let told = story::read(self);
        story::check_written_ahead(self, &told);
        let runs = runs::check(self, &told);
        let stages = story::check_stages(self);
        let (doubts, settled_soon) = liveness::doubts(&told);
        let mut tally = Tally::of(self);
        (tally.doubts, tally.settled_soon) = (doubts, settled_soon);
        (tally.sent, tally.never) = (runs.sent, runs.never);
        tally.dared = u64::from(runs.dared);
        if let Some(cause) = runs.double {
            tally.doubles[cause as usize] = 1;
        }
        tally.unsettled = stages.unsettled;
        tally.refused = stages.refused;
        tally.found_not_run = stages.not_run;
        tally
    }
}
