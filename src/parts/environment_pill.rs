//! Which environment, entity and organisations: always in sight, and where they are chosen.

use std::sync::Arc;

use leptos::html::Details;
use leptos::prelude::*;
use reprise_domain::config::Environment;
use reprise_domain::place::Place;
use reprise_domain::query::TaskQuery;
use reprise_domain::tenancy::{EnvironmentKind, TenantPart};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent, Node};

use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::ui::address::Address;
use crate::ui::erased::{heard, memo, shown, text};
use crate::ui::slice::Slice;
use crate::ui::theme_switch::ThemeSwitch;

/// The environment's name in its colour, with a word for its kind, and the tenant.
#[component]
pub fn PlaceName(
    /// Where the operator is.
    place: Slice<Place>,
) -> impl IntoView {
    let kind = text(move || place.with(|place| kind_name(place.environment.kind).to_owned()));
    let name = text(move || place.with(place_name));
    view! { <span class="env" data-kind=kind><bdi>{name}</bdi></span> }
}

fn place_name(place: &Place) -> String {
    let label = &place.environment.label;
    let production = place.environment.kind == EnvironmentKind::Production;
    let named = label.to_ascii_lowercase().contains("production");
    let word = if production && !named { "Production · " } else { "" };
    let tenant = place.tenant_label().map(|tenant| format!(" · {tenant}")).unwrap_or_default();
    format!("{word}{label}{tenant}")
}

/// The kind's name in the style sheet.
pub const fn kind_name(kind: EnvironmentKind) -> &'static str {
    match kind {
        EnvironmentKind::Production => "production",
        EnvironmentKind::Sandbox => "sandbox",
    }
}

/// The pill, which opens to let the operator change place and theme.
#[component]
pub fn EnvironmentPill() -> impl IntoView {
    let place = use_place();
    let details = NodeRef::<Details>::new();
    close_from_outside(details);
    let label =
        move || format!("Environment: {}. Change it, or the theme.", place.with(place_name));
    // Made anew for another environment only: who ticks two boxes keeps the focus.
    let id = memo(move || place.with(|place| place.environment.id.to_string()));
    let choices = shown(move || {
        let _id = id.get();
        let environment = place.get_untracked().environment;
        view! {
            <EnvironmentChoice environment=Arc::clone(&environment)/>
            <EntityChoice place environment=Arc::clone(&environment)/>
            <OrgChoice place environment/>
        }
        .into_any()
    });
    view! {
        <details class="pill" node_ref=details on:keydown=heard(move |event| escape(details, &event))>
            <summary aria-label=text(label)>
                <PlaceName place/>
            </summary>
            <div class="pill__panel">
                {choices}
                <ThemeSwitch/>
                <a href="/check">"Check this deployment"</a>
                <a href=text(move || place.with(Place::proof))>"Proof of keys"</a>
            </div>
        </details>
    }
}

/// The panel closes when something outside is pressed.
fn close_from_outside(details: NodeRef<Details>) {
    let pressed = window_event_listener(leptos::ev::click, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        let Some(details) = details.get_untracked() else { return };
        if !details.contains(target.as_ref()) {
            details.set_open(false);
        }
    });
    on_cleanup(move || pressed.remove());
}

fn escape(details: NodeRef<Details>, event: &KeyboardEvent) {
    if let Some(details) = details.get_untracked().filter(|_| event.key() == "Escape") {
        details.set_open(false);
        let summary = details.query_selector("summary").ok().flatten();
        if let Some(summary) = summary.and_then(|own| own.dyn_into::<HtmlElement>().ok()) {
            let _focused = summary.focus();
        }
    }
}

/// Links, because a list that leads away at an arrow's press would surprise.
#[component]
fn EnvironmentChoice(environment: Arc<Environment>) -> impl IntoView {
    let config = Desk::from_context().config();
    let links = config.environments.iter().map(|own| {
        let to = Place::first(own).tasks(&TaskQuery::default());
        let current = if own.id == environment.id { "true" } else { "false" };
        view! {
            <li>
                <a href=to aria-current=current data-kind=kind_name(own.kind)>{own.label.clone()}</a>
            </li>
        }
    });
    let links = links.collect_view();
    view! {
        <nav class="choice" aria-label="Environment">
            <span>"Environment"</span>
            <ul>{links}</ul>
        </nav>
    }
}

/// Choosing another tenant leads to its list: a task id means another task there.
fn turn_to(address: Address, place: &Place) {
    address.turn(&place.tasks(&TaskQuery::default()));
}

#[component]
fn EntityChoice(place: Slice<Place>, environment: Arc<Environment>) -> impl IntoView {
    if environment.entities.is_empty() {
        return None;
    }
    let address = Address::from_context();
    let chosen = text(move || place.with(|place| entity_id(place.tenancy.entity.as_ref())));
    let options = environment.entities.iter().map(|entity| {
        let id = entity.id.as_str().to_owned();
        let selected = chosen.get_untracked() == id;
        view! { <option value=id selected=selected>{entity.label.clone()}</option> }
    });
    let options = options.collect_view();
    let change = move |event: Event| {
        let value = event_target_value(&event);
        let entity = environment.entities.iter().find(|entity| entity.id.as_str() == value);
        let place = place.get_untracked();
        turn_to(address, &place.with(entity.map(|entity| entity.id.clone()), &place.tenancy.orgs));
    };
    Some(view! {
        <label class="choice">
            <span>"Entity"</span>
            <select prop:value=chosen on:change=heard(change)>{options}</select>
        </label>
    })
}

fn entity_id(entity: Option<&TenantPart>) -> String {
    entity.map(|id| id.as_str().to_owned()).unwrap_or_default()
}

#[component]
fn OrgChoice(place: Slice<Place>, environment: Arc<Environment>) -> impl IntoView {
    if environment.orgs.is_empty() {
        return None;
    }
    let boxes = environment.orgs.iter().cloned().map(|org| view! { <OrgBox place org/> });
    Some(view! {
        <fieldset class="choice">
            <legend>"Organisations (none chosen: all you may see)"</legend>
            {boxes.collect_view()}
        </fieldset>
    })
}

#[component]
fn OrgBox(place: Slice<Place>, org: TenantPart) -> impl IntoView {
    let address = Address::from_context();
    let label = org.as_str().to_owned();
    let own = org.clone();
    let checked = memo(move || place.with(|place| place.tenancy.orgs.contains(&own)));
    let change = move |event: Event| {
        let place = place.get_untracked();
        let mut orgs = place.tenancy.orgs.clone();
        orgs.retain(|own| *own != org);
        if event_target_checked(&event) {
            orgs.push(org.clone());
        }
        turn_to(address, &place.with(place.tenancy.entity.clone(), &orgs));
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || checked.get() on:change=heard(change)/>
            <bdi>{label}</bdi>
        </label>
    }
}
