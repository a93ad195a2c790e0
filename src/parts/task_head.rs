//! The head of a task's page: what it is, how it stands, what can be done.

use leptos::prelude::*;
use reprise_domain::task::{Task, TaskStatus};

use super::moment::Age;
use super::rerun_button::RerunButton;
use super::status_badge::StatusBadge;
use crate::pages::task::{Known, part};
use crate::ui::erased::{pressed, shown, text};
use crate::ui::intl;
use crate::ui::long_text::LongText;
use crate::ui::slice::Slice;

/// Name, status, type, number, when and how long; the buttons at the end. The buttons stay while
/// the words change, so that the focus does.
#[component]
pub fn TaskHead(
    /// The task and when it was read.
    known: Slice<Known>,
    /// Opens the rerun dialog.
    open: Callback<()>,
    /// Reads the task again.
    again: Callback<()>,
) -> impl IntoView {
    let name = part(known, |task| Some(name(task)));
    let read = text(move || match known.with(|known| known.as_ref().map(|(_, at)| *at)) {
        Some(at) => format!("Read at {}", intl::clock_time(at)),
        None => String::new(),
    });
    view! {
        <header class="head">
            <div class="head__words">
                <h1>{shown(move || view! { <LongText text=name.get().unwrap_or_default() most=160/> }.into_any())}</h1>
                {shown(move || known.with(|known| known.as_ref().map(|(task, _)| facts(task))).into_any())}
            </div>
            <div class="head__end">
                <small>{read}</small>
                <button type="button" class="button" on:click=pressed(move || again.run(()))>"Read again"</button>
                <RerunButton known open/>
            </div>
        </header>
    }
}

fn name(task: &Task) -> String {
    let name = task.name.clone().filter(|name| !name.trim().is_empty());
    name.unwrap_or_else(|| format!("Task {}", task.id))
}

fn facts(task: &Task) -> AnyView {
    let kind = task.action_type.as_deref().map(|kind| {
        let kind: String = kind.chars().take(60).collect();
        view! { <span class="badge" data-status="plain"><bdi>{kind}</bdi></span> }
    });
    view! {
        <div class="head__sub">
            <span data-field="status"><StatusBadge status=task.status.clone()/></span>
            {kind}
            <span>"Task " <code>{task.id.to_string()}</code></span>
            {when(task)}
        </div>
    }
    .into_any()
}

fn when(task: &Task) -> Option<impl IntoView + use<>> {
    let verb = match task.status {
        Some(TaskStatus::Error) => "failed ",
        Some(TaskStatus::Success) => "ended ",
        Some(TaskStatus::Stopped) => "was stopped ",
        _ => "started ",
    };
    let ended = task.status.as_ref().is_some_and(TaskStatus::has_ended);
    let written = if ended { task.end_time.clone() } else { task.start_time.clone() };
    let took = task.duration_ms().filter(|_| ended);
    let took = took.map(|length| format!(", after {}", intl::duration(length)));
    written.map(|written| view! { <span>{verb} <Age written/> {took}</span> })
}
