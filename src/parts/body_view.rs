//! The body of a call: indented or as received, its credentials hidden.

use leptos::prelude::*;
use reprise_domain::callout::{Body, LONGEST_PRETTY};
use reprise_domain::payload::mask::Masked;
use reprise_domain::source::Language;

use super::guarded::{Unmask, mask_lifted};
use super::header_list::HeaderList;
use super::source_text::SourceText;
use crate::ui::copy_button::CopyButton;
use crate::ui::erased::{flag, memo, pressed, shown, text};
use crate::ui::intl;

/// A body.
#[component]
pub fn BodyView(
    /// The body.
    body: Body,
    /// Which one: "request body".
    what: &'static str,
    /// Where it comes from, for tests and tools.
    field: String,
) -> impl IntoView {
    if let Body::Form(fields) = body {
        return view! { <HeaderList headers=fields field/> }.into_any();
    }
    let pretty = body.pretty();
    let has_two = pretty.is_some();
    let is_raw = RwSignal::new(false);
    let lifted = mask_lifted();
    let raw = body.raw().to_owned();
    let length = raw.len();
    let language = if has_two { Language::Json } else { Language::of(&raw) };
    let (raw, pretty) = (Masked::of(raw), pretty.map(Masked::of));
    let hidden = raw.secrets.len();
    let said = memo(move || {
        let chosen = pretty.as_ref().filter(|_| !is_raw.get()).unwrap_or(&raw);
        if lifted.get() { chosen.text.clone() } else { chosen.hidden() }
    });
    let inside = matches!(body, Body::Text { inside: Some(_), .. });
    let source = shown(move || {
        view! { <SourceText language text=said.get() field=field.clone()/> }.into_any()
    });
    view! {
        <div class="call__tools">
            <small>{about(inside, length, has_two)}</small>
            {has_two.then(|| way(is_raw))}
            <Unmask lifted hidden what/>
            <CopyButton copied=text(move || said.get()) what/>
        </div>
        {source}
    }
    .into_any()
}

/// What kind of body it is, and how long.
fn about(inside: bool, length: usize, is_json: bool) -> String {
    let size = intl::size(length);
    match (inside, is_json) {
        (true, _) => format!("JSON inside a text, {size}"),
        (_, true) => format!("JSON, {size}"),
        _ if length > LONGEST_PRETTY => format!("{size}, too long to be indented here"),
        _ => size,
    }
}

fn way(is_raw: RwSignal<bool>) -> AnyView {
    let button = move |label: &'static str, raw: bool| {
        let pressed_now = flag(move || is_raw.get() == raw);
        view! {
            <button type="button" class="link" aria-pressed=pressed_now on:click=pressed(move || is_raw.set(raw))>{label}</button>
        }
    };
    view! { {button("Pretty", false)} {button("Raw", true)} }.into_any()
}
