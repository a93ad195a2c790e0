//! An address never silently leads to another tenant than it names.

#![allow(clippy::unwrap_used, reason = "what cannot be unwrapped fails the test")]

use crate::stage::part;
use reprise_domain::config::Config;
use reprise_domain::header::HeaderText;
use reprise_domain::id::TaskId;
use reprise_domain::place::{Nowhere, Place};
use reprise_domain::query::TaskQuery;
use reprise_domain::rerun::filter::{RerunQuery, Standing};
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::tenancy::{EnvironmentId, TenantPart};
use wasm_bindgen_test::wasm_bindgen_test;

fn config() -> Config {
    Config::parse(
        r#"{"salt":"4f1c0f6e9c5d4be2","environments":[
        {"id":"prod","label":"P","kind":"production","api":"/api/prod","auth":"gateway",
         "entities":[{"id":"e1","label":"Global"},{"id":"e2","label":"Japan"}],"orgs":["china","asia","&x=1"]},
        {"id":"sandbox","label":"S","kind":"sandbox","api":"/api/s","auth":"gateway"}]}"#,
    )
    .unwrap()
}

#[wasm_bindgen_test(unsupported = test)]
fn an_address_without_choices_leads_to_the_first_tenancy() {
    let place = Place::read(&config(), "prod", "?name=If&page=2").unwrap();
    assert_eq!(place.tenancy.entity, Some(part("e1")));
    assert!(place.tenancy.orgs.is_empty());
    assert_eq!(place.tasks(&TaskQuery::default()), "/t/prod/tasks");
    assert_eq!(place.task(TaskId::new(2770)), "/t/prod/tasks/2770");
    assert_eq!(place.tenant_label().as_deref(), Some("Global"));
    let bare = Place::read(&config(), "sandbox", "").unwrap();
    assert_eq!(bare.tenant_label(), None);
}

#[wasm_bindgen_test(unsupported = test)]
fn every_place_comes_back_from_its_address() {
    let first = Place::read(&config(), "prod", "").unwrap();
    for entity in ["e1", "e2"] {
        for orgs in [vec![], vec!["asia"], vec!["china", "&x=1", "asia", "asia"]] {
            let orgs = orgs.into_iter().map(part).collect::<Vec<_>>();
            let place = first.with(Some(part(entity)), &orgs);
            let query = TaskQuery { name: "a&entity=e2".into(), page: 3, ..TaskQuery::default() };
            let address = place.tasks(&query);
            let (path, tail) = address.split_once('?').unwrap();
            assert_eq!(path, "/t/prod/tasks");
            assert_eq!(Place::read(&config(), "prod", tail), Ok(place), "{address}");
            assert_eq!(TaskQuery::from_address(tail), query, "{address}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_pages_of_reruns_keep_the_choice() {
    let place = Place::read(&config(), "prod", "entity=e2&orgs=asia").unwrap();
    let key = IdempotencyKey::from_chance(7);
    assert_eq!(place.unsettled(), "/t/prod/unsettled?entity=e2&orgs=asia");
    assert_eq!(place.rerun(&key), format!("/t/prod/reruns/{key}?entity=e2&orgs=asia"));
    assert_eq!(place.reruns(&RerunQuery::default()), "/t/prod/reruns?entity=e2&orgs=asia");
    assert_eq!(place.proof(), "/t/prod/proof?entity=e2&orgs=asia");
    let query = RerunQuery {
        standing: Standing::Open,
        task: "2770".into(),
        text: "a&entity=e1&orgs=china #1".into(),
    };
    let address = place.reruns(&query);
    let (path, tail) = address.split_once('?').unwrap();
    assert_eq!(path, "/t/prod/reruns");
    assert_eq!(Place::read(&config(), "prod", tail), Ok(place), "{address}");
    assert_eq!(RerunQuery::from_address(tail), query, "{address}");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_the_configuration_does_not_name_is_nowhere() {
    let at = |environment, query| Place::read(&config(), environment, query).err();
    assert_eq!(at("moon", ""), Some(Nowhere::Environment("moon".into())));
    assert_eq!(at("PROD", ""), Some(Nowhere::Environment("PROD".into())));
    assert_eq!(at("prod", "entity=e3"), Some(Nowhere::Entity("e3".into())));
    assert_eq!(at("prod", "entity="), Some(Nowhere::Entity(String::new())));
    assert_eq!(at("sandbox", "entity=e1"), Some(Nowhere::Entity("e1".into())));
    assert_eq!(at("prod", "orgs=asia,mars"), Some(Nowhere::Org("mars".into())));
    let long = Place::read(&config(), &"x".repeat(5000), "").unwrap_err().to_string();
    assert!(long.len() < 150, "{long}");
}

#[wasm_bindgen_test(unsupported = test)]
fn the_headers_name_exactly_the_choice() {
    let place = Place::read(&config(), "prod", "entity=e2&orgs=china,asia").unwrap();
    let headers = place.tenancy.headers();
    let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(headers, [("Zuora-Entity-Ids", "e2"), ("Zuora-Org-Ids", "china,asia")]);
    let turned = Place::read(&config(), "prod", "orgs=asia,china&entity=e2").unwrap();
    assert_eq!(turned.tenancy, place.tenancy, "the order of a choice is no difference");
}

#[wasm_bindgen_test(unsupported = test)]
fn ids_of_tenants_and_environments_are_narrow() {
    for text in ["", " ", "a b", "a,b", "é", "a\r\nx: y", &"a".repeat(256)] {
        assert!(TenantPart::parse(text).is_err(), "{text:?}");
    }
    assert!(HeaderText::parse(TenantPart::parse("11e6-a").unwrap().as_str()).is_ok());
    for text in ["", "A", "a b", "a/b", "..", "a.b", "é", &"a".repeat(33)] {
        assert!(EnvironmentId::try_from(text.to_owned()).is_err(), "{text:?}");
    }
    assert!(EnvironmentId::try_from("a".repeat(32)).is_ok());
}
