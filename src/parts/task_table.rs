//! The list of tasks.

use std::sync::Arc;

use leptos::prelude::*;
use reprise_domain::task::{Task, TaskStatus};

use super::moment::Age;
use super::status_badge::StatusBadge;
use crate::pages::environment::use_place;
use crate::ui::intl;
use crate::ui::long_text::shortened;

/// One row a task: status, name, type, when, how long, error.
#[component]
pub fn TaskTable(
    /// The tasks, in Zuora's order.
    tasks: Vec<Arc<Task>>,
) -> impl IntoView {
    let rows = tasks.into_iter().map(|task| view! { <Row task/> }).collect_view();
    view! {
        <div class="scroll">
            <table class="tasks">
                <caption class="visually-hidden">"Tasks"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Status"</th>
                        <th scope="col">"Task"</th>
                        <th scope="col">"Type"</th>
                        <th scope="col">"Started"</th>
                        <th scope="col">"Took"</th>
                        <th scope="col">"Error"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(task: Arc<Task>) -> impl IntoView {
    let place = use_place();
    let id = task.id;
    let failed = task.status == Some(TaskStatus::Error);
    let name = task.name.clone().filter(|name| !name.trim().is_empty());
    let name = name.map_or("Unnamed task".to_owned(), |name| shortened(&name, 120));
    let error = task.error.as_deref().map(|error| shortened(error, 160));
    let run = task.workflow_id.filter(|_| task.instance != Some(false));
    view! {
        <tr data-failed=failed.to_string()>
            <td data-label="Status"><StatusBadge status=task.status.clone()/></td>
            <th scope="row">
                <a href=place.get_untracked().task(id)><bdi>{name}</bdi></a>
                <small><code>{id.to_string()}</code>{run.map(|run| view! { " in run " <a href=place.get_untracked().run(run)><code>{run.to_string()}</code></a> })}</small>
            </th>
            <td data-label="Type"><bdi>{task.action_type.as_deref().map(|kind| shortened(kind, 60))}</bdi></td>
            <td data-label="Started">{task.start_time.clone().map(|written| view! { <Age written/> })}</td>
            <td data-label="Took" class="number">{task.duration_ms().map(intl::duration)}</td>
            <td data-label="Error"><bdi class="clamp">{error}</bdi></td>
        </tr>
    }
}
