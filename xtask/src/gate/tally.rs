//! Counts tests from what their runners print.

use std::fmt;
use std::ops::AddAssign;

/// How many tests went which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Ran and succeeded.
    pub(super) passed: usize,
    /// Ran and did not succeed, or could not be run.
    pub(super) failed: usize,
    /// Were left out on purpose.
    pub(super) ignored: usize,
}

impl Tally {
    /// A step that is no test runner counts as one test.
    pub(super) fn of_one(passed: bool) -> Self {
        Self { passed: usize::from(passed), failed: usize::from(!passed), ignored: 0 }
    }

    /// The sum of all result lines in the output of a runner.
    ///
    /// `cargo test`, wasm-bindgen's runner and our `run.mjs` print the same line:
    /// `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    pub(super) fn read(output: &str) -> Self {
        let mut sum = Self::default();
        for line in output.lines().filter_map(|line| line.trim().strip_prefix("test result: ")) {
            sum += Self {
                passed: count_before(line, "passed"),
                failed: count_before(line, "failed"),
                ignored: count_before(line, "ignored"),
            };
        }
        sum
    }

    /// How many tests ran.
    pub(super) fn ran(self) -> usize {
        self.passed + self.failed
    }
}

/// The number in front of `word`.
fn count_before(line: &str, word: &str) -> usize {
    let words: Vec<&str> = line
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let pair = words.windows(2).find(|pair| pair.last() == Some(&word));
    pair.and_then(|pair| pair.first()).and_then(|number| number.parse().ok()).unwrap_or(0)
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NATIVE: &str = "
     Running unittests src/lib.rs
test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s
   Doc-tests reprise_domain
test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out
";
    const WASM: &str = "
running 3 tests
test result: ok. 3 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.02s
";

    #[test]
    fn all_result_lines_are_summed() {
        assert_eq!(Tally::read(NATIVE), Tally { passed: 15, failed: 2, ignored: 1 });
        assert_eq!(Tally::read(WASM), Tally { passed: 3, failed: 0, ignored: 0 });
    }

    #[test]
    fn output_without_a_result_counts_nothing() {
        assert_eq!(Tally::read("error: could not compile").ran(), 0);
        assert_eq!(Tally::read("a test that prints 7 passed").ran(), 0);
    }

    #[test]
    fn the_last_line_has_the_agreed_form() {
        assert_eq!(Tally { passed: 41, failed: 0, ignored: 3 }.to_string(), "41 passed, 0 failed");
    }
}
