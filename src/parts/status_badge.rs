//! A task's status: sign, word and colour together.

use leptos::prelude::*;
use reprise_domain::task::TaskStatus;

/// The status as a badge; a setup task has none.
#[component]
pub fn StatusBadge(
    /// The status.
    status: Option<TaskStatus>,
) -> impl IntoView {
    let (tone, sign) = match &status {
        Some(TaskStatus::Error) => ("error", "✕"),
        Some(TaskStatus::Success) => ("success", "✓"),
        Some(TaskStatus::Queued) => ("running", "○"),
        Some(TaskStatus::Processing) => ("running", "◐"),
        Some(TaskStatus::Pending) => ("waiting", "‖"),
        Some(TaskStatus::Stopped) => ("plain", "■"),
        Some(TaskStatus::Other(_)) => ("plain", "?"),
        None => ("plain", "–"),
    };
    let word = status.as_ref().map_or("No status", TaskStatus::word);
    let word: String = word.chars().take(40).collect();
    view! {
        <span class="badge" data-status=tone>
            <span aria-hidden="true">{sign}</span>
            <bdi>{word}</bdi>
        </span>
    }
}
