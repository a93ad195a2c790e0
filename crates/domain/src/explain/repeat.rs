//! Whether a rerun repeats something, why, and what to check before.

use super::cause::what_to_do;
use super::one_line;
use crate::diagnosis::{Act, Cause, Certainty, Check, Reason, Repeat, Verdict};

/// A verdict in a few words, for a badge.
#[must_use]
pub const fn verdict_label(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::WouldRepeat => "would repeat an effect",
        Verdict::MayRepeat => "may repeat an effect",
        Verdict::NoEffectOutside => "has no effect outside",
        Verdict::WillFailAgain => "will fail again unchanged",
        Verdict::Unknown => "unknown",
    }
}

/// The verdict in one sentence.
#[must_use]
pub fn headline(repeat: &Repeat) -> String {
    let said = match repeat.verdict {
        Verdict::WouldRepeat => "A rerun would repeat an effect.",
        Verdict::MayRepeat => "A rerun may repeat an effect.",
        Verdict::NoEffectOutside if repeat.act.is_harmless() => {
            "A rerun has no effect outside of its run."
        }
        Verdict::NoEffectOutside => "A rerun repeats nothing: the try that failed had no effect.",
        Verdict::WillFailAgain => "A rerun will fail again as long as nothing is changed.",
        Verdict::Unknown => "It is not known whether a rerun repeats an effect.",
    };
    match repeat.certainty {
        Certainty::Possible => format!("{said} (A guess: its cause is one.)"),
        Certainty::Likely | Certainty::Certain => said.to_owned(),
    }
}

/// Why, one short sentence each.
#[must_use]
pub fn reasons(repeat: &Repeat) -> Vec<String> {
    repeat.reasons.iter().map(because).filter(|said| !said.is_empty()).collect()
}

fn because(reason: &Reason) -> String {
    match reason {
        Reason::Rule(name, why) => ruled(name, why),
        Reason::Answered(status) => {
            format!("The service answered {status}: it has done what it was asked.")
        }
        Reason::Refused(Some(status)) => {
            format!("The service answered {status}: it turned the request down.")
        }
        Reason::Doubtful(status) => {
            format!("The service answered {status}: it may have acted before it failed.")
        }
        Reason::Tried(tries) => {
            format!("It had tried {tries} times, and only the last answer is known.")
        }
        Reason::Rows(rows) => format!("Its list has {rows} rows."),
        Reason::Harmless(act) => harmless(*act).to_owned(),
        other => plain(other).to_owned(),
    }
}

fn ruled(name: &str, why: &str) -> String {
    let (name, why) = (one_line(name), one_line(why));
    match why.as_str() {
        "" => format!("So says this page's rule “{name}”."),
        why => format!("This page's rule “{name}”: {why}"),
    }
}

const fn plain(reason: &Reason) -> &'static str {
    match reason {
        Reason::EndedWell => "It ended well the last time: a rerun repeats its effects.",
        Reason::UnderWay => "It waits or runs, and may still act by itself.",
        Reason::WentOut => "What it asks for went out the first time, and goes out again.",
        Reason::Refused(_) => "The request was turned down.",
        Reason::NothingLeft => "It failed before anything left the workflow.",
        Reason::Lasts => "The cause does not go away by itself.",
        Reason::TriesAgain => "It tries again by itself, and only its last try is known.",
        Reason::NoAnswer => "The request may have arrived: only its answer is missing.",
        Reason::InPart => "It does many things, and some of them may be done.",
        Reason::TasksFollow => "It ended well: tasks after it have run, and may run again.",
        Reason::Ordered => {
            "It orders first and then asks whether that is done: what failed may be the asking."
        }
        Reason::HiddenError => "The workflow hides its errors: nothing tells how far it had come.",
        Reason::Unexplained => "How far it had come is not known.",
        Reason::Stopped => "It was stopped, perhaps in the middle.",
        Reason::Money => "Money, or what is owed, is concerned.",
        Reason::Idempotent => {
            "Its method is meant to leave the same result when it is sent twice (PUT, DELETE)."
        }
        Reason::UnknownType => "There is no rule for its type.",
        _ => "",
    }
}

const fn harmless(act: Act) -> &'static str {
    match act {
        Act::AsksService => "It only asks: what it calls is meant to change nothing.",
        Act::Waits => "It only waits.",
        Act::Computes => "It only computes; the tasks after it may do more.",
        _ => "It only reads; the tasks after it may do more.",
    }
}

/// What to check before a rerun, one sentence each.
#[must_use]
pub fn checks(repeat: &Repeat, cause: Option<&Cause>) -> Vec<String> {
    let said = repeat.checks.iter().map(|check| look(check, cause));
    said.filter(|said| !said.is_empty()).collect()
}

fn look(check: &Check, cause: Option<&Cause>) -> String {
    let said = match check {
        Check::Rule(said) => return one_line(said),
        Check::Service(Some(host)) => {
            return format!("Check at {host} whether it is done already.");
        }
        Check::Service(None) => "Check at the service called whether it is done already.",
        Check::Payments => "Look at the payments and payment runs in Zuora first.",
        Check::Invoices => "Look at the invoices and bill runs in Zuora first.",
        Check::Records => "Check in Zuora whether the records have it already.",
        Check::RowsDone => "Check in the run which rows are done already.",
        Check::Recipients => {
            "Ask a recipient, or look into the message history, whether it arrived."
        }
        Check::Approver => "Ask the approver; another request will reach them.",
        Check::Files => "Check on the other side whether the file is there already.",
        Check::OtherWorkflow => "Look at the other workflow's runs first.",
        Check::TasksAfter => "Look in the run at what the tasks after it have done.",
        Check::Type => "Find out in Zuora what a task of this type does.",
        Check::Cause => cause.map_or("", |cause| what_to_do(cause.kind)),
    };
    said.to_owned()
}
