//! Tabs after the ARIA pattern: arrows move, Home and End jump, one panel shows.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::erased::{flag, heard, pressed, shown, text};

use crate::ui::slice::Slice;

/// A tab: its name in the address, and its label.
pub type Tab = (&'static str, String);

/// The row of tabs. The panel is the caller's: `role="tabpanel" id="panel" aria-labelledby="tab-…"`.
#[component]
pub fn TabRow(
    /// The tabs, in order.
    #[prop(into)]
    tabs: Slice<Vec<Tab>>,
    /// Name of the chosen one.
    chosen: Signal<String>,
    /// Takes the name of the one to show.
    choose: Callback<String>,
    /// What the tabs are of.
    label: &'static str,
) -> impl IntoView {
    let step = move |event: KeyboardEvent| {
        let tabs = tabs.get_untracked();
        let at = tabs.iter().position(|(name, _)| *name == chosen.get_untracked()).unwrap_or(0);
        let last = tabs.len().saturating_sub(1);
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % tabs.len().max(1),
            "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        if let Some((name, _)) = tabs.get(to) {
            choose.run((*name).to_owned());
            focus(&format!("tab-{name}"));
        }
    };
    let button = move |(name, label): Tab| {
        view! {
            <button
                type="button"
                role="tab"
                id=format!("tab-{name}")
                aria-controls="panel"
                aria-selected=flag(move || chosen.get() == name)
                tabindex=text(move || if chosen.get() == name { "0" } else { "-1" }.to_owned())
                on:click=pressed(move || choose.run(name.to_owned()))
            >
                {label}
            </button>
        }
    };
    let buttons = shown(move || tabs.get().into_iter().map(button).collect_view().into_any());
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=heard(step)>{buttons}</div>
    }
}

fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _focused = element.focus();
    }
}
