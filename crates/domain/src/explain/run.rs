//! What is said of a run and of its tasks together.

use super::sentences;
use crate::run::members::{MOST, Members, Reach};
use crate::run::tree::Oddity;
use crate::run::{Run, TaskCounts};

/// How a run stands, as a badge: its `data-status` in the style sheet, its sign, its words. A run
/// has no failed status: that is told by the count of its failed tasks.
///
/// Source: Zuora API reference 2026-09-11, `status` and `tasks` of `GetWorkflowResponse`; a run
/// that is Finished may have tasks that still wait for a retry or a delay.
#[must_use]
pub fn run_state(run: &Run) -> (&'static str, &'static str, String) {
    let status = run.status.as_deref().unwrap_or_default();
    let waiting = run.tasks.map_or(0, |tasks| tasks.pending);
    let failed = (run.failed() > 0).then(|| format!("{} failed", tasks(run.failed())));
    let waits = (waiting > 0 && status == "Finished").then(|| {
        format!("{} still {}", tasks(waiting), if waiting == 1 { "waits" } else { "wait" })
    });
    let word = match status {
        "" => "No status".to_owned(),
        word => word.chars().take(40).collect(),
    };
    let parts: Vec<_> = [Some(word), failed, waits.clone()].into_iter().flatten().collect();
    let (tone, sign) = match status {
        _ if run.failed() > 0 => ("error", "✕"),
        "Finished" if waits.is_some() => ("waiting", "‖"),
        "Finished" => ("success", "✓"),
        "Processing" => ("running", "◐"),
        "Queued" => ("running", "○"),
        "Stopping" => ("waiting", "■"),
        "Stopped" => ("plain", "■"),
        _ => ("plain", "?"),
    };
    (tone, sign, parts.join(", "))
}

/// How many of a run's tasks are in which state, the failed ones first: `data-status` in the style
/// sheet, sign, count, word. States without a task are left out.
#[must_use]
pub fn count_words(counts: TaskCounts) -> Vec<(&'static str, &'static str, u64, &'static str)> {
    let mut told = vec![
        ("error", "✕", counts.error, "failed"),
        ("success", "✓", counts.success, "ended well"),
        ("running", "◐", counts.processing, "running"),
        ("running", "○", counts.queued, "queued"),
        ("waiting", "‖", counts.pending, "pending"),
        ("plain", "■", counts.stopped, "stopped"),
    ];
    told.retain(|(_, _, count, _)| *count > 0);
    told
}

fn tasks(count: u64) -> String {
    if count == 1 { "1 task".to_owned() } else { format!("{count} tasks") }
}

/// Where a task stands in its run. `whole`: whether all tasks of the run are known.
#[must_use]
pub fn place_line(place: usize, count: usize, whole: bool) -> String {
    let known = if whole { "" } else { " read so far" };
    format!(
        "Task {} of {count}{known}, in the order in which they started",
        place.saturating_add(1)
    )
}

/// What follows a task in its run, before their names. `whole`: whether all tasks are known.
#[must_use]
pub fn followers_line(count: usize, whole: bool) -> String {
    match (count, whole) {
        (0, true) => "Zuora lists no task that follows it.".to_owned(),
        (0, false) => String::new(),
        (1, _) => "One task follows it:".to_owned(),
        (count, _) => format!("{count} tasks follow it:"),
    }
}

/// How many of them are not named.
#[must_use]
pub fn more_tasks(count: usize) -> String {
    format!("and {count} more")
}

/// What is missing from the tasks of a run, or odd about them; empty when nothing is. `told` is
/// how many there are by Zuora's count; `halted`: whether the operator ended the reading.
#[must_use]
pub fn members_note(members: &Members, told: Option<u64>, halted: bool) -> String {
    let known = members.list().len();
    let count = u64::try_from(known).unwrap_or(u64::MAX);
    let reach = match (members.reach, told) {
        (Reach::TooMany, _) => format!("Only the first {MOST} that Zuora lists are shown."),
        (Reach::Part, _) if halted => format!("You ended the reading: {known} tasks were read."),
        (Reach::Part, Some(told)) => format!("Only {known} of {told} tasks were read."),
        (Reach::Part, None) => format!("Only {known} tasks were read."),
        (Reach::Whole, Some(told)) if told > count => format!(
            "Zuora counts {told} tasks in this run and lists {known}: the rest may be of another organisation, or have come since."
        ),
        (Reach::Whole, _) => String::new(),
    };
    let odd = |count: usize, one: &str, many: &str| match count {
        0 => String::new(),
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    };
    let unreadable = odd(
        members.unreadable,
        "entry could not be read as a task.",
        "entries could not be read as tasks.",
    );
    let strangers = odd(
        members.strangers,
        "task of another run was among them and is left out.",
        "tasks of other runs were among them and are left out.",
    );
    sentences([&reach, &unreadable, &strangers])
}

/// In place of the tasks of a run, where there are none.
pub const NO_MEMBERS: &str = "Zuora lists no task for this run.";

/// How far the reading of a run's tasks has come.
#[must_use]
pub fn progress_line(read: usize, told: Option<u64>) -> String {
    match told {
        Some(told) => format!("Reading the run's tasks: {read} of {told}."),
        None => format!("Reading the run's tasks: {read} so far."),
    }
}

/// What is odd about a task's place in the tree.
#[must_use]
pub fn oddity_line(oddity: Oddity) -> String {
    match oddity {
        Oddity::NoSuchParent(parent) => {
            format!("follows task {parent}, which is not among those that were read")
        }
        Oddity::Loop(parent) => format!("follows task {parent}, which follows it in turn"),
    }
}

/// A stretch in which nothing began or ended. `length` is its length in words.
#[must_use]
pub fn pause_line(length: &str) -> String {
    format!("{length} pause")
}

/// Below the picture, where stretches of it are drawn narrower than they are.
pub const PAUSES_NOTE: &str =
    "Shaded stretches are drawn narrower than they are: nothing began or ended in them.";

/// The tasks on screen are older than the counts above them.
pub const BEHIND: &str = "The run has moved on since its tasks were read.";

/// The run goes on, and is no longer read by itself.
pub const NOT_FOLLOWED: &str = "The run goes on, but is no longer read by itself.";

/// What is on screen is older than the last attempt to read it. `age` is in words.
#[must_use]
pub fn as_of(age: &str) -> String {
    format!("What is shown below was read {age}.")
}
