//! `GET /workflows/workflow_runs/{id}`.

use super::fault::ApiFault;
use super::{ApiReply, ApiRequest};
use crate::id::RunId;
use crate::run::Run;

/// Builds the request that reads one run.
///
/// Source: Zuora API reference 2026-09-11, `GET_Workflow_Run`.
#[must_use]
pub fn get_run(run: RunId) -> ApiRequest {
    ApiRequest::get(format!("/workflows/workflow_runs/{run}"))
}

/// Reads the reply to [`get_run`].
///
/// # Errors
///
/// [`ApiFault`]; [`ApiFault::Garbled`] when the answer is no run, or another one than `asked`.
pub fn read_run(asked: RunId, reply: &ApiReply) -> Result<Run, ApiFault> {
    let run = Run::read(&reply.success()?).filter(|run| run.id == asked);
    run.ok_or_else(|| ApiFault::Garbled {
        status: reply.status,
        what: format!("the answer is not run {asked}"),
    })
}
