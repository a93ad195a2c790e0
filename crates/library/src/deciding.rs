//! A decision: made, or refused with the reason.

use std::sync::Arc;

use reprise_browser::entropy;
use reprise_domain::desk::Event;
use reprise_domain::desk::keeping::Journal;
use reprise_domain::explain::refusal::why_not;
use reprise_domain::explain::rerun::rerun_notice;
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::key::{Basis, IdempotencyKey};
use reprise_domain::rerun::refusal::WhyNot;
use reprise_domain::rerun::stage::{Stage, WhyNotSent};
use reprise_domain::task::{Task, TaskStatus};

use crate::desk::Desk;
use crate::fault::{Fault, NO_CHANCE};

/// Whether the task stands as its caller saw it. A decision is about one run: whoever saw it fail has
/// not decided about a later one, which somebody else may have ordered.
pub(crate) fn is_as_seen(task: &Task, seen: &Task) -> Result<(), Fault> {
    if seen.id != task.id {
        let why = format!("\"seen\" is task {}, and the rerun is of task {}.", seen.id, task.id);
        return Err(Fault::new("bad-option", &why));
    }
    if Basis::of(seen) == Basis::of(task) {
        return Ok(());
    }
    Err(Fault::new(
        "changed",
        &format!(
            "Task {} is no longer as you saw it: its status or its times have changed. Nothing was decided and nothing was sent. Read it, and decide anew.",
            task.id
        ),
    ))
}

/// Makes the decision, unless something stands against it; gives its key, and how many attempts of
/// ours there were under it.
pub(crate) fn decide(
    desk: &Desk,
    task: Arc<Task>,
    reason: String,
    by: Option<String>,
    repeats_success: bool,
) -> Result<(IdempotencyKey, usize), Fault> {
    let tenancy = desk.tenancy().clone();
    if let Some(why) = desk.look(|model| model.why_not_rerun(&tenancy, &task)) {
        return Err(refused(desk, &task, &why));
    }
    if task.status == Some(TaskStatus::Success) && !repeats_success {
        return Err(Fault::new(
            "succeeded",
            "This task ended well, and a rerun does it all again. Pass repeatSuccess: true if that is meant.",
        ));
    }
    let no_chance = || Fault::new("no-chance", NO_CHANCE);
    let track = entropy::track().ok_or_else(no_chance)?;
    let draft = desk.look(|model| model.draft(desk.salt(), tenancy, task));
    let key = draft.key.clone();
    let before = desk.rerun(&key, Rerun::own_attempts).unwrap_or(0);
    desk.seat(by);
    desk.dispatch(Event::RerunConfirmed { draft: Box::new(draft), reason, track });
    Ok((key, before))
}

fn refused(desk: &Desk, task: &Task, why: &WhyNot) -> Fault {
    let code = match why {
        WhyNot::UnderWay(_) => "task-under-way",
        WhyNot::Setup => "setup-task",
        WhyNot::UnknownStatus(_) => "unknown-status",
        WhyNot::Open => "rerun-open",
        WhyNot::OutOfDate => "out-of-date",
        WhyNot::Journal(Journal::Unread) => "journal-unread",
        WhyNot::Journal(_) => "journal",
        WhyNot::Barred(_) => "barred",
    };
    let open = desk.look(|model| {
        let open = model.rerun_of(desk.tenancy(), task.id).filter(|rerun| rerun.is_open());
        open.map(|rerun| (rerun.intent.key.to_string(), rerun.stage.may_have_run()))
    });
    Fault {
        may_have_run: open.as_ref().is_some_and(|(_, may_have_run)| *may_have_run),
        key: open.map(|(key, _)| key),
        ..Fault::new(code, &why_not(why))
    }
}

/// Whether the decision came to stand in the journal. If not, nothing was sent for it; `before` is how
/// many attempts there were under its key. One that was given up after an attempt is a decision all
/// the same, and stands where its story says.
pub(crate) fn came_of(desk: &Desk, key: &IdempotencyKey, before: usize) -> Result<(), Fault> {
    let given_up = |rerun: &Rerun| {
        let why = rerun.given_up().filter(|_| rerun.own_attempts() == before)?;
        let code = match why {
            WhyNotSent::Changed => "changed",
            WhyNotSent::Unread(_) => "unread",
            WhyNotSent::Elsewhere => "decided-elsewhere",
            WhyNotSent::Unwritten(_) => "journal",
            _ => "not-sent",
        };
        let mut own = rerun.clone();
        own.stage = Stage::NotSent(why.clone());
        let is_told = !rerun.story.is_empty();
        Some(Fault {
            key: is_told.then(|| rerun.intent.key.to_string()),
            // By another page, under the same key.
            may_have_run: is_told && rerun.stage.may_have_run(),
            ..Fault::of_notice(code, &rerun_notice(&own))
        })
    };
    match desk.rerun(key, given_up) {
        None => Err(Fault::new(
            "not-sent",
            "Something came in between: nothing was sent. Read the task and decide anew.",
        )),
        Some(Some(fault)) => Err(fault),
        Some(None) => Ok(()),
    }
}
