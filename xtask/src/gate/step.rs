//! One step of the gate and what it found.

use std::time::Duration;

use super::tally::Tally;
use crate::child::{Ended, Job};
use crate::failure::Failure;
use crate::tools::Need;
use crate::wait::spoken;

/// A step: what it is called, what must be there before it, what it does.
#[derive(Debug)]
pub(super) struct Step {
    /// For `--only`.
    pub(super) name: &'static str,
    /// For the reader.
    pub(super) title: &'static str,
    /// Whether `check` runs it too.
    pub(super) fast: bool,
    /// What must be installed.
    pub(super) needs: &'static [Need],
    /// Steps without whose success this one has no sense.
    pub(super) requires: &'static [&'static str],
    /// Does it.
    pub(super) work: fn() -> Result<Finding, Failure>,
}

/// What came out of a step.
#[derive(Debug)]
pub(super) struct Finding {
    /// The tests it counts for.
    pub(super) tally: Tally,
    /// What to show: a table, or the end of a log.
    pub(super) shown: Option<String>,
    /// What is no failure and should be seen: it is told once more at the end of the run.
    pub(super) warning: Option<String>,
}

impl Finding {
    /// What a step counts for, and what it shows.
    pub(super) fn of(tally: Tally, shown: Option<String>) -> Self {
        Self { tally, shown, warning: None }
    }

    /// A step that is one test: formatting, lints, docs, builds.
    pub(super) fn of_check(ended: &Ended) -> Self {
        Self::of(Tally::of_one(ended.well), (!ended.well).then(|| ended.tail()))
    }

    /// A step that failed as a whole.
    pub(super) fn broken(why: &str) -> Self {
        Self::of(Tally::of_one(false), Some(format!("    {why}")))
    }

    /// A step that was not run because an earlier one failed.
    pub(super) fn prevented(by: &str) -> Self {
        Self::broken(&format!("not run, because `{by}` failed"))
    }

    /// There is nothing to run yet, which is said and counts as nothing.
    pub(super) fn nothing(why: &str) -> Self {
        Self::of(Tally::default(), Some(format!("    {why}")))
    }

    /// A test runner: the sum of what it printed.
    ///
    /// A runner that fails without a failed test (it did not compile, it crashed) counts as one
    /// failure, and so does one that found no test: silence must not look like success.
    pub(super) fn of_runner(ended: &Ended) -> Self {
        let tally = Tally::read(&ended.log.text());
        judged(tally, ended.well, || ended.tail())
    }

    /// Whether nothing went wrong.
    pub(super) fn is_good(&self) -> bool {
        self.tally.failed == 0
    }

    /// Tells how the step went.
    pub(super) fn print(&self, took: Duration) {
        for text in self.shown.iter().chain(&self.warning) {
            println!("{text}");
        }
        let word = match (self.is_good(), self.tally.ran()) {
            (false, _) => "FAILED",
            (true, 0) => "nothing to run",
            (true, _) => "ok",
        };
        println!("      {word} in {} ({})", spoken(took), self.tally);
    }
}

/// Runs several jobs as one step that counts as one test; the first failure is shown.
pub(super) fn checks(jobs: Vec<Job>) -> Result<Finding, Failure> {
    for job in jobs {
        let ended = job.run()?;
        if !ended.well {
            return Ok(Finding::of_check(&ended));
        }
    }
    Ok(Finding::of(Tally::of_one(true), None))
}

fn judged(mut tally: Tally, well: bool, tail: impl Fn() -> String) -> Finding {
    if well && tally.failed == 0 && tally.passed > 0 {
        return Finding::of(tally, None);
    }
    tally.failed = tally.failed.max(1);
    let shown = if well && tally.passed == 0 {
        format!("    the runner ran no test at all:\n{}", tail())
    } else {
        tail()
    };
    Finding::of(tally, Some(shown))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed_of(passed: usize, failed: usize, well: bool) -> usize {
        judged(Tally { passed, failed, ignored: 0 }, well, String::new).tally.failed
    }

    #[test]
    fn silence_is_not_success() {
        assert_eq!(failed_of(3, 0, true), 0);
        assert_eq!(failed_of(0, 0, true), 1, "no test ran");
        assert_eq!(failed_of(3, 0, false), 1, "the runner failed after the tests");
        assert_eq!(failed_of(3, 2, false), 2);
    }
}
