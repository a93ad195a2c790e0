//! Source in its colours, as text: nothing of it is ever a page.

use leptos::prelude::*;
use reprise_domain::source::{Language, TokenKind, tokens};

use crate::ui::erased::{pressed, shown, text as said};
use crate::ui::intl;

/// Characters shown at first.
const FIRST: usize = 4_000;

/// Bytes that get colours; what follows is plain, for each token is an element of the page.
const COLOURED: usize = 40_000;

/// Shows a source, its first part coloured; a long one is cut until asked for.
#[component]
pub fn SourceText(
    /// The language it is in.
    language: Language,
    /// The source.
    text: String,
    /// Where it comes from, for tests and tools.
    field: String,
) -> impl IntoView {
    let cut = text.char_indices().nth(FIRST).map(|(cut, _)| cut);
    let length = intl::count(text.chars().count());
    let open = RwSignal::new(cut.is_none());
    let content = shown(move || {
        let text = if open.get() { Some(text.as_str()) } else { text.get(..cut.unwrap_or(0)) };
        coloured(language, text.unwrap_or_default())
    });
    let label = said(move || {
        if open.get() { "Show less".to_owned() } else { format!("Show all {length} characters") }
    });
    let more = cut.map(|_| {
        view! {
            <button type="button" class="link" on:click=pressed(move || open.update(|open| *open = !*open))>{label}</button>
        }
    });
    view! {
        <pre tabindex="0"><code data-field=field><bdi>{content}</bdi></code></pre>
        {more}
    }
}

fn coloured(language: Language, text: &str) -> AnyView {
    let mut end = text.len().min(COLOURED);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let (head, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let token = |token: reprise_domain::source::Token| {
        let part = head.get(token.span).unwrap_or_default().to_owned();
        match token.kind {
            TokenKind::Plain => part.into_any(),
            kind => view! { <span data-token=kind.word()>{part}</span> }.into_any(),
        }
    };
    let tokens = tokens(language, head).into_iter().map(token).collect_view();
    view! { {tokens}{rest.to_owned()} }.into_any()
}
