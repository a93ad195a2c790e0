//! `POST /workflows/tasks/{task_id}/rerun`

use super::{Call, visible_task};
use crate::answer::{ok, w1, w2_not_found};
use crate::faults::{RerunCourse, course_of};
use crate::world::World;
use http::StatusCode;

/// The course of a rerun that got past the key store; the task is in the queue if it `runs`.
///
/// LIVE-UNVERIFIED(a task that waits or works is refused with 400 in envelope W1, any other may
/// be rerun, Success included; nothing public says which states allow it, or how it is refused;
/// rerun a Processing and a Success task on a live tenant and correct here).
pub(crate) fn rerun_task(
    world: &mut World,
    id: &str,
    call: &Call<'_>,
    may_rerun: bool,
) -> RerunCourse {
    if !may_rerun {
        return RerunCourse::forbidden();
    }
    let Some(task) = visible_task(world, id, &call.scope) else {
        return RerunCourse::refused(w2_not_found(id));
    };
    let status = world.tasks.get(&task).and_then(crate::task::Task::status);
    if let Some(busy @ ("Queued" | "Processing" | "Pending")) = status.as_deref() {
        let title = format!("Task '{task}' is {busy} and cannot be rerun.");
        return RerunCourse::refused(w1(StatusCode::BAD_REQUEST, "Task", &title));
    }
    if !world.tasks.get(&task).is_some_and(crate::task::Task::is_instance) {
        let title = format!("Task '{task}' does not belong to a workflow run.");
        return RerunCourse::refused(w1(StatusCode::BAD_REQUEST, "Task", &title));
    }
    let mut course = course_of(task, call.key.is_some(), call.now);
    if course.runs {
        let shown = world.rerun(task, call.now, call.pace);
        if course.answer.is_none() {
            course.answer = world.tasks.get(&shown).map(|row| ok(row.to_json()));
        }
    }
    course
}
