//! The tasks that show a fault, in two runs of their own.

use super::payload::{Subject, Trace, data};
use super::template::Step;
use super::{Place, put};
use crate::calendar::{Day, iso};
use crate::chance::Chance;
use crate::faults::{On, SENTINELS};
use crate::json_text::JsonText;
use crate::run::Run;
use crate::world::World;

const RERUN_FAULTS: u64 = 900;
const READ_FAULTS: u64 = 901;
/// The workflow "CRM account sync", whose callout they are copies of.
const VERSION: u64 = 510;
const SETUP: u64 = 2_693;

pub(crate) fn plant(world: &mut World, anchor: Day, place: Place) {
    let started = anchor.start_millis() - 3_600_000;
    let mut chance = Chance::from_seed(place.salt(31));
    for sentinel in &SENTINELS {
        let run = if sentinel.on == On::Rerun { RERUN_FAULTS } else { READ_FAULTS };
        let subject = Subject::draw(place, &mut chance);
        let (us, de) = (sentinel.title, "Störung auf Abruf");
        let step = Step { action: "Callout", us, de, object: "Account" };
        let mut task = step
            .task(sentinel.task_id, place)
            .with("data", JsonText::raw(data(place, &subject, started, Trace::default())))
            .with("end_time", JsonText::string(&iso(started + 1_400)))
            .with("instance", JsonText::boolean(true))
            .with("object_id", JsonText::string(&subject.account_id))
            .with("original_task_id", JsonText::number(SETUP))
            .with("original_workflow_id", JsonText::number(VERSION))
            .with("start_time", JsonText::string(&iso(started)))
            .with("tags", JsonText::raw(r#"["sentinel"]"#))
            .with("workflow_id", JsonText::number(run));
        task.fail(
            "Callout response was 500 after 1 tries.",
            "WorkflowError::Callout",
            Some(sentinel.detail),
        );
        put(world, task);
    }
    for id in [RERUN_FAULTS, READ_FAULTS] {
        world.runs.insert(
            id,
            Run {
                id,
                name: format!("WF-{VERSION}-{id:08}"),
                original_workflow_id: VERSION,
                created_at: started,
                updated_at: started + 1_400,
                stopped: false,
            },
        );
    }
}
