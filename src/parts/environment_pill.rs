//! Which environment, entity and organisations: always in sight, and where they are chosen.

use leptos::prelude::*;
use reprise_domain::place::Place;
use reprise_domain::query::TaskQuery;
use reprise_domain::tenancy::{EnvironmentKind, TenantPart};
use web_sys::Event;

use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::ui::address::Address;
use crate::ui::erased::{heard, shown, text};
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
    view! {
        <details class="pill">
            <summary aria-label=text(move || format!("Environment: {}. Change it, or the theme.", place.with(place_name)))>
                <PlaceName place/>
            </summary>
            <div class="pill__panel">
                <EnvironmentChoice place/>
                {shown(move || view! { <EntityChoice place=place.get()/> <OrgChoice place=place.get()/> }.into_any())}
                <ThemeSwitch/>
            </div>
        </details>
    }
}

#[component]
fn EnvironmentChoice(place: Signal<Place>) -> impl IntoView {
    let address = Address::from_context();
    let config = Desk::from_context().config();
    let environments = config.environments.clone();
    let change = move |event: Event| {
        if let Some(environment) = config.environment(&event_target_value(&event)) {
            address.go(&Place::first(environment).tasks(&TaskQuery::default()));
        }
    };
    let chosen = place.get_untracked().environment.id.clone();
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
