//! The button that asks for a rerun.

use std::sync::Arc;

use leptos::prelude::*;
use reprise_domain::explain::refusal::why_not;
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::refusal::why_not_rerun;

use crate::pages::task::Known;
use crate::ui::erased::{flag, memo, pressed, text};

/// Opens the rerun dialog. It sends nothing itself. While the task may not be rerun it stays
/// visible but inert, and says why.
#[component]
pub fn RerunButton(
    /// The task and when it was read.
    known: Memo<Known>,
    /// The latest rerun of it from this page.
    rerun: Signal<Option<Rerun>>,
    /// Opens the dialog.
    open: Callback<()>,
) -> impl IntoView {
    let reason = memo(move || {
        let task = known.with(|known| known.as_ref().map(|(task, _)| Arc::clone(task)))?;
        let why = rerun.with(|rerun| why_not_rerun(&task, rerun.as_ref()));
        why.as_ref().map(why_not)
    });
    view! {
        <div class="rerun">
            <button
                type="button"
                class="button button--danger"
                aria-haspopup="dialog"
                aria-disabled=flag(move || reason.get().is_some())
                aria-describedby="rerun-reason"
                on:click=pressed(move || {
                    if reason.get_untracked().is_none() {
                        open.run(());
                    }
                })
            >
                "Rerun…"
            </button>
            <p id="rerun-reason" class="rerun__reason">{text(move || reason.get().unwrap_or_default())}</p>
        </div>
    }
}
