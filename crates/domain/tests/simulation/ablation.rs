//! Each rule of the protocol switched off in turn: the checker must notice.

use reprise_domain::rerun::rules::{Rule, Rules};

use crate::campaign;
use crate::checker::violation::KINDS;
use crate::tally::Tally;
use crate::world::{Copies, Setting};

/// A rule, or two that back each other up, and how many operators it takes to miss it.
struct Switch {
    name: &'static str,
    rule: Rule,
    other: Option<Rule>,
    operators: usize,
}

const fn switch(name: &'static str, rule: Rule) -> Switch {
    Switch { name, rule, other: None, operators: 1 }
}

const SWITCHES: [Switch; 12] = [
    switch("R1 write-ahead", Rule::WriteAhead),
    switch("R2 one open", Rule::OneOpen),
    switch("R3 same key", Rule::SameKey),
    Switch {
        name: "R4+R6 window, fresh read",
        rule: Rule::Window,
        other: Some(Rule::FreshRead),
        operators: 1,
    },
    switch("R5 sticky doubt", Rule::StickyDoubt),
    Switch { name: "R6 fresh read", rule: Rule::FreshRead, other: None, operators: 2 },
    switch("R7 quiet evidence", Rule::QuietEvidence),
    Switch { name: "R8 generations", rule: Rule::Generations, other: None, operators: 2 },
    switch("R9 5xx is doubt", Rule::ServerErrorIsDoubt),
    switch("R10 only by hand", Rule::OnlyByHand),
    switch("R11 journal needed", Rule::JournalNeeded),
    switch("R12 not while running", Rule::NotWhileRunning),
];

/// Plays histories without each rule in turn; gives the rules that nobody missed.
pub(crate) fn run(seed: u64, histories: u64) -> Vec<&'static str> {
    let mut unmissed = Vec::new();
    let mut rows = Vec::new();
    for Switch { name, rule, other, operators } in SWITCHES {
        let rules = Rules::without(rule, other);
        let setting =
            Setting { rules, tidies: false, copies: Copies::Together, ..Setting::usual(operators) };
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
