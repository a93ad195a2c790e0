//! Headers, or fields of a form, by name and value.

use leptos::prelude::*;
use reprise_domain::callout::Header;

use super::guarded::Guarded;
use crate::ui::erased::{pressed, shown, when};
use crate::ui::long_text::LongText;

/// Rows shown at first.
const FIRST: usize = 50;

/// Shows each name with its values.
#[component]
pub fn HeaderList(
    /// The headers.
    headers: Vec<Header>,
    /// Where they come from, for tests and tools.
    field: String,
) -> impl IntoView {
    if headers.is_empty() {
        return view! { <p class="muted">"None."</p> }.into_any();
    }
    let count = headers.len();
    let open = RwSignal::new(count <= FIRST);
    let rows = shown(move || {
        let most = if open.get() { count } else { FIRST };
        headers.iter().take(most).map(|header| row(header, &field)).collect_view().into_any()
    });
    let more = when(
        move || !open.get(),
        move || {
            view! {
                <button type="button" class="link" on:click=pressed(move || open.set(true))>
                    {format!("Show all {count}")}
                </button>
            }
            .into_any()
        },
    );
    view! { <dl class="pairs">{rows}</dl> {more} }.into_any()
}

fn row(header: &Header, field: &str) -> AnyView {
    let name = header.name.clone();
    let values = header.values.iter().cloned().map(|value| {
        view! { <dd><Guarded value what=name.clone() field=field.to_owned()/></dd> }
    });
    let values = values.collect_view();
    view! { <dt><LongText text=name.clone() most=120/></dt> {values} }.into_any()
}
