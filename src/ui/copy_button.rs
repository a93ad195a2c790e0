//! A button that copies a text.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::erased::{pressed, text};

/// Copies a text when pressed and says so in its own label for a moment.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    copied: Signal<String>,
    /// What it is, for the label: "Copy {what}".
    #[prop(into)]
    what: String,
    /// What the button says.
    #[prop(default = "Copy")]
    label: &'static str,
) -> impl IntoView {
    let done = RwSignal::new(None::<bool>);
    let copy = pressed(move || {
        let copied = copied.get_untracked();
        spawn_local(async move {
            let ok = match web_sys::window() {
                Some(window) => {
                    let written = window.navigator().clipboard().write_text(&copied);
                    JsFuture::from(written).await.is_ok()
                }
                None => false,
            };
            done.set(Some(ok));
            set_timeout(move || done.set(None), std::time::Duration::from_secs(2));
        });
    });
    let said = text(move || {
        match done.get() {
            Some(true) => "Copied",
            Some(false) => "Not allowed",
            None => label,
        }
        .to_owned()
    });
    view! {
        <button type="button" class="button button--quiet" on:click=copy aria-label=format!("{label} {what}")>
            <span aria-live="polite">{said}</span>
        </button>
    }
}
