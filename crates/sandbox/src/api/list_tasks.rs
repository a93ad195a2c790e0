//! `GET /workflows/tasks`

use super::{Call, page::Page};
use crate::answer::Answer;
use crate::form::Form;
use crate::task::Task;
use crate::world::World;

/// Newest first.
///
/// LIVE-UNVERIFIED(the order of the list; undocumented; list twice on a live tenant).
pub(crate) fn list_tasks(world: &World, call: &Call<'_>) -> Answer {
    let page = match Page::read(&call.query, 100) {
        Ok(page) => page,
        Err(refusal) => return *refusal,
    };
    let wanted = |task: &&Task| call.scope.sees(task.org) && matches(task, &call.query);
    let rows: Vec<&Task> = world.tasks.values().rev().filter(wanted).collect();
    let shown = page.of(&rows);
    let mut data = String::new();
    for task in shown {
        if !data.is_empty() {
            data.push(',');
        }
        task.write_to(&mut data);
    }
    page.answer(&data, shown.len(), rows.len(), "/workflows/tasks", &call.query)
}

/// Whether the task passes every filter of the query; unknown parameters are ignored.
///
/// LIVE-UNVERIFIED(`name` must match exactly; `instance` tells runs' tasks from setup tasks,
/// though its published text speaks of scheduled workflows; filter on a live tenant).
fn matches(task: &Task, query: &Form) -> bool {
    let text_filters = ["name", "action_type", "object", "object_id", "call_type"];
    let number_filters = ["id", "workflow_id"];
    text_filters.iter().all(|name| {
        query.get(name).is_none_or(|wanted| task.string(name).as_deref() == Some(wanted))
    }) && number_filters.iter().all(|name| {
        query.get(name).is_none_or(|wanted| {
            task.number(name).map(|own| own.to_string()).as_deref() == Some(wanted)
        })
    }) && query.get("instance").is_none_or(|wanted| {
        task.field("instance").is_some() && wanted == task.is_instance().to_string()
    }) && has_any_tag(task, query)
}

/// `tags[]=a&tags[]=b`, as the text has it, or `tags=a,b`, as the parameter is declared.
fn has_any_tag(task: &Task, query: &Form) -> bool {
    let listed = query.all("tags").flat_map(|tags| tags.split(','));
    let wanted: Vec<&str> = query.all("tags[]").chain(listed).collect();
    if wanted.is_empty() {
        return true;
    }
    let own = task.field("tags").map(crate::json_text::JsonText::as_strings).unwrap_or_default();
    own.iter().any(|tag| wanted.contains(&tag.as_str()))
}
