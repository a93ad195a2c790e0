//! A button that copies a text.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// Copies `text` when pressed and says so in its own label for a moment.
#[component]
pub(crate) fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// What it is, for the label: "Copy {what}".
    what: &'static str,
) -> impl IntoView {
    let done = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            let copied = match web_sys::window() {
                Some(window) => {
                    let written = window.navigator().clipboard().write_text(&text);
                    JsFuture::from(written).await.is_ok()
                }
                None => false,
            };
            done.set(Some(copied));
            set_timeout(move || done.set(None), std::time::Duration::from_secs(2));
        });
    };
    let label = move || match done.get() {
        Some(true) => "Copied",
        Some(false) => "Not allowed",
        None => "Copy",
    };
    view! {
        <button type="button" class="button button--quiet" on:click=copy aria-label=format!("Copy {what}")>
            <span aria-live="polite">{label}</span>
        </button>
    }
}
