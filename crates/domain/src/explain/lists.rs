//! What stands above, below, in and in place of lists of reruns.

use super::one_line;
use crate::desk::keeping::Journal;
use crate::desk::looking::Hand;
use crate::rerun::stage::Stage;
use crate::rerun::verdict::Verdict;
use crate::rerun::{Attempt, Rerun};
use crate::time::UnixMillis;

/// How many reruns are in doubt. `other` when a page beside this sentence tells of a further one.
#[must_use]
pub fn unsettled_count(count: usize, other: bool) -> String {
    let other = if other { "other " } else { "" };
    match count {
        1 => format!("1 {other}rerun is unsettled."),
        _ => format!("{count} {other}reruns are unsettled."),
    }
}

/// In place of a page of tasks that shows none. `unreadable` entries are on it that are no tasks.
#[must_use]
pub fn no_tasks(page: u32, unreadable: usize) -> String {
    match (unreadable, page) {
        (0, 1) => "Zuora knows no task that fits these filters.".to_owned(),
        (0, _) => "There is no task on this page: the list has ended before it.".to_owned(),
        (1, _) => {
            "Zuora lists 1 entry here, and it cannot be read as a task: it is no object with an id. That does not mean that there is no task.".to_owned()
        }
        (count, _) => format!(
            "Zuora lists {count} entries here, and none can be read as a task: they are no objects with an id. That does not mean that there are no tasks."
        ),
    }
}

/// Below a page of tasks on which some entries are no tasks; empty when all are.
#[must_use]
pub fn unreadable_tasks(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "1 entry of this page could not be read as a task.".to_owned(),
        _ => format!("{count} entries of this page could not be read as tasks."),
    }
}

/// How many more are open than are listed.
#[must_use]
pub fn more_open(count: usize) -> String {
    let verb = if count == 1 { "is" } else { "are" };
    format!("{count} more {verb} open.")
}

/// Above a rerun whose environment `config.json` does not name: it was taken out, or has another id.
#[must_use]
pub fn strange_environment(id: &str) -> String {
    let id = one_line(id);
    format!(
        "Decided in the environment “{id}”, which config.json does not name (any more). Nothing can be read or sent for it here. Have “{id}” put back into config.json; or look in Zuora yourself, and write down what you find."
    )
}

/// Why nothing is read or sent for such a rerun, at its buttons.
pub const STRANGE: &str = "config.json does not name its environment.";

/// In place of the list of open reruns, where none is known. `was_read`: whether the journal was.
#[must_use]
pub const fn nothing_open(journal: &Journal, was_read: bool) -> &'static str {
    match journal {
        _ if !was_read => "Reading this browser's journal…",
        Journal::Open | Journal::Unread => {
            "Nothing is unsettled here: every rerun in this browser's journal has come to an end."
        }
        Journal::Unreadable(_) => {
            "Nothing that can be read of this browser's journal is unsettled. What cannot be read may tell of more."
        }
        Journal::Closed(_) => {
            "This page knows of nothing unsettled. The journal cannot be used: what stands in it is not known."
        }
    }
}

/// In place of a list of reruns that is empty. `narrowed`: whether filters are set.
#[must_use]
pub const fn no_reruns(journal: &Journal, was_read: bool, narrowed: bool) -> &'static str {
    match journal {
        _ if !was_read => "Reading this browser's journal…",
        _ if narrowed => "No rerun fits these filters.",
        Journal::Closed(_) => "The journal cannot be used: what stands in it is not known.",
        _ => {
            "This browser's journal holds no rerun of this environment yet. Reruns that were decided in another browser are in its journal, not here."
        }
    }
}

/// Whether the browser promised to keep the journal, and what it means when it did not.
#[must_use]
pub const fn keeping(promised: Option<bool>) -> &'static str {
    match promised {
        Some(true) => {
            "This browser promised to keep its journal until this site's data are cleared."
        }
        Some(false) => {
            "This browser did not promise to keep its journal: it may delete it when its disk is full, Safari after 7 days without a visit. Settle what is open, and export now and then."
        }
        None => {
            "It is not known whether this browser keeps its journal: it may delete it when its disk is full. Settle what is open, and export now and then."
        }
    }
}

