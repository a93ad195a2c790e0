//! The button that asks for a rerun.

use leptos::prelude::*;
use reprise_domain::explain::refusal::why_not;
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::refusal::why_not_rerun;
use reprise_domain::task::TaskStatus;

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
        let why = known.with(|known| {
            let (task, _) = known.as_ref()?;
            rerun.with(|rerun| why_not_rerun(task, rerun.as_ref()))
        });
        why.as_ref().map(why_not).unwrap_or_default()
    });
    view! {
        <div class="rerun">
            <button
                type="button"
                class="button button--danger"
                data-repeats=flag(move || repeats(known.get()))
                aria-haspopup="dialog"
                aria-disabled=flag(move || !reason.get().is_empty())
                aria-describedby="rerun-reason"
                on:click=pressed(move || {
                    if reason.get_untracked().is_empty() {
                        open.run(());
                    }
                })
            >
                "Rerun…"
            </button>
            <p id="rerun-reason" class="rerun__reason">{text(move || reason.get())}</p>
        </div>
    }
}

/// Whether a rerun repeats what went well: it is offered less loudly then.
fn repeats(known: Known) -> bool {
    known.is_some_and(|(task, _)| task.status == Some(TaskStatus::Success))
}
