//! The summary at the end of a run.

use std::fmt;
use std::time::Duration;

use super::step::{Finding, Step};
use super::tally::Tally;
use crate::wait::spoken;

/// What all steps so far came to.
#[derive(Debug, Default)]
pub(super) struct Report {
    lines: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    name: &'static str,
    tally: Tally,
    good: bool,
    took: Duration,
    warning: Option<String>,
}

impl Report {
    /// Remembers a step.
    pub(super) fn add(&mut self, step: &Step, finding: &Finding, took: Duration) {
        let good = finding.is_good();
        let warning = finding.warning.clone();
        self.lines.push(Line { name: step.name, tally: finding.tally, good, took, warning });
    }

    /// The first of these steps that has failed.
    pub(super) fn first_failed_of(&self, names: &[&str]) -> Option<&'static str> {
        let failed = self.lines.iter().find(|line| !line.good && names.contains(&line.name));
        failed.map(|line| line.name)
    }

    /// All tests of all steps.
    pub(super) fn total(&self) -> Tally {
        let mut total = Tally::default();
        for line in &self.lines {
            total += line.tally;
        }
        total
    }

    /// Whether something ran and nothing failed.
    pub(super) fn is_good(&self) -> bool {
        let total = self.total();
        total.failed == 0 && total.passed > 0
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Summary")?;
        for Line { name, tally, good, took, .. } in &self.lines {
            let sign = if *good { "ok    " } else { "FAILED" };
            let ignored = if tally.ignored > 0 {
                format!(", {} ignored", tally.ignored)
            } else {
                String::new()
            };
            write!(formatter, "\n  {sign}  {name:<16} {:>12}  {tally}{ignored}", spoken(*took))?;
        }
        for warning in self.lines.iter().filter_map(|line| line.warning.as_ref()) {
            write!(formatter, "\nTo be seen:\n{warning}")?;
        }
        Ok(())
    }
}
