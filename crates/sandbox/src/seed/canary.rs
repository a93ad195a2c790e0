//! The canary: a workflow of one callout to a counter that answers 500, for the proof of keys.

use super::template::Step;
use super::workflow::Workflow;
use super::{Place, put};
use crate::calendar::{Day, iso};
use crate::json_text::JsonText;
use crate::run::Run;
use crate::task::Prospect;
use crate::world::World;

/// The task that an administrator names as canary.
pub(crate) const TASK: u64 = 9_301;

/// Its setup task; whatever is a copy of it calls the counter.
pub(crate) const SETUP: u64 = 2_990;

const RUN: u64 = 930;
const VERSION: u64 = 690;

pub(crate) fn plant(world: &mut World, anchor: Day, place: Place) {
    let started = anchor.start_millis() - 2 * 3_600_000;
    world.workflows.push(Workflow {
        definition: VERSION - 1,
        version: VERSION,
        name: place.says("Proof of keys", "Beweis der Schlüssel").to_owned(),
        interval: None,
    });
    let (us, de) = ("Call the counter (canary)", "Zähler rufen (Kanarienvogel)");
    let step = Step { action: "Callout", us, de, object: "" };
    put(world, step.task(SETUP, place).with("workflow_id", JsonText::number(VERSION)));
    let mut task = step
        .task(TASK, place)
        .with("end_time", JsonText::string(&iso(started + 1_400)))
        .with("instance", JsonText::boolean(true))
        .with("original_task_id", JsonText::number(SETUP))
        .with("original_workflow_id", JsonText::number(VERSION))
        .with("start_time", JsonText::string(&iso(started)))
        .with("tags", JsonText::raw(r#"["canary"]"#))
        .with("workflow_id", JsonText::number(RUN));
    task.prospect = Prospect::FailsAgain;
    task.fail(
        "Callout response was 500 after 1 tries.",
        "WorkflowError::Callout",
        Some("The counter counts every call and answers 500."),
    );
    put(world, task);
    world.canary_calls = 1;
    world.runs.insert(
        RUN,
        Run {
            id: RUN,
            name: format!("WF-{VERSION}-{RUN:08}"),
            original_workflow_id: VERSION,
            created_at: started,
            updated_at: started + 1_400,
            stopped: false,
        },
    );
}
