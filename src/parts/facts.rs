//! The small fields of a task, each by its name.

use std::sync::Arc;

use leptos::prelude::*;
use reprise_domain::explain::when::{no_end, no_start};
use reprise_domain::task::Task;

use super::moment::Exact;
use crate::pages::environment::use_place;
use crate::ui::intl;
use crate::ui::long_text::LongText;

/// The facts beside the payload.
#[component]
pub fn Facts(
    /// The task.
    task: Arc<Task>,
) -> impl IntoView {
    let time = |written: &Option<String>, none: &'static str| match written {
        Some(written) => view! { <Exact written=written.clone()/> }.into_any(),
        None => view! { <span class="muted">{none}</span> }.into_any(),
    };
    let kind = match task.instance {
        Some(true) => "Task of a run",
        Some(false) => "Setup task",
        None => "not told",
    };
    view! {
        <section class="card">
            <h2>"Facts"</h2>
            <dl class="facts">
                <Fact name="Task" field="id" value=Some(task.id.to_string())/>
                <Fact name="Name" field="name" value=task.name.clone()/>
                <Fact name="Action type" field="action_type" value=task.action_type.clone()/>
                <Fact name="Call type" field="call_type" value=task.call_type.clone()/>
                <dt>"Started"</dt><dd data-field="start_time">{time(&task.start_time, no_start(&task))}</dd>
                <dt>"Ended"</dt><dd data-field="end_time">{time(&task.end_time, no_end(&task))}</dd>
                <Fact name="Took" field="duration" value=task.duration_ms().map(intl::duration)/>
                <dt>"Belongs to"</dt><dd data-field="instance">{kind}</dd>
                <Run task=Arc::clone(&task)/>
                <Parent task=Arc::clone(&task)/>
                <Fact name="Setup task" field="original_task_id" value=task.original_task_id.map(|id| id.to_string())/>
                <Fact name="Workflow" field="original_workflow_id" value=task.original_workflow_id.map(|id| id.to_string())/>
                <Fact name="Object" field="object" value=task.object.clone()/>
                <Fact name="Object id" field="object_id" value=task.object_id.clone()/>
                <Fact name="Concurrent limit" field="concurrent_limit" value=task.concurrent_limit.map(|limit| limit.to_string())/>
                <dt>"Tags"</dt><dd data-field="tags"><Tags tags=task.tags.clone()/></dd>
            </dl>
        </section>
    }
}

#[component]
fn Fact(name: &'static str, field: &'static str, value: Option<String>) -> impl IntoView {
    let shown = match value {
        Some(value) if value.is_empty() => view! { <span class="muted">"empty"</span> }.into_any(),
        Some(value) => view! { <LongText text=value most=120/> }.into_any(),
        None => view! { <span class="muted">"none"</span> }.into_any(),
    };
    view! { <dt>{name}</dt><dd data-field=field>{shown}</dd> }
}

#[component]
fn Run(task: Arc<Task>) -> impl IntoView {
    let place = use_place();
    let name = if task.instance == Some(false) { "Setup version" } else { "Run" };
    let link = task.workflow_id.map(|run| {
        // Only a setup task surely belongs to no run; its neighbours stand in a list.
        let query = reprise_domain::query::TaskQuery {
            workflow_id: run.to_string(),
            instance: task.instance,
            ..Default::default()
        };
        let place = place.get_untracked();
        let to = if task.instance == Some(false) { place.tasks(&query) } else { place.run(run) };
        view! { <a href=to><code>{run.to_string()}</code></a> }
    });
    view! { <dt>{name}</dt><dd data-field="workflow_id">{link}</dd> }
}

#[component]
fn Parent(task: Arc<Task>) -> impl IntoView {
    let place = use_place();
    task.parent.map(|parent| {
        view! {
            <dt>"Follows task"</dt>
            <dd data-field="task_id"><a href=place.get_untracked().task(parent)><code>{parent.to_string()}</code></a></dd>
        }
    })
}

#[component]
fn Tags(tags: Vec<String>) -> impl IntoView {
    if tags.is_empty() {
        return view! { <span class="muted">"none"</span> }.into_any();
    }
    let tag = |tag: String| view! { <li class="badge" data-status="plain"><LongText text=tag most=60/></li> };
    view! { <ul class="tags">{tags.into_iter().map(tag).collect_view()}</ul> }.into_any()
}
