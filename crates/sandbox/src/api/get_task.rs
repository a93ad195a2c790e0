//! `GET /workflows/tasks/{task_id}`

use super::{Call, visible_task};
use crate::answer::{Answer, ok, w2_not_found};
use crate::faults::read_fault;
use crate::seed::published;
use crate::world::World;

pub(crate) fn get_task(world: &mut World, id: &str, call: &Call<'_>) -> Answer {
    let written = |world: &World, id: u64| world.tasks.get(&id).map(crate::task::Task::to_json);
    let Some(task) = visible_task(world, id, &call.scope) else {
        return w2_not_found(id);
    };
    let own = written(world, task).unwrap_or_default();
    let other = written(world, published::SAMPLE_TASK).unwrap_or_default();
    read_fault(task, &mut world.fault_memory, &own, &other).unwrap_or_else(|| ok(own))
}
