//! Why a task failed, whether a rerun repeats something, and what the task touches.
//!
//! Findings only: the sentences are in [`crate::explain`]. Each finding cites the fields that it
//! was read from and says how sure it is; what no rule knows has a finding of its own.

mod act;
mod address;
mod cause;
mod classes;
mod done;
mod evidence;
mod facts;
mod idle;
mod judge;
mod kind;
mod outlet;
mod repeat;
mod request;
mod said;
mod spot;
mod status;
mod steps;
pub mod touches;
mod user_rules;
mod words;
mod zuora_words;

pub use act::Act;
pub use cause::{Cause, Certainty};
pub use evidence::Evidence;
pub use kind::{Kind, Moment, Outlook};
pub use repeat::{Check, Reason, Repeat, Verdict};
pub use request::Request;
pub use said::{Answer, Said};
pub use spot::{Cited, LONGEST_CITED, Part, Spot, Step};
pub use user_rules::{Condition, UserRule};

use crate::run::Run;
use crate::task::Task;

/// What the rules find out about a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// Why it failed; nothing when it did not.
    pub cause: Option<Cause>,
    /// Why the task before it failed, where the payload tells.
    pub before: Option<Cause>,
    /// What a rerun repeats.
    pub repeat: Repeat,
    /// What the task sends, and where to.
    pub request: Request,
}

impl Diagnosis {
    /// Looks at a task, and at its run where it is known. `rules` are those of the environment.
    #[must_use]
    pub fn of(task: &Task, run: Option<&Run>, rules: &[UserRule]) -> Self {
        Self::from(&Evidence::of(task, run), rules)
    }

    /// Judges evidence that was gathered before.
    #[must_use]
    pub fn from(evidence: &Evidence, rules: &[UserRule]) -> Self {
        let cause = Cause::own(evidence);
        let before = Cause::before(evidence);
        let repeat = Repeat::of(evidence, cause.as_ref(), rules);
        Self { cause, before, repeat, request: evidence.request.clone() }
    }
}
