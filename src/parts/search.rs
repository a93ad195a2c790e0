//! Goes to a task or a run by its number.

use leptos::prelude::*;
use reprise_domain::id::{RunId, TaskId};
use reprise_domain::query::TaskQuery;
use web_sys::SubmitEvent;

use crate::pages::environment::use_place;
use crate::ui::address::Address;
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
                Some(run) => RunId::parse(run).map(|run| run_tasks(run, &place)),
                None => TaskId::parse(text).map(|task| place.task(task)),
            }
        });
        wrong.set(to.is_err());
        if let Ok(to) = to {
            text.set(String::new());
            address.go(&to);
        }
    };
    view! {
        <form class="search" on:submit=heard(submit)>
            <input
                class="field"
                type="search"
                aria-label="Go to a task by its id, or to a run: run 476"
                placeholder="Task id, or run 476"
                autocomplete="off"
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

fn run_tasks(run: RunId, place: &reprise_domain::place::Place) -> String {
    place.tasks(&TaskQuery { workflow_id: run.to_string(), ..TaskQuery::default() })
}
