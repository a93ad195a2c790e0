//! What an administrator states before a proof of keys begins.

use leptos::prelude::*;
use reprise_browser::entropy;
use reprise_domain::explain::proof_course::{Field, NEEDS, wrong_plan};
use reprise_domain::id::TaskId;
use reprise_domain::place::Place;
use reprise_domain::proof::plan::Plan;
use reprise_domain::proof::standing::PRACTICE;
use web_sys::SubmitEvent;

use crate::desk::Desk;
use crate::desk::proof::Proof;
use crate::pages::environment::use_place;
use crate::ui::erased::{heard, text};

/// The practice tenant's canary.
const PRACTICE_CANARY: &str = "9301";

/// What is written in the fields.
#[derive(Clone, Copy)]
struct Fields {
    canary: RwSignal<String>,
    host: RwSignal<String>,
    clients: RwSignal<String>,
    person: RwSignal<String>,
    rounds: RwSignal<String>,
    watch: RwSignal<String>,
}

/// What must be ready, the fields, and the button that begins.
#[component]
pub(crate) fn ProofPlan(
    /// The proof.
    proof: Proof,
) -> impl IntoView {
    let (desk, place) = (Desk::from_context(), use_place());
    let practice = place.with_untracked(is_practice);
    let given = |text: &str| RwSignal::new(if practice { text } else { "" }.to_owned());
    let fields = Fields {
        canary: given(PRACTICE_CANARY),
        host: given("reprise-sandbox"),
        clients: RwSignal::new("gateway".to_owned()),
        person: RwSignal::new(desk.operator().unwrap_or_default()),
        rounds: RwSignal::new("20".to_owned()),
        watch: RwSignal::new("180".to_owned()),
    };
    let wrong = RwSignal::new("");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let place = place.get_untracked();
        let began = plan(desk, &place, fields).and_then(|plan| proof.begin(plan));
        wrong.set(began.err().unwrap_or_default());
    };
    let needs = NEEDS.map(|need| view! { <li>{need}</li> }).collect_view();
    let hint = practice.then(|| {
        view! {
            <p class="muted">
                "Practice tenant: the canary is task 9301, and its counter stands at "
                <a href="/_sandbox/counter" target="_blank" rel="noopener">"/_sandbox/counter"</a> "."
            </p>
        }
    });
    view! {
        <section class="card">
            <h2>"What must be ready"</h2>
            <ol class="proof__needs">{needs}</ol>
            {hint}
        </section>
        <form class="card proof__form" novalidate=true on:submit=heard(submit)>
            <h2>"Plan"</h2>
            {field("Canary: number of the failed task", fields.canary, "numeric")}
            {field("Zuora's host", fields.host, "url")}
            {field("OAuth clients in use, comma between; first the gateway's", fields.clients, "text")}
            {field("Your name", fields.person, "text")}
            {field("Reruns to follow (fewer than 10: a weak proof)", fields.rounds, "numeric")}
            {field("Watch after a repeated request, in seconds (less than 180: a weak proof)", fields.watch, "numeric")}
            <p class="wrong" role="alert">{text(move || wrong.get().to_owned())}</p>
            <p><button type="submit" class="button button--primary">"Begin the proof"</button></p>
        </form>
    }
}

/// Whether the place is in a practice tenant.
pub(crate) fn is_practice(place: &Place) -> bool {
    let tenant = place.environment.tenant.as_ref();
    tenant.is_some_and(|tenant| tenant.as_str().starts_with(PRACTICE))
}

fn field(label: &'static str, value: RwSignal<String>, mode: &'static str) -> AnyView {
    view! {
        <label class="choice">
            <span>{label}</span>
            <input
                class="field"
                autocomplete="off"
                inputmode=mode
                maxlength="100"
                prop:value=value
                on:input=heard(move |event| value.set(event_target_value(&event)))
            />
        </label>
    }
    .into_any()
}

fn plan(desk: Desk, place: &Place, fields: Fields) -> Result<Plan, &'static str> {
    let wrong = |field| move || wrong_plan(field);
    let written = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
    let filled = |own: RwSignal<String>, field| {
        Some(written(own)).filter(|text| !text.is_empty()).ok_or_else(wrong(field))
    };
    let number = |own: RwSignal<String>, least: i64, most: i64, field| {
        let number = written(own).parse().ok();
        number.filter(|number| (least..=most).contains(number)).ok_or_else(wrong(field))
    };
    let canary = written(fields.canary).parse().map(TaskId::new);
    let clients = filled(fields.clients, Field::Clients)?;
    let clients = clients.split(',').map(str::trim).filter(|name| !name.is_empty());
    let clients: Vec<_> = clients.map(str::to_owned).collect();
    if clients.is_empty() {
        return Err(wrong_plan(Field::Clients));
    }
    Ok(Plan {
        tenancy: place.tenancy.clone(),
        tenant: place.environment.tenant.clone().ok_or("")?,
        host: filled(fields.host, Field::Host)?,
        gateway: place.environment.api.clone(),
        clients,
        person: filled(fields.person, Field::Person)?,
        canary: canary.map_err(|_| wrong_plan(Field::Canary))?,
        rounds: number(fields.rounds, 1, 20, Field::Rounds)?,
        quiet_ms: number(fields.watch, 5, 3_600, Field::Watch)? * 1_000,
        salt: desk.config().salt.clone(),
        chance: entropy::chance().ok_or("This browser gives no chance.")?,
    })
}
