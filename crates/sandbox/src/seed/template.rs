//! The shape in which the seed's workflows are written down.

use super::{Place, parameters, put};
use crate::json_text::JsonText;
use crate::seed::workflow::Workflow;
use crate::task::Task;
use crate::world::World;

/// A workflow: a chain of steps, each following the one before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Template {
    /// Id of the version; the definition's is one less.
    pub(crate) version: u64,
    /// Id of the first setup task; the others count up.
    pub(crate) first_setup: u64,
    pub(crate) us: &'static str,
    pub(crate) de: &'static str,
    /// When it runs, as cron; empty if on demand only.
    pub(crate) interval: &'static str,
    pub(crate) steps: &'static [Step],
}

/// One task of a workflow.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub(crate) action: &'static str,
    pub(crate) us: &'static str,
    pub(crate) de: &'static str,
    /// The Zuora object it works on; empty for none.
    pub(crate) object: &'static str,
}

/// Short form for the tables.
pub(crate) const fn step(
    action: &'static str,
    us: &'static str,
    de: &'static str,
    object: &'static str,
) -> Step {
    Step { action, us, de, object }
}

/// The step that every workflow has on its failure branch.
pub(crate) const TELL_OPERATIONS: Step =
    step("Email", "Tell billing operations", "Abrechnung benachrichtigen", "");

/// Place of [`TELL_OPERATIONS`] among the ten setup ids of a template.
pub(crate) const TELL_OPERATIONS_AT: u64 = 9;

impl Template {
    /// Enters the workflow and its setup tasks.
    pub(crate) fn plant(&self, world: &mut World, place: Place) {
        world.workflows.push(Workflow {
            definition: self.version - 1,
            version: self.version,
            name: place.says(self.us, self.de).to_owned(),
            interval: Some(self.interval).filter(|interval| !interval.is_empty()),
        });
        for (setup, step) in (self.first_setup..).zip(self.steps) {
            put(world, step.task(setup, place).with("workflow_id", JsonText::number(self.version)));
            if setup > self.first_setup {
                world.followers.entry(setup - 1).or_default().push(setup);
            }
        }
        let last = self.first_setup + TELL_OPERATIONS_AT;
        let told = TELL_OPERATIONS.task(last, place);
        put(world, told.with("workflow_id", JsonText::number(self.version)));
    }
}

impl Step {
    /// A setup task of this step; a run's task is made from it by [`Task::set`].
    pub(crate) fn task(&self, id: u64, place: Place) -> Task {
        let object = Some(self.object).filter(|object| !object.is_empty());
        let call_type = if self.action == "Iterate" { "BATCH" } else { "SOAP" };
        let limit = if self.action == "Iterate" { 500 } else { 9_999_999 };
        Task::bare(id)
            .with("action_type", JsonText::string(self.action))
            .with("call_type", JsonText::string(call_type))
            .with("concurrent_limit", JsonText::number(limit))
            .with("data", JsonText::raw("{}"))
            .with("error", JsonText::null())
            .with("error_class", JsonText::null())
            .with("error_details", JsonText::null())
            .with("instance", JsonText::boolean(false))
            .with("name", JsonText::string(place.says(self.us, self.de)))
            .with("object", object.map_or_else(JsonText::null, JsonText::string))
            .with("object_id", JsonText::null())
            .with("original_task_id", JsonText::null())
            .with("original_workflow_id", JsonText::null())
            .with("parameters", JsonText::raw(parameters::of(self.action)))
            .with("status", JsonText::null())
            .with("tags", JsonText::raw("[]"))
            .with("task_id", JsonText::null())
    }
}