/// The address names no rerun that is known here.
#[must_use]
pub const fn unknown_rerun(is_key: bool, journal: &Journal, was_read: bool) -> &'static str {
    match journal {
        _ if !is_key => {
            "The address of a rerun ends with its idempotency key: 32 hexadecimal digits and four hyphens."
        }
        _ if !was_read => "Reading this browser's journal…",
        Journal::Closed(_) => {
            "This browser's journal cannot be used, so nothing is known of this rerun here."
        }
        _ => {
            "This browser's journal knows no rerun of this key in this environment. It stands in the journal of the browser in which it was decided; whoever has that can save it as evidence."
        }
    }
}

/// What came of one attempt, without a time: `no answer`, `HTTP 500`, `never sent`.
#[must_use]
pub fn answer_line(attempt: &Attempt, rerun: &Rerun) -> String {
    let Some((_, answer)) = &attempt.answer else {
        let waits = matches!(rerun.stage, crate::rerun::stage::Stage::Sending { .. });
        return if waits { "waiting for the answer" } else { "no answer" }.to_owned();
    };
    let status = match (answer.status, &answer.verdict) {
        (Some(status), _) => format!("HTTP {status}"),
        (None, Verdict::NeverSent(_)) => "never sent".to_owned(),
        (None, _) => "no answer".to_owned(),
    };
    if answer.replayed {
        format!("{status}, the saved answer of an earlier request: nothing was run a second time")
    } else {
        status
    }
}

/// How long the word of another tab is news, in milliseconds.
const NEWS_MS: i64 = 6 * 60 * 60 * 1000;

/// Says that a rerun was sent by another hand than this page's, while that is news. `age` puts a
/// moment into words such as "3 minutes ago".
#[must_use]
pub fn hand_line(
    hand: Option<Hand>,
    now: UnixMillis,
    age: impl Fn(UnixMillis) -> String,
) -> String {
    let is_news = |at: UnixMillis| now.since(at) < NEWS_MS;
    match hand {
        Some(Hand::OtherTab(at)) if is_news(at) => format!("Reran {} in another tab.", age(at)),
        Some(Hand::EarlierPage(at)) if is_news(at) => {
            format!("Reran {}, before this page was opened.", age(at))
        }
        _ => String::new(),
    }
}

/// One line about a rerun that is not over, for every page but its own.
#[must_use]
pub fn open_line(rerun: &Rerun) -> String {
    let task = rerun.intent.task;
    match &rerun.stage {
        Stage::Unsettled(_) => format!("We do not know whether task {task} ran."),
        Stage::HeldBack { .. } => format!("Zuora asks to wait before task {task} is sent again."),
        Stage::Accepted => format!("Zuora accepted the rerun of task {task}; it has not ended."),
        Stage::Prepared | Stage::TurnedAway(_) => {
            format!("The rerun of task {task} is written down, not sent.")
        }
        _ => format!("The rerun of task {task} is being sent."),
    }
}

/// What is said of an earlier rerun from this page before the next one is decided. `age` is how
/// long ago it was last sent, in words.
#[must_use]
pub fn earlier_line(rerun: Option<&Rerun>, age: Option<&str>) -> String {
    let (Some(rerun), Some(age)) = (rerun, age) else {
        return "This browser's journal knows of no earlier rerun.".to_owned();
    };
    match &rerun.stage {
        Stage::Refused(_) => format!("Zuora refused a rerun {age}; nothing ran."),
        Stage::NotSent(_) => format!("A rerun was turned away {age}; nothing ran."),
        Stage::NotRun => format!("A rerun {age} was found not to have run."),
        _ => format!("It was rerun {age}: “{}”.", rerun.intent.reason),
    }
}
