//! The check of the deployment: asks, one thing after the other, and hands over what came of it.

use leptos::prelude::*;
use reprise_browser::{clock, entropy, transport};
use reprise_domain::api::{ApiRequest, Outcome};
use reprise_domain::check::{Matter, gateway, headers, site};
use reprise_domain::config::Environment;
use reprise_domain::place::Place;
use web_sys::AbortSignal;

use super::Desk;

/// What belongs together: a host, a gateway, this browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// What it is about.
    pub(crate) title: String,
    /// What was found, in the order in which it was asked.
    pub(crate) matters: Vec<Matter>,
    /// Where the keys of the environment are proven, if it is about one.
    pub(crate) proof: Option<String>,
}

/// Checks everything; `found` is given each group as soon as it is whole.
pub(crate) async fn check(desk: Desk, found: impl Fn(Group)) {
    let title = "The page's host".to_owned();
    found(Group { title, matters: host().await, proof: None });
    let config = desk.config();
    let stored =
        site::not_stored("config.json", transport::look_at("/config.json", "GET").await.as_ref());
    let (title, matters) = ("config.json".to_owned(), vec![stored, site::config(&config)]);
    found(Group { title, matters, proof: None });
    for environment in &config.environments {
        let title = format!("Gateway of {}", environment.label);
        let proof = Some(Place::first(environment).proof());
        found(Group { title, matters: gateway_of(desk, environment).await, proof });
    }
    let journal = desk.look(|model| Matter::Journal(model.journal.clone()));
    let kept = Matter::Kept(desk.kept.get_untracked());
    let (title, matters) = ("This browser".to_owned(), vec![journal, kept]);
    found(Group { title, matters, proof: None });
}

async fn host() -> Vec<Matter> {
    let location = window().location();
    let protocol = location.protocol().unwrap_or_default();
    let plain = site::transport(&protocol, &location.hostname().unwrap_or_default());
    let document = transport::look_at("/", "GET").await;
    let seen = document.as_ref();
    let mut matters: Vec<_> = plain.into_iter().collect();
    matters
        .extend(seen.map(|seen| headers::headers(seen, protocol == "https:")).unwrap_or_default());
    matters.push(site::not_stored("the document", seen));
    matters.push(site::deep_link(transport::look_at(site::DEEP_LINK, "GET").await.as_ref()));
    matters.push(site::missing_file(transport::look_at(site::MISSING_FILE, "GET").await.as_ref()));
    if let Some(program) = program() {
        matters.extend(site::program(transport::look_at(&program, "HEAD").await.as_ref()));
    }
    matters
}

/// Where the program lies, as the document has it; a development build does not say.
fn program() -> Option<String> {
    document().query_selector("script[data-wasm]").ok()??.get_attribute("data-wasm")
}

async fn gateway_of(desk: Desk, environment: &Environment) -> Vec<Matter> {
    let mut matters = vec![site::environment(environment)];
    matters.extend(gateway::operator(environment, desk.operator().as_deref()));
    if desk.needs_token_now(environment) {
        matters.push(Matter::NoToken);
        return matters;
    }
    let asked = clock::now();
    let read = ask(desk, environment, &gateway::reading()).await;
    let answered = clock::now();
    matters.extend(gateway::read(&read, asked, answered));
    let is_countered = desk.look(|model| model.counter_evidence(&environment.id).is_some());
    let is_proven = environment.keys_standing(answered).is_ok() && !is_countered;
    matters.push(gateway::memory(&read, answered, is_proven));
    if let Some(chance) = entropy::chance() {
        let keyed = gateway::with_key(chance);
        let first = ask(desk, environment, &keyed).await;
        matters.push(Matter::Key(gateway::guard(&first)));
        let second = ask(desk, environment, &keyed).await;
        matters.push(Matter::Copies(gateway::copies(&second)));
    }
    let stranger = transport::ask_as_stranger(&environment.api, &gateway::reading()).await;
    matters.push(Matter::Outsider(gateway::guard(&stranger)));
    let other = ask(desk, environment, &gateway::other_path()).await;
    matters.push(Matter::OtherPath(gateway::guard(&other)));
    matters
}

async fn ask(desk: Desk, environment: &Environment, request: &ApiRequest) -> Outcome {
    let (tenancy, token) = (environment.first_tenancy(), desk.token(&environment.id));
    let late = AbortSignal::timeout_with_u32(transport::PROBE_MS);
    transport::exchange(&environment.api, &tenancy, token.as_ref(), request, Some(late)).await
}
