//! `POST /workflows/tasks/{id}/rerun`.

use super::{ApiRequest, Method};
use crate::header::TrackId;
use crate::id::TaskId;
use crate::rerun::key::IdempotencyKey;

/// The path that reruns a task: part of the key, too.
#[must_use]
pub fn rerun_path(task: TaskId) -> String {
    format!("/workflows/tasks/{task}/rerun")
}

/// Builds the request that reruns one task. It has no body.
///
/// The key is handed in and never made here: whoever sends the same decision twice sends the
/// same key twice, which is how Zuora knows the second transmission. The track id is fresh for
/// each transmission, so that a saved answer gives itself away by carrying an older one.
///
/// Its reply is read by [`verdict`](crate::rerun::verdict::verdict).
///
/// Source: Zuora API reference 2026-09-11, `POST_WorkflowsTaskRerun`.
#[must_use]
pub fn rerun_task(task: TaskId, key: &IdempotencyKey, track: &TrackId) -> ApiRequest {
    ApiRequest {
        method: Method::Post,
        path: rerun_path(task),
        headers: vec![("Idempotency-Key", key.header()), ("Zuora-Track-Id", track.header())],
        reason: None,
    }
}
