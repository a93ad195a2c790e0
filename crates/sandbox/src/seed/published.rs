//! Task 2771 as Zuora published it, and the task 2770 that it says has failed.

use super::template::step;
use super::workflow::Workflow;
use super::{Place, put};
use crate::json_text::JsonText;
use crate::run::Run;
use crate::task::Task;
use crate::world::World;

/// The task of the published sample.
pub(crate) const SAMPLE_TASK: u64 = 2771;

const RUN: u64 = 476;
const VERSION: u64 = 416;

/// Source: Zuora API reference 2026-09-11, response sample of "Retrieve a workflow task".
const SAMPLE: &str = include_str!("task-2771.json");

/// Composed: the sample tells only id, status, error and class of the task before it.
const FAILED: &str = include_str!("task-2770.json");

/// 2019-09-19T12:35:37Z, the execution time in the sample.
const STARTED_MS: i64 = 1_568_896_537_000;

pub(crate) fn plant(world: &mut World, place: Place) {
    world.workflows.push(Workflow {
        definition: VERSION - 1,
        version: VERSION,
        name: place.says("Tax document hand-over", "Übergabe der Steuerbelege").to_owned(),
        interval: None,
    });
    plant_setup(world, place);
    let sample = Task::parse(SAMPLE_TASK, SAMPLE);
    let failed = Task::parse(2770, FAILED);
    match place {
        Place::Us => {
            put(world, sample);
            put(world, failed);
        }
        Place::De => {
            put(world, sample.with("name", JsonText::string("Wenn")));
            let german =
                FAILED.replace("1204.50", "8931.07").replace("Delta Tools", "Elbe Werkzeug");
            let name = JsonText::string("Steuerdienst benachrichtigen");
            put(world, Task::parse(2770, &german).with("name", name));
        }
    }
    world.runs.insert(
        RUN,
        Run {
            id: RUN,
            name: "WF-416-00000060".to_owned(),
            original_workflow_id: VERSION,
            created_at: STARTED_MS,
            updated_at: STARTED_MS + 6_942,
            stopped: false,
        },
    );
}

/// 2581 fails to 2582 and succeeds to 2583, which 2584 follows.
fn plant_setup(world: &mut World, place: Place) {
    let steps = [
        (2581, step("Callout", "Notify tax vendor", "Steuerdienst benachrichtigen", "")),
        (2582, step("If", "If", "Wenn", "")),
        (2583, step("Attachment", "Attach tax document", "Steuerbeleg anhängen", "Invoice")),
        (2584, step("Email", "Send tax document", "Steuerbeleg senden", "Invoice")),
    ];
    for (id, step) in steps {
        put(world, step.task(id, place).with("workflow_id", JsonText::number(VERSION)));
    }
    world.followers.insert(2581, vec![2583]);
    world.followers.insert(2583, vec![2584]);
}
