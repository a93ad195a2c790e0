//! The search through keys and values: words, how many places, the next and the previous.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::state::View;
use crate::ui::as_typed::as_typed;
use crate::ui::erased::{flag, heard, pressed, text};
use crate::ui::intl;

/// The field, the count, and the ways from place to place.
pub(super) fn find_bar(view: View) -> AnyView {
    let typed = move |event: leptos::ev::Event| view.find(&event_target_value(&event));
    let key = move |event: KeyboardEvent| {
        match (event.key().as_str(), event.shift_key()) {
            ("Enter", false) => view.go_to_hit(true),
            ("Enter", true) => view.go_to_hit(false),
            _ => return,
        }
        event.prevent_default();
    };
    let nothing = move || view.hit_count().is_none_or(|count| count == 0);
    let step = move |forward: bool, sign: &'static str, name: &'static str| {
        let go = pressed(move || view.go_to_hit(forward));
        view! {
            <button type="button" class="button" aria-label=name aria-disabled=flag(nothing) on:click=go>{sign}</button>
        }
    };
    view! {
        <div class="find" role="search">
            <input
                class="field"
                type="search"
                data-find=""
                aria-label="Search the payload"
                placeholder="Search keys and values"
                {..as_typed()}
                on:input=heard(typed)
                on:keydown=heard(key)
            />
            <span data-found="" role="status">{text(move || found(view))}</span>
            <span class="find__steps">{step(false, "↑", "Previous place")} {step(true, "↓", "Next place")}</span>
            <label>
                <input
                    type="checkbox"
                    prop:checked=move || view.only_hits.get()
                    on:change=heard(move |event: leptos::ev::Event| view.show_only_hits(event_target_checked(&event)))
                />
                "Matches only"
            </label>
        </div>
    }
    .into_any()
}

/// Which of how many places the reader is at.
fn found(view: View) -> String {
    match (view.hit_count(), view.hit_place()) {
        (None, _) => String::new(),
        (Some(0), _) => "0 places".to_owned(),
        (Some(count), Some(place)) => {
            format!("{} of {}", intl::count(place + 1), intl::count(count))
        }
        (Some(count), None) => format!("{} places", intl::count(count)),
    }
}
