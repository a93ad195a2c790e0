//! The document's title.

use leptos::prelude::*;

use super::erased::effect;

/// What stands before every title, such as `(2) `. Given as a context, if at all.
#[derive(Clone, Copy, Debug)]
pub struct BeforeTitle(pub Signal<String>);

/// Keeps the document's title equal to what `text` says, after what stands before every title.
pub fn keep_title(text: impl Fn() -> String + 'static) {
    let before = use_context::<BeforeTitle>();
    effect(move || {
        let before = before.map(|before| before.0.get()).unwrap_or_default();
        let title = format!("{before}{}", text());
        document().set_title(&title);
    });
}
