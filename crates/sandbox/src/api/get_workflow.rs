//! `GET /workflows/{workflow_id}`

use crate::answer::{Answer, ok, w2_not_found};
use crate::world::World;

pub(crate) fn get_workflow(world: &World, id: &str) -> Answer {
    match world.workflows.iter().find(|row| row.definition.to_string() == id) {
        Some(row) => ok(row.to_json(false)),
        None => w2_not_found(id),
    }
}
