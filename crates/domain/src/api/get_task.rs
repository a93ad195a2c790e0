//! `GET /workflows/tasks/{id}`.

use super::fault::ApiFault;
use super::{ApiReply, ApiRequest};
use crate::id::TaskId;
use crate::task::Task;

/// Builds the request that reads one task.
///
/// Source: Zuora API reference 2026-09-11, `GET_WorkflowsTask`.
#[must_use]
pub fn get_task(task: TaskId) -> ApiRequest {
    ApiRequest::get(format!("/workflows/tasks/{task}"))
}

/// Reads the reply to [`get_task`].
///
/// # Errors
///
/// [`ApiFault`]; [`ApiFault::Garbled`] also when the answer is another task than `asked`.
pub fn read_task(asked: TaskId, reply: &ApiReply) -> Result<Task, ApiFault> {
    let garbled = |what: String| ApiFault::Garbled { status: reply.status, what };
    let task = Task::read(&reply.success()?).map_err(|error| garbled(error.to_string()))?;
    if task.id == asked {
        Ok(task)
    } else {
        Err(garbled(format!("the answer is about task {}, not {asked}", task.id)))
    }
}
