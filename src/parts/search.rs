//! Goes to a task or a run by its number.

use leptos::prelude::*;
use reprise_domain::id::{RunId, TaskId};
use wasm_bindgen::JsCast;
use web_sys::{Element, SubmitEvent};

use crate::pages::environment::use_place;
use crate::ui::address::{Address, focus};
use crate::ui::as_typed::as_typed;
use crate::ui::erased::{flag, heard, text as said};

/// What is said of a text that leads nowhere.
const WRONG: &str = "An id is a whole number above zero: 2770, or run 476.";

/// A field for a number: `2770` is a task, `run 476` a run.
#[component]
pub fn Search() -> impl IntoView {
    let place = use_place();
    let address = Address::from_context();
    let (text, wrong) = (RwSignal::new(String::new()), RwSignal::new(false));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let place = place.get_untracked();
        let to = text.with_untracked(|text| {
            match text.trim().to_ascii_lowercase().strip_prefix("run") {
                Some(run) => RunId::parse(run).map(|run| place.run(run)),
                None => TaskId::parse(text).map(|task| place.task(task)),
            }
        });
        wrong.set(to.is_err());
        if let Ok(to) = to {
            text.set(String::new());
            address.go(&to);
        }
    };
    // A slash leads here from anywhere but a field of text.
    let slash = window_event_listener(leptos::ev::keydown, |event| {
        let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let writing = target.is_some_and(|own| {
            matches!(own.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA" | "DIALOG")
        });
        if plain && event.key() == "/" && !writing {
            event.prevent_default();
            focus("search");
        }
    });
    on_cleanup(move || slash.remove());
    view! {
        <form class="search" on:submit=heard(submit)>
            <input
                id="search"
                class="field"
                type="search"
                aria-label="Go to a task by its id, or to a run: run 476"
                placeholder="Task id, or run 476   /"
                {..as_typed()}
                aria-invalid=flag(move || wrong.get())
                aria-describedby="search-wrong"
                prop:value=text
                on:input=heard(move |event| { text.set(event_target_value(&event)); wrong.set(false); })
            />
            <span id="search-wrong" class="search__wrong" role="status">
                {said(move || if wrong.get() { WRONG } else { "" }.to_owned())}
            </span>
        </form>
    }
}
