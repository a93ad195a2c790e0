//! `GET /workflows/workflow_runs/{workflow_run_id}`

use super::Call;
use crate::answer::{Answer, ok, w2_not_found};
use crate::world::World;

pub(crate) fn get_run(world: &World, id: &str, call: &Call<'_>) -> Answer {
    match id.parse().ok().and_then(|id: u64| world.runs.get(&id)) {
        Some(run) => ok(run.to_json(world.counts(run.id), call.now, call.in_production)),
        None => w2_not_found(id),
    }
}
