//! The filters of the list of reruns; what is sent becomes the address.

use leptos::prelude::*;
use reprise_domain::rerun::filter::{RerunQuery, Standing};
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlFormElement, SubmitEvent};

use super::filters::{Choice, Field};
use crate::pages::environment::use_place;
use crate::ui::address::Address;
use crate::ui::erased::{heard, pressed, text, when};
use crate::ui::slice::Slice;

/// The choices of a state, each by its word in the address.
const STANDINGS: [(&str, &str); 4] =
    [("all", "All"), ("unsettled", "Unsettled"), ("open", "Open"), ("done", "Over")];

/// State, task and words.
#[component]
pub fn RerunFilters(
    /// The filters in the address.
    query: Slice<RerunQuery>,
) -> impl IntoView {
    let place = use_place();
    let address = Address::from_context();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target().and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        if let Some(data) = form.and_then(|form| FormData::new_with_form(&form).ok()) {
            address.go(&place.get_untracked().reruns(&asked(&data)));
        }
    };
    let clear = when(
        move || query.with(|query| query.narrowed_by() > 0),
        move || {
            let reset = pressed(move || {
                address.go(&place.get_untracked().reruns(&RerunQuery::default()));
            });
            view! { <button type="button" class="button" on:click=reset>"Clear"</button> }
                .into_any()
        },
    );
    view! {
        <form class="filters filters--few" role="search" aria-label="Filter reruns" on:submit=heard(submit)>
            <Field label="Reason, name, key or id" name="text" value=text(move || query.with(|query| query.text.clone()))/>
            <Field label="Task" name="task" value=text(move || query.with(|query| query.task.clone()))/>
            <Choice label="State" name="standing" value=text(move || query.with(|query| query.standing.as_str().to_owned())) options=&STANDINGS/>
            <div class="filters__end">
                <button type="submit" class="button button--primary">"Apply"</button>
                {clear}
            </div>
        </form>
    }
}

fn asked(data: &FormData) -> RerunQuery {
    let written = |name: &str| data.get(name).as_string().unwrap_or_default().trim().to_owned();
    RerunQuery {
        standing: Standing::read(&written("standing")).unwrap_or_default(),
        task: written("task"),
        text: written("text"),
    }
}
