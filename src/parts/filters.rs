//! The filters that Zuora's list has.

use leptos::prelude::*;
use reprise_domain::query::TaskQuery;
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlFormElement, SubmitEvent};

use crate::pages::environment::use_place;
use crate::ui::address::Address;
use crate::ui::as_typed::as_typed;
use crate::ui::erased::{heard, pressed, text, when};
use crate::ui::slice::Slice;

/// Types that are offered while typing; any other may be typed.
///
/// Source: Zuora API reference 2026-09-11, `action_type`, and types in use beyond it.
const TYPES: [&str; 24] = [
    "Approval",
    "Attachment",
    "Billing::BillRun",
    "Callout",
    "Create",
    "Data::Link",
    "Delay",
    "Delete",
    "Download::SFTP",
    "Email",
    "Export",
    "GraphQuery",
    "If",
    "InvoiceGenerate",
    "Iterate",
    "Logic::Case",
    "Logic::JSONTransform",
    "Payment::PaymentRun",
    "Query",
    "Script::JavaScript",
    "Update",
    "Upload::S3",
    "Upload::SFTP",
    "WriteOff",
];

/// The form above the list; what is sent becomes the address.
#[component]
pub fn Filters(
    /// The list on screen.
    query: Slice<TaskQuery>,
) -> impl IntoView {
    let place = use_place();
    let address = Address::from_context();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target().and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        let Some(data) = form.and_then(|form| FormData::new_with_form(&form).ok()) else {
            return;
        };
        address.go(&place.get_untracked().tasks(&asked(&data)));
    };
    let clear = when(
        move || query.with(|query| query.narrowed_by() > 0),
        move || {
            let reset =
                pressed(move || address.go(&place.get_untracked().tasks(&TaskQuery::default())));
            view! { <button type="button" class="button" on:click=reset>"Clear"</button> }
                .into_any()
        },
    );
    view! {
        <form class="filters" role="search" aria-label="Filter tasks" on:submit=heard(submit)>
            <Field label="Name" name="name" value=text_of(query, |query| &query.name)/>
            <Field label="Run" name="workflow_id" value=text_of(query, |query| &query.workflow_id)/>
            <Field label="Type" name="action_type" value=text_of(query, |query| &query.action_type) list="types"/>
            <datalist id="types">{TYPES.map(|kind| view! { <option value=kind></option> })}</datalist>
            <Choice label="Kind" name="instance" value=text(move || kind(query.with(|query| query.instance)))
                options=&[("true", "Tasks of runs"), ("false", "Setup tasks"), ("any", "Both")]/>
            <Choice label="A page" name="page_length" value=text(move || query.with(|query| query.page_length.to_string()))
                options=&[("10", "10"), ("20", "20"), ("50", "50"), ("100", "100")]/>
            <More query/>
            <div class="filters__end">
                <button type="submit" class="button button--primary">"Apply"</button>
                {clear}
            </div>
        </form>
    }
}

/// The filters that are seldom needed; open when one of them narrows the list.
#[component]
fn More(query: Slice<TaskQuery>) -> impl IntoView {
    let open = query.with_untracked(|query| {
        let rare = [&query.id, &query.object, &query.object_id, &query.call_type, &query.tags];
        rare.iter().any(|text| !text.is_empty())
    });
    view! {
            <details class="filters__more" open=open>
                <summary>"More filters"</summary>
                <div class="filters__row">
                    <Field label="Task id" name="id" value=text_of(query, |query| &query.id)/>
                    <Field label="Object" name="object" value=text_of(query, |query| &query.object)/>
                    <Field label="Object id" name="object_id" value=text_of(query, |query| &query.object_id)/>
                    <Field label="Call type" name="call_type" value=text_of(query, |query| &query.call_type)/>
                    <Field label="Tags, comma between" name="tags" value=text_of(query, |query| &query.tags)/>
                </div>
            </details>
    }
}

/// One text of the query, as a signal.
fn text_of(query: Slice<TaskQuery>, read: fn(&TaskQuery) -> &String) -> Signal<String> {
    text(move || query.with(|query| read(query).clone()))
}

fn kind(instance: Option<bool>) -> String {
    instance.map_or("any".to_owned(), |instance| instance.to_string())
}

fn asked(data: &FormData) -> TaskQuery {
    let written = |name: &str| data.get(name).as_string().unwrap_or_default().trim().to_owned();
    TaskQuery {
        id: written("id"),
        name: written("name"),
        instance: written("instance").parse().ok(),
        action_type: written("action_type"),
        object: written("object"),
        object_id: written("object_id"),
        call_type: written("call_type"),
        workflow_id: written("workflow_id"),
        tags: written("tags"),
        page: 1,
        failed_only: false,
        page_length: written("page_length").parse().unwrap_or(reprise_domain::query::USUAL_PAGE),
    }
}

#[component]
pub(super) fn Field(
    label: &'static str,
    name: &'static str,
    value: Signal<String>,
    #[prop(optional)] list: Option<&'static str>,
) -> impl IntoView {
    view! {
        <label class="choice">
            <span>{label}</span>
            <input class="field" {..as_typed()} name=name list=list prop:value=value/>
        </label>
    }
}

#[component]
pub(super) fn Choice(
    label: &'static str,
    name: &'static str,
    value: Signal<String>,
    options: &'static [(&'static str, &'static str)],
) -> impl IntoView {
    let option = move |(own, label): &(&'static str, &'static str)| {
        let own = *own;
        view! { <option value=own selected=value.get_untracked() == own>{*label}</option> }
    };
    view! {
        <label class="choice">
            <span>{label}</span>
            <select name=name prop:value=value>{options.iter().map(option).collect_view()}</select>
        </label>
    }
}
