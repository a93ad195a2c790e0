//! A text that may be very long.

use leptos::prelude::*;

use super::erased::{pressed, text as said};
use super::intl;

/// The first `most` characters of a text, and that it goes on.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Shows the first `most` characters, and the rest when asked. Directions inside stay inside.
#[component]
pub fn LongText(
    /// The text.
    #[prop(into)]
    text: String,
    /// Characters shown at first.
    #[prop(default = 300)]
    most: usize,
) -> impl IntoView {
    let Some((cut, _)) = text.char_indices().nth(most) else {
        return view! { <bdi class="said">{text}</bdi> }.into_any();
    };
    let head = text.get(..cut).unwrap_or_default().to_owned();
    let length = intl::count(text.chars().count());
    let open = RwSignal::new(false);
    let shown = said(move || if open.get() { text.clone() } else { format!("{head}…") });
    let label = said(move || {
        if open.get() { "Show less".to_owned() } else { format!("Show all {length} characters") }
    });
    view! {
        <bdi class="said">{shown}</bdi>
        " "
        <button type="button" class="link" on:click=pressed(move || open.update(|open| *open = !*open))>
            {label}
        </button>
    }.into_any()
}
