//! The button that asks for a rerun.

use leptos::prelude::*;
use reprise_domain::explain::refusal::why_not;
use reprise_domain::task::TaskStatus;

use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::pages::task::Known;
use crate::ui::erased::{flag, pressed, text};
use crate::ui::slice::Slice;

/// Opens the rerun dialog. It sends nothing itself. While the task may not be rerun it stays
/// visible but inert, and says why.
#[component]
pub fn RerunButton(
    /// The task and when it was read.
    known: Slice<Known>,
    /// Opens the dialog.
    open: Callback<()>,
) -> impl IntoView {
    let place = use_place();
    let reason = Desk::from_context().slice(move |model| {
        let tenancy = place.with(|place| place.tenancy.clone());
        let why = known.with(|known| model.why_not_rerun(&tenancy, &known.as_ref()?.0));
        why.as_ref().map(why_not).unwrap_or_default()
    });
    let said = text(move || reason.get());
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
            <p id="rerun-reason" class="rerun__reason" data-own=said>{said}</p>
        </div>
    }
}

/// Whether a rerun repeats what went well: it is offered less loudly then.
fn repeats(known: Known) -> bool {
    known.is_some_and(|(task, _)| task.status == Some(TaskStatus::Success))
}
