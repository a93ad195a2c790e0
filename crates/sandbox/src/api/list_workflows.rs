//! `GET /workflows`

use super::{Call, page::Page};
use crate::answer::Answer;
use crate::form::Form;
use crate::seed::workflow::Workflow;
use crate::world::World;

pub(crate) fn list_workflows(world: &World, call: &Call<'_>) -> Answer {
    let page = match Page::read(&call.query, 50) {
        Ok(page) => page,
        Err(refusal) => return *refusal,
    };
    let rows: Vec<&Workflow> =
        world.workflows.iter().filter(|row| matches(row, &call.query)).collect();
    let shown = page.of(&rows);
    let data: Vec<String> = shown.iter().map(|row| row.to_json(true)).collect();
    page.answer(&data.join(","), shown.len(), rows.len(), "/workflows", &call.query)
}

fn matches(row: &Workflow, query: &Form) -> bool {
    let flag = |name: &str, own: bool| query.get(name).is_none_or(|want| want == own.to_string());
    query.get("name").is_none_or(|name| name == row.name)
        && query.get("interval").is_none_or(|interval| Some(interval) == row.interval)
        && flag("callout_trigger", false)
        && flag("ondemand_trigger", true)
        && flag("scheduled_trigger", row.interval.is_some())
}
