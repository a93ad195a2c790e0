//! `PUT /workflows/workflow_runs/{workflow_run_id}/stop`

use super::Call;
use crate::answer::{Answer, ok, w1};
use crate::world::World;
use http::StatusCode;

/// Only a run that is under way can be stopped.
///
/// LIVE-UNVERIFIED(a run that is not under way answers 400 in envelope W1; that only a Processing
/// run can be stopped is documented, the answer is not; stop a finished run and correct here).
pub(crate) fn stop_run(world: &mut World, id: &str, call: &Call<'_>) -> Answer {
    let Some(run) = id.parse().ok().and_then(|id: u64| world.runs.get(&id)) else {
        let title = format!("Workflow run '{id}' is not found");
        return w1(StatusCode::NOT_FOUND, "Invalid", &title);
    };
    let (run, counts) = (run.clone(), world.counts(run.id));
    let under_way = matches!(run.status(counts), "Queued" | "Processing");
    if !under_way && (run.stopped || counts.pending == 0) {
        let title = format!("Workflow run '{id}' is not processing");
        return w1(StatusCode::BAD_REQUEST, "Invalid", &title);
    }
    world.stop(run.id, call.now);
    ok(r#"{"success":true}"#)
}
