//! Why the rerun button is inert.

use super::guard::why_barred;
use super::journal::journal_bar;
use crate::rerun::refusal::WhyNot;
use crate::task::TaskStatus;

/// Says why a task may not be rerun now.
#[must_use]
pub fn why_not(reason: &WhyNot) -> String {
    match reason {
        WhyNot::UnderWay(TaskStatus::Pending) => {
            "This task waits for a person, a time or a retry of its own. A rerun now would cross it.".into()
        }
        WhyNot::UnderWay(status) => {
            format!("This task is {status} now. A rerun now could run it twice.")
        }
        WhyNot::Setup => {
            "This is a setup task: it belongs to the workflow's definition and has not run.".into()
        }
        WhyNot::UnknownStatus(Some(word)) => format!(
            "Reprise does not know the status “{}”, so it cannot tell whether a rerun is safe.",
            word.chars().take(60).collect::<String>()
        ),
        WhyNot::UnknownStatus(None) => {
            "Zuora gave no status for this task, so it is not known whether it runs now.".into()
        }
        WhyNot::OutOfDate => {
            "This is how the task stood before its last rerun. Read it again first.".into()
        }
        WhyNot::Open => "The last rerun of this task is not finished.".into(),
        WhyNot::Journal(journal) => journal_bar(journal),
        WhyNot::Barred(bar) => why_barred(*bar).into(),
    }
}
