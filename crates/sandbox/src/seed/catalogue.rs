//! One run with a task of every type that the contract lists, and of some that it does not.

use super::action_types::{LISTED, UNLISTED};
use super::payload::{Subject, Trace, data};
use super::template::Step;
use super::workflow::Workflow;
use super::{Place, put};
use crate::calendar::{DAY_MS, Day, iso};
use crate::chance::Chance;
use crate::json_text::JsonText;
use crate::run::Run;
use crate::world::World;

const RUN: u64 = 310;
const VERSION: u64 = 600;
const FIRST_TASK: u64 = 4_001;
const FIRST_SETUP: u64 = 2_901;

pub(crate) fn plant(world: &mut World, anchor: Day, place: Place) {
    let name = place.says("Regression of all task types", "Regressionstest aller Aufgabentypen");
    world.workflows.push(Workflow {
        definition: VERSION - 1,
        version: VERSION,
        name: name.to_owned(),
        interval: None,
    });
    let started = anchor.start_millis() - 12 * DAY_MS;
    let subject = Subject::draw(place, &mut Chance::from_seed(place.salt(23)));
    let mut parent = JsonText::null();
    let mut clock = started;
    let types = LISTED.iter().chain(&UNLISTED);
    for ((action, id), setup) in types.zip(FIRST_TASK..).zip(FIRST_SETUP..) {
        let step = Step { action, us: action, de: action, object: "" };
        let workflow = JsonText::number(VERSION);
        put(world, step.task(setup, place).with("workflow_id", workflow.clone()));
        let payload = data(place, &subject, started, Trace::default());
        let task = step
            .task(id, place)
            .with("data", JsonText::raw(payload))
            .with("end_time", JsonText::string(&iso(clock + 900)))
            .with("instance", JsonText::boolean(true))
            .with("original_task_id", JsonText::number(setup))
            .with("original_workflow_id", workflow)
            .with("start_time", JsonText::string(&iso(clock)))
            .with("status", JsonText::string("Success"))
            .with("task_id", parent)
            .with("workflow_id", JsonText::number(RUN));
        put(world, task);
        parent = JsonText::number(id);
        clock += 1_000;
    }
    world.runs.insert(
        RUN,
        Run {
            id: RUN,
            name: format!("WF-{VERSION}-00000001"),
            original_workflow_id: VERSION,
            created_at: started,
            updated_at: clock,
            stopped: false,
        },
    );
}
