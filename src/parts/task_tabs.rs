//! The parts of a task in tabs: payload, calls, parameters, other fields, and the comparison.

use leptos::prelude::*;
use reprise_domain::callout;
use reprise_domain::id::TaskId;
use reprise_domain::parameters;
use reprise_domain::payload::Json;
use reprise_domain::tail;

use super::callouts::Callouts;
use super::compare::comparing;
use super::other_fields::OtherFields;
use super::parameters::Parameters;
use super::payload::PayloadView;
use crate::pages::task::{Known, part};
use crate::ui::address::Address;
use crate::ui::erased::{memo, shown, text};
use crate::ui::slice::Slice;
use crate::ui::tabs::{Tab, TabRow};

/// The row of tabs, and what the chosen one shows; the address names it.
#[component]
pub fn TaskTabs(
    /// The task, when it was read.
    known: Slice<Known>,
) -> impl IntoView {
    let address = Address::from_context();
    let choose = Callback::new(move |name: String| {
        address.replace(&address.with(&[("tab", Some(&name)), ("path", None)]));
    });
    let id = part(known, |task| Some(task.id));
    let path = Signal::derive(move || address.query.with(|query| tail::value(query, "path")));
    let data = part(known, |task| task.data.clone());
    let all = part(known, |task| task.parameters.clone());
    let calls = part(known, |task| Some(callout::count(task)).filter(|count| *count > 0));
    let members = part(known, |task| task.parameters.as_ref().map(|all| all.members().len()));
    let other = part(known, |task| Some(task.other.clone()));
    // Worked out only while their tabs show them.
    let exchanges = part(known, |task| Some(callout::exchanges(task)));
    let settings = part(known, parameters::settings);
    let chosen = memo(move || {
        let asked = address.query.with(|query| tab_of(query));
        if asked == "callout" && calls.get().is_none() { tab_of("") } else { asked }
    });
    let tabs = memo(move || -> Vec<Tab> {
        let others = other.with(|other| other.as_ref().map_or(0, Vec::len));
        let members = members.get().map(|count| format!(" {count}")).unwrap_or_default();
        let mut tabs = vec![("payload", "Payload".to_owned())];
        tabs.extend(calls.get().map(|count| ("callout", format!("Callout {count}"))));
        tabs.push(("parameters", format!("Parameters{members}")));
        tabs.push(("other", format!("Other fields {others}")));
        if data.with(Option::is_some) {
            tabs.push(("compare", "Compare".to_owned()));
        }
        tabs
    });
    let panel = shown(move || match chosen.get().as_str() {
        "callout" => view! { <Callouts calls=exchanges.get().unwrap_or_default()/> }.into_any(),
        "parameters" => {
            let file = file_of(id.get_untracked(), "parameters");
            view! { <Parameters json=all.get() settings=settings.get() file/> }.into_any()
        }
        "other" => view! { <OtherFields fields=other.get().unwrap_or_default()/> }.into_any(),
        "compare" => compared(id.get_untracked(), data.get()),
        _ => payload(id.get_untracked(), data.get(), path),
    });
    let label = text(move || format!("tab-{}", chosen.get()));
    view! {
        <TabRow tabs chosen=text(move || chosen.get()) choose label="Parts of the task"/>
        <div id="panel" role="tabpanel" tabindex="0" aria-labelledby=label>{panel}</div>
    }
}

fn payload(id: Option<TaskId>, data: Option<Json>, path: Signal<Option<String>>) -> AnyView {
    let file = file_of(id, "payload");
    match data {
        Some(json) => view! { <PayloadView json label="Payload" file path links=true/> }.into_any(),
        None => no_payload(),
    }
}

/// Name of the file that a part of a task is saved as.
fn file_of(id: Option<TaskId>, part: &str) -> String {
    id.map_or_else(|| format!("{part}.json"), |id| format!("task-{id}-{part}.json"))
}

fn compared(id: Option<TaskId>, data: Option<Json>) -> AnyView {
    match (id, data) {
        (Some(id), Some(json)) => comparing(id, json),
        _ => no_payload(),
    }
}

fn no_payload() -> AnyView {
    view! { <p class="muted">"This task has no payload."</p> }.into_any()
}

/// The tabs beside the payload's.
const TABS: [&str; 4] = ["callout", "parameters", "other", "compare"];

/// The tab that an address asks for.
fn tab_of(query: &str) -> String {
    let known = |name: &String| TABS.contains(&name.as_str());
    tail::value(query, "tab").filter(known).unwrap_or_else(|| "payload".to_owned())
}
