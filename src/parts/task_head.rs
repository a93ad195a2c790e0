//! The head of a task's page: what it is, how it stands, what can be done.

use std::sync::Arc;

use leptos::prelude::*;
use reprise_domain::rerun::Rerun;
use reprise_domain::task::{Task, TaskStatus};
use reprise_domain::time::UnixMillis;

use super::moment::Age;
use super::rerun_button::RerunButton;
use super::status_badge::StatusBadge;
use crate::ui::intl;
use crate::ui::long_text::LongText;

/// Name, status, type, number, run, when and how long; the buttons at the end.
#[component]
pub(crate) fn TaskHead(
    /// The task as last read.
    task: Arc<Task>,
    /// The task and when it was read.
    known: Memo<Option<(Arc<Task>, UnixMillis)>>,
    /// The latest rerun of it from this page.
    rerun: Signal<Option<Rerun>>,
    /// Opens the rerun dialog.
    open: Callback<()>,
    /// Reads the task again.
    again: Callback<()>,
) -> impl IntoView {
    let read = move || {
        known.with(|known| {
            known
                .as_ref()
                .map(|(_, at)| format!("Read at {}", intl::clock_time(*at)))
        })
    };
    let name = task.name.clone().filter(|name| !name.trim().is_empty());
    let name = name.unwrap_or_else(|| format!("Task {}", task.id));
    let kind = task
        .action_type
        .clone()
        .map(|kind| kind.chars().take(60).collect::<String>());
    let shown = Arc::clone(&task);
    view! {
        <header class="head">
            <div class="head__words">
                <h1><LongText text=name most=160/></h1>
                <div class="head__sub">
                    <span data-field="status"><StatusBadge status=task.status.clone()/></span>
                    {kind.map(|kind| view! { <span class="badge" data-status="plain"><bdi>{kind}</bdi></span> })}
                    <span>"Task " <code>{task.id.to_string()}</code></span>
                    <When task=Arc::clone(&task)/>
                </div>
            </div>
            <div class="head__end">
                <small role="status">{read}</small>
                <button type="button" class="button" on:click=move |_| again.run(())>"Read again"</button>
                <RerunButton task=Signal::derive(move || Arc::clone(&shown)) rerun open/>
            </div>
        </header>
    }
}

#[component]
fn When(task: Arc<Task>) -> impl IntoView {
    let verb = match task.status {
        Some(TaskStatus::Error) => "failed ",
        Some(TaskStatus::Success) => "ended ",
        Some(TaskStatus::Stopped) => "was stopped ",
        _ => "started ",
    };
    let ended = task.status.as_ref().is_some_and(TaskStatus::has_ended);
    let written = if ended {
        task.end_time.clone()
    } else {
        task.start_time.clone()
    };
    let took = task
        .duration_ms()
        .filter(|_| ended)
        .map(|length| format!(", after {}", intl::duration(length)));
    written.map(|written| view! { <span>{verb} <Age written/> {took}</span> })
}
