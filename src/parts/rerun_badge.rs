//! Where a rerun stands: sign, word and colour together.

use leptos::prelude::*;
use reprise_domain::explain::state::state_word;
use reprise_domain::rerun::Rerun;

use crate::ui::erased::text;
use crate::ui::slice::Slice;

/// The state of a rerun as a badge.
#[component]
pub fn RerunBadge(
    /// The rerun.
    rerun: Slice<Option<Rerun>>,
) -> impl IntoView {
    let [status, sign, word] = [0, 1, 2].map(|part: usize| {
        text(move || {
            let told = rerun.with(|rerun| rerun.as_ref().map(state_word)).unwrap_or_default();
            [told.0, told.1, told.2].get(part).copied().unwrap_or_default().to_owned()
        })
    });
    view! {
        <span class="badge" data-status=status>
            <span aria-hidden="true">{sign}</span>
            <span data-own=word>{word}</span>
        </span>
    }
}
