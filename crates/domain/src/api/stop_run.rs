//! `PUT /workflows/workflow_runs/{id}/stop`.

use super::fault::ApiFault;
use super::{ApiReply, ApiRequest, Method};
use crate::id::RunId;
use crate::payload::Kind;

/// Builds the request that stops a run. It has no body and no header of its own: a PUT with an
/// `Idempotency-Key` is answered by 400.
///
/// Source: Zuora API reference 2026-09-11, `PUT_StopWorkflowRun`; the developer guide,
/// "Idempotent requests" (September 2026), names POST and PATCH only; the 400 was seen live by the
/// authors of an open command line client for Zuora.
#[must_use]
pub fn stop_run(run: RunId) -> ApiRequest {
    ApiRequest {
        method: Method::Put,
        path: format!("/workflows/workflow_runs/{run}/stop"),
        headers: Vec::new(),
        reason: None,
    }
}

/// Reads the reply to [`stop_run`]: `{"success": true}`.
///
/// # Errors
///
/// [`ApiFault`]; [`ApiFault::Garbled`] when the answer is neither yes nor no.
pub fn read_stop(reply: &ApiReply) -> Result<(), ApiFault> {
    let answer = reply.success()?;
    let says = answer.member("success").filter(|told| told.kind() != Kind::Text);
    match says.and_then(|told| told.truth()) {
        Some(true) => Ok(()),
        _ => Err(ApiFault::Garbled {
            status: reply.status,
            what: "it does not say whether the run was stopped".into(),
        }),
    }
}
