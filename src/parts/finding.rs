//! The dialog in which an operator writes down what they found about a rerun in doubt.

use leptos::html::Dialog;
use leptos::prelude::*;
use reprise_domain::desk::Event;
use reprise_domain::explain::choice::{FIND_NOT_RUN, FIND_RAN};
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::rerun::policy::Order;
use web_sys::Event as DomEvent;

use super::environment_pill::PlaceName;
use super::rerun_dialog::Line;
use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::ui::erased::{effect, flag, heard, pressed, text};

/// Asks for the reason, says what follows, and writes it down once.
#[component]
pub fn FindingDialog(
    /// The rerun.
    rerun: Rerun,
    /// Which finding.
    order: Order,
    /// Called when the dialog has closed.
    closed: Callback<()>,
) -> impl IntoView {
    let desk = Desk::from_context();
    let place = use_place();
    let dialog = NodeRef::<Dialog>::new();
    effect(move || {
        if let Some(dialog) = dialog.get() {
            let _open = dialog.show_modal();
        }
    });
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let (title, words) = match order {
        Order::NotRun => ("did not run", FIND_NOT_RUN),
        _ => ("ran", FIND_RAN),
    };
    let note = RwSignal::new(String::new());
    let missing = move || note.with(|note| note.trim().is_empty());
    let key = StoredValue::new(Some(rerun.intent.key.clone()));
    let confirm = pressed(move || {
        if missing() {
            return;
        }
        if let Some(key) = key.try_update_value(Option::take).flatten() {
            let note = note.get_untracked().trim().to_owned();
            desk.dispatch(told(order, key, note));
            close();
        }
    });
    let task = rerun.intent.task;
    view! {
        <dialog
            node_ref=dialog
            class="dialog"
            role="alertdialog"
            aria-labelledby="finding-title"
            aria-describedby="finding-words"
            on:close=heard(move |_: DomEvent| closed.run(()))
        >
            <h1 id="finding-title">{format!("The rerun of task {task} {title}? ")} <PlaceName place/></h1>
            <p id="finding-words">{words}</p>
            <Line id="finding-note" label="What did you see, and where?".to_owned() text=note/>
            <div class="dialog__end">
                <p id="finding-missing" class="muted">{text(move || if missing() { "Write down what you saw first." } else { "" }.to_owned())}</p>
                <button type="button" class="button" autofocus=true on:click=pressed(close)>"Cancel"</button>
                <button
                    type="button"
                    class="button button--danger"
                    aria-disabled=flag(missing)
                    aria-describedby="finding-missing"
                    on:click=confirm
                >
                    {format!("Write down that it {title}")}
                </button>
            </div>
        </dialog>
    }
}

fn told(order: Order, key: IdempotencyKey, note: String) -> Event {
    match order {
        Order::NotRun => Event::FoundNotRun { key, note },
        _ => Event::FoundRan { key, note },
    }
}
