//! How often a task is read after its rerun: slower and slower, within a budget.

/// Pause before the first reading, in milliseconds.
const FIRST_MS: i64 = 700;

/// Longest pause, in milliseconds.
const LONGEST_MS: i64 = 30_000;

/// Readings after which following stops and the operator reads by hand.
///
/// With the pauses below about twelve minutes. An API sandbox has 10,000 calls a day.
/// Source of the limit: Zuora developer guide, "Rate limits" (September 2026).
const BUDGET: u32 = 32;

/// The same after a refusal: about two minutes.
const BUDGET_AFTER_REFUSAL: u32 = 12;

/// How far following has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Follow {
    readings: u32,
}

impl Follow {
    /// Pause before the next reading, in milliseconds; `None` when the budget is used up.
    #[must_use]
    pub fn next_pause_ms(&mut self) -> Option<i64> {
        if self.is_over() {
            return None;
        }
        // Half as long again each time: 0.7 s, 1.05 s, 1.6 s … 30 s.
        let pause =
            (0..self.readings).fold(FIRST_MS, |pause, _| (pause + pause / 2).min(LONGEST_MS));
        self.readings += 1;
        Some(pause)
    }

    /// Whether enough was read after a refusal.
    #[must_use]
    pub const fn is_over_after_refusal(self) -> bool {
        self.readings >= BUDGET_AFTER_REFUSAL
    }

    /// Whether the budget is used up.
    #[must_use]
    pub const fn is_over(self) -> bool {
        self.readings >= BUDGET
    }
}
