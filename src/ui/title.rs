//! The document's title.

use leptos::prelude::*;

use super::erased::effect;

/// Keeps the document's title equal to what `text` says.
pub fn keep_title(text: impl Fn() -> String + 'static) {
    effect(move || document().set_title(&text()));
}
