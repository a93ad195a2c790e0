//! The calls that a task tells of, the last one on top.

use leptos::prelude::*;
use reprise_domain::callout::{Exchange, Origin};
use reprise_domain::explain::callout::{ALONE, ORDER};

use super::exchange::ExchangeCard;
use crate::ui::erased::{pressed, shown};
use crate::ui::intl;

/// Calls shown at first, and with each further press.
const STEP: usize = 10;

/// Shows each call of a task.
#[component]
pub fn Callouts(
    /// The calls, the last one first.
    calls: Vec<Exchange>,
) -> impl IntoView {
    if calls.is_empty() {
        return view! { <p class="muted">"This task tells of no callout."</p> }.into_any();
    }
    let alone = |call: &Exchange| matches!(call.origin, Origin::Payload { alone: true, .. });
    let note = match calls.len() {
        1 => None,
        _ => Some(view! { <p class="muted">{ORDER}</p> }),
    };
    let replaced = calls.iter().any(alone).then(|| view! { <p class="muted">{ALONE}</p> });
    view! { {note} {replaced} {some(calls, 0)} }.into_any()
}

/// Some of the calls, and the rest when asked.
fn some(mut calls: Vec<Exchange>, above: usize) -> AnyView {
    let rest = calls.split_off(calls.len().min(STEP));
    let cards = calls.into_iter().enumerate();
    let cards = cards.map(|(at, call)| view! { <ExchangeCard call place=above + at/> });
    let more = (!rest.is_empty()).then(|| more(rest, above + STEP));
    view! { {cards.collect_view()} {more} }.into_any()
}

fn more(rest: Vec<Exchange>, above: usize) -> AnyView {
    let open = RwSignal::new(false);
    let label =
        format!("Show {} more of {}", intl::count(rest.len().min(STEP)), intl::count(rest.len()));
    let rest = StoredValue::new(rest);
    shown(move || {
        if open.get() {
            return some(rest.get_value(), above);
        }
        view! {
            <button type="button" class="link" on:click=pressed(move || open.set(true))>{label.clone()}</button>
        }
        .into_any()
    })
}
