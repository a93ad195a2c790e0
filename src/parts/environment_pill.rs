//! Which environment, entity and organisations: always in sight, and where they are chosen.

use leptos::html::Details;
use leptos::prelude::*;
use reprise_domain::place::Place;
use reprise_domain::query::TaskQuery;
use reprise_domain::tenancy::{EnvironmentKind, TenantPart};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent, Node};

use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::ui::address::Address;
use crate::ui::erased::{effect, heard, shown, text};
use crate::ui::theme_switch::ThemeSwitch;

/// The environment's name in its colour, with a word for its kind, and the tenant.
#[component]
pub fn PlaceName(
    /// Where the operator is.
    place: Signal<Place>,
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
    close_by_itself(details, place);
    let label =
        move || format!("Environment: {}. Change it, or the theme.", place.with(place_name));
    let choices = shown(move || {
        let place = place.get();
        view! {
            <EnvironmentChoice place=place.clone()/>
            <EntityChoice place=place.clone()/>
            <OrgChoice place/>
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
            </div>
        </details>
    }
}

/// The panel closes when a choice has led elsewhere, and when something outside is pressed.
fn close_by_itself(details: NodeRef<Details>, place: Signal<Place>) {
    let close = move || {
        if let Some(details) = details.get_untracked() {
            details.set_open(false);
        }
    };
    effect(move || {
        place.track();
        close();
    });
    let outside = window_event_listener(leptos::ev::click, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        let inside = details.get_untracked().is_some_and(|own| own.contains(target.as_ref()));
        if !inside {
            close();
        }
    });
    on_cleanup(move || outside.remove());
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

#[component]
fn EnvironmentChoice(place: Place) -> impl IntoView {
    let address = Address::from_context();
    let config = Desk::from_context().config();
    let environments = config.environments.clone();
    let change = move |event: Event| {
        if let Some(environment) = config.environment(&event_target_value(&event)) {
            address.go(&Place::first(environment).tasks(&TaskQuery::default()));
        }
    };
    let chosen = place.environment.id.clone();
    let options = environments.into_iter().map(|environment| {
        let selected = environment.id == chosen;
        view! { <option value=environment.id.to_string() selected=selected>{environment.label}</option> }
    });
    view! {
        <label class="choice">
            <span>"Environment"</span>
            <select on:change=heard(change)>{options.collect_view()}</select>
        </label>
    }
}

/// Choosing another tenant leads to its list: a task id means another task there.
fn go_to(address: Address, place: &Place, entity: Option<TenantPart>, orgs: &[TenantPart]) {
    address.go(&place.with(entity, orgs).tasks(&TaskQuery::default()));
}

#[component]
fn EntityChoice(place: Place) -> impl IntoView {
    if place.environment.entities.is_empty() {
        return None;
    }
    let address = Address::from_context();
    let entities = place.environment.entities.clone();
    let chosen = place.tenancy.entity.clone();
    let options = entities.clone().into_iter().map(|entity| {
        let selected = chosen.as_ref() == Some(&entity.id);
        view! { <option value=entity.id.as_str().to_owned() selected=selected>{entity.label}</option> }
    });
    let options = options.collect_view();
    let change = move |event: Event| {
        let value = event_target_value(&event);
        let entity = entities.iter().find(|entity| entity.id.as_str() == value);
        let entity = entity.map(|entity| entity.id.clone());
        go_to(address, &place, entity, &place.tenancy.orgs);
    };
    Some(view! {
        <label class="choice">
            <span>"Entity"</span>
            <select on:change=heard(change)>{options}</select>
        </label>
    })
}

#[component]
fn OrgChoice(place: Place) -> impl IntoView {
    if place.environment.orgs.is_empty() {
        return None;
    }
    let address = Address::from_context();
    let boxes = place.environment.orgs.clone().into_iter().map(|org| {
        let place = place.clone();
        let checked = place.tenancy.orgs.contains(&org);
        let label = org.as_str().to_owned();
        let change = move |_: Event| {
            let mut orgs = place.tenancy.orgs.clone();
            if checked { orgs.retain(|own| *own != org) } else { orgs.push(org.clone()) }
            go_to(address, &place, place.tenancy.entity.clone(), &orgs);
        };
        view! { <label class="check"><input type="checkbox" prop:checked=checked on:change=heard(change)/><bdi>{label}</bdi></label> }
    });
    Some(view! {
        <fieldset class="choice">
            <legend>"Organisations (none chosen: all you may see)"</legend>
            {boxes.collect_view()}
        </fieldset>
    })
}
