//! Each rule of the protocol switched off in turn: the checker must notice.

use reprise_domain::rerun::rules::{Rule, Rules};

use crate::campaign;
use crate::checker::violation::KINDS;
use crate::nature::{Keys, Nature};
use crate::tally::Tally;
use crate::world::{Copies, Setting};

/// A rule, or two that back each other up, and how many operators it takes to miss it.
struct Switch {
    name: &'static str,
    rule: Rule,
    other: Option<Rule>,
    operators: usize,
    /// Whether a rerun makes a new task, in a run that can be looked into.
    is_new_id: bool,
}

const fn switch(name: &'static str, rule: Rule) -> Switch {
    Switch { name, rule, other: None, operators: 1, is_new_id: false }
}

const SWITCHES: [Switch; 13] = [
    switch("R1 write-ahead", Rule::WriteAhead),
    switch("R2 one open", Rule::OneOpen),
    switch("R3 same key", Rule::SameKey),
    Switch { other: Some(Rule::FreshRead), ..switch("R4+R6 window, fresh read", Rule::Window) },
    switch("R5 sticky doubt", Rule::StickyDoubt),
    Switch { operators: 2, ..switch("R6 fresh read", Rule::FreshRead) },
    switch("R7 quiet evidence", Rule::QuietEvidence),
    Switch { operators: 2, ..switch("R8 generations", Rule::Generations) },
    switch("R9 5xx is doubt", Rule::ServerErrorIsDoubt),
    switch("R10 only by hand", Rule::OnlyByHand),
    switch("R11 journal needed", Rule::JournalNeeded),
    switch("R12 not while running", Rule::NotWhileRunning),
    Switch { is_new_id: true, ..switch("R15 siblings", Rule::Siblings) },
];

/// Plays histories without each rule in turn; gives the rules that nobody missed.
pub(crate) fn run(seed: u64, histories: u64) -> Vec<&'static str> {
    let mut unmissed = Vec::new();
    let mut rows = Vec::new();
    for Switch { name, rule, other, operators, is_new_id } in SWITCHES {
        let rules = Rules::without(rule, other);
        let usual = Setting { rules, tidies: false, ..Setting::usual(operators) };
        let setting = if is_new_id {
            Setting { nature: Nature::of(Keys::Honoured).with_new_ids(), ..usual }
        } else {
            Setting { copies: Copies::Together, ..usual }
        };
        let sum = campaign::run(name, seed..seed + histories, setting);
        if sum.counts.iter().all(|count| *count == 0) {
            unmissed.push(name);
        }
        rows.push((name, operators, sum));
    }
    campaign::say(&table(&rows));
    unmissed
}

fn table(rows: &[(&'static str, usize, Tally)]) -> String {
    use std::fmt::Write;
    let mut text = format!("\n{:26} {:>4} {:>9}", "without", "ops", "histories");
    for kind in KINDS {
        let _ = write!(text, " {:>8}", kind.word());
    }
    for (name, operators, sum) in rows {
        let _ = write!(text, "\n{name:26} {operators:>4} {:>9}", sum.histories);
        for kind in KINDS {
            let _ = write!(text, " {:>8}", sum.count(kind));
        }
    }
    text + "\n"
}
