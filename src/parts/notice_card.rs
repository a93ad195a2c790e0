//! One notice: what is the case, what is known, what to do.

use leptos::prelude::*;
use reprise_domain::explain::{Notice, Tone};

use crate::ui::erased::text;
use crate::ui::slice::Slice;

/// Shows a notice with its buttons below the words.
#[component]
pub fn NoticeCard(
    /// The notice.
    notice: Slice<Notice>,
    /// Buttons and whatever else belongs to it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let tone = text(move || notice.with(|notice| notice.tone.as_str().to_owned()));
    let sign = text(move || notice.with(|notice| sign(notice.tone).to_owned()));
    let part =
        |read: fn(&Notice) -> &String| text(move || notice.with(|notice| read(notice).clone()));
    let headline = part(|notice| &notice.headline);
    let detail = part(|notice| &notice.detail);
    let advice = part(|notice| &notice.advice);
    view! {
        <section class="notice" data-tone=tone>
            <span class="notice__sign" aria-hidden="true">{sign}</span>
            <div class="notice__words">
                <h2 data-own=headline>{headline}</h2>
                <p data-own=detail>{detail}</p>
                <p data-own=advice>{advice}</p>
                {children.map(|children| children())}
            </div>
        </section>
    }
}

const fn sign(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "…",
        Tone::Good => "✓",
        Tone::Unsettled => "●",
        Tone::Bad => "✕",
    }
}
