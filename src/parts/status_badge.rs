//! A task's status: sign, word and colour together.

use leptos::prelude::*;
use reprise_domain::task::TaskStatus;

/// The status as a badge; a setup task has none.
#[component]
pub fn StatusBadge(
    /// The status.
    status: Option<TaskStatus>,
) -> impl IntoView {
    let (tone, sign, word) = status_sign(status.as_ref());
    view! {
        <span class="badge" data-status=tone>
            <span aria-hidden="true">{sign}</span>
            <bdi data-own=word>{word.clone()}</bdi>
        </span>
    }
}

/// The status's `data-status` in the style sheet, its sign and its word.
pub fn status_sign(status: Option<&TaskStatus>) -> (&'static str, &'static str, String) {
    let (tone, sign) = match status {
        Some(TaskStatus::Error) => ("error", "✕"),
        Some(TaskStatus::Success) => ("success", "✓"),
        Some(TaskStatus::Queued) => ("running", "○"),
        Some(TaskStatus::Processing) => ("running", "◐"),
        Some(TaskStatus::Pending) => ("waiting", "‖"),
        Some(TaskStatus::Stopped) => ("plain", "■"),
        Some(TaskStatus::Other(_)) => ("plain", "?"),
        None => ("plain", "–"),
    };
    let word = status.map_or("No status", TaskStatus::word);
    (tone, sign, word.chars().take(40).collect())
}
