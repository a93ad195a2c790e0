//! The document's title.

use leptos::prelude::*;

/// Keeps the document's title equal to what `text` says.
pub(crate) fn keep_title(text: impl Fn() -> String + 'static) {
    Effect::new(move |_| document().set_title(&text()));
}
