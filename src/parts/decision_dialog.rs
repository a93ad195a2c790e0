//! A dialog in which something is decided: its frame, its line of text, its two buttons.

use leptos::html::Dialog;
use leptos::prelude::*;
use reprise_domain::explain::config::READING_AGAIN;
use web_sys::Event;

use super::environment_pill::PlaceName;
use super::foreign_text::ForeignText;
use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::ui::as_typed::as_typed;
use crate::ui::erased::{effect, flag, heard, memo, pressed, text as text_of};
use crate::ui::slice::Slice;

/// What stands in the dialog, given what closes it.
pub type Content = Box<dyn FnOnce(Callback<()>) -> AnyView>;

/// The id of the element that says what is decided; the content has it.
pub const DOES: &str = "dialog-does";

/// The frame, open as long as it is there, with the place in its title. It closes by Cancel, Escape
/// or the confirmation; Enter confirms nothing, and the focus begins at Cancel.
#[component]
pub fn DecisionDialog(
    /// What is asked.
    title: String,
    /// What stands below the title.
    content: Content,
    /// Called when the dialog has closed.
    closed: Callback<()>,
) -> impl IntoView {
    let place = use_place();
    let dialog = NodeRef::<Dialog>::new();
    effect(move || {
        if let Some(dialog) = dialog.get() {
            let _open = dialog.show_modal();
        }
    });
    let close = Callback::new(move |()| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    });
    view! {
        <dialog
            node_ref=dialog
            class="dialog"
            role="alertdialog"
            aria-labelledby="dialog-title"
            aria-describedby=DOES
            on:close=heard(move |_: Event| closed.run(()))
        >
            <h1 id="dialog-title"><bdi data-own=title>{title.clone()}</bdi> " " <PlaceName place/></h1>
            <ForeignText/>
            {content(close)}
        </dialog>
    }
}

/// A labelled line of text.
#[component]
pub fn Line(
    /// The field's id in the document.
    id: &'static str,
    /// What is asked for.
    label: String,
    /// What was written.
    text: RwSignal<String>,
) -> impl IntoView {
    view! {
        <label for=id data-own=label>{label.clone()}</label>
        <input
            id=id
            class="field"
            {..as_typed()}
            maxlength="500"
            aria-required="true"
            prop:value=text
            on:input=heard(move |event| text.set(event_target_value(&event)))
        />
    }
}

/// Cancel, and the button that decides once nothing is missing.
#[component]
pub fn DecisionEnd(
    /// What the button says.
    label: String,
    /// What is missing before it works; empty when nothing is.
    missing: Slice<String>,
    /// Decides.
    confirm: Callback<()>,
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let desk = Desk::from_context();
    let told = RwSignal::new(String::new());
    let may = move || missing.try_get_untracked().is_some_and(|missing| missing.is_empty());
    let decide = pressed(move || {
        if may() {
            // Whoever cancels meanwhile has decided nothing; nor has who was disarmed meanwhile.
            desk.once_current(told, move || {
                if !told.is_disposed() && may() {
                    confirm.run(());
                }
            });
        }
    });
    let stands = memo(move || match missing.get() {
        missing if missing.is_empty() => told.get(),
        missing => missing,
    });
    let said = text_of(move || stands.get());
    // A file that could not be read may be read at the next press.
    let is_inert = move || {
        missing.with(|missing| !missing.is_empty()) || told.with(|told| told == READING_AGAIN)
    };
    view! {
        <div class="dialog__end">
            <p id="dialog-missing" class="muted" role="status" data-own=said>{said}</p>
            <button type="button" class="button" autofocus=true on:click=pressed(move || close.run(()))>"Cancel"</button>
            <button
                type="button"
                class="button button--danger"
                aria-disabled=flag(is_inert)
                aria-describedby="dialog-missing"
                on:click=decide
                data-own=label
            >
                {label.clone()}
            </button>
        </div>
    }
}
