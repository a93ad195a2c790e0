//! The key of a decision: the same for the same failed run, another for anything else.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::stage::{SALT, environment, part, task, tenancy};
use reprise_domain::desk::Model;
use reprise_domain::header::HeaderText;
use reprise_domain::rerun::key::{Basis, IdempotencyKey};
use reprise_domain::tenancy::{Scope, Tenancy};
use wasm_bindgen_test::wasm_bindgen_test;

const PATH: &str = "/workflows/tasks/2770/rerun";

fn basis(status: &str, start: Option<&str>, end: Option<&str>) -> Basis {
    Basis {
        status: Some(status.into()),
        start_time: start.map(str::to_owned),
        end_time: end.map(str::to_owned),
    }
}

fn usual() -> Basis {
    basis("Error", Some("2026-11-01T10:00:00Z"), Some("2026-11-01T10:00:09Z"))
}

fn key(salt: &str, tenancy: &Tenancy, path: &str, basis: &Basis, generation: u32) -> String {
    let scope = Scope::of(&tenancy.environment, None);
    IdempotencyKey::derive(salt, &scope, path, basis, generation).to_string()
}

fn key_of(tenant: &str) -> String {
    let scope = Scope::Tenant(part(tenant));
    IdempotencyKey::derive(SALT, &scope, PATH, &usual(), 0).to_string()
}

fn is_uuid(text: &str, version: u8) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 36
        && bytes.iter().enumerate().all(|(place, sign)| match place {
            8 | 13 | 18 | 23 => *sign == b'-',
            14 => *sign == b'0' + version,
            19 => matches!(sign, b'8' | b'9' | b'a' | b'b'),
            _ => matches!(sign, b'0'..=b'9' | b'a'..=b'f'),
        })
}

#[wasm_bindgen_test(unsupported = test)]
fn the_same_failed_run_gives_the_same_key_everywhere() {
    let first = key(SALT, &tenancy(), PATH, &usual(), 0);
    assert_eq!(first, key(SALT, &tenancy(), PATH, &usual(), 0));
    // Fixed for ever: another build that derived another key could run a task twice.
    assert_eq!(first, "b7c16652-5043-8a34-902e-c8a7f9b03c3f");
}

#[wasm_bindgen_test(unsupported = test)]
fn every_ingredient_changes_the_key() {
    let elsewhere = Tenancy { environment: environment("production"), ..tenancy() };
    let (start, end) = (Some("2026-11-01T10:00:00Z"), Some("2026-11-01T10:00:09Z"));
    let keys = [
        key(SALT, &tenancy(), PATH, &usual(), 0),
        key("another salt of some length", &tenancy(), PATH, &usual(), 0),
        key(SALT, &elsewhere, PATH, &usual(), 0),
        key_of("na/10234"),
        key_of("na/10235"),
        key(SALT, &tenancy(), "/workflows/tasks/2771/rerun", &usual(), 0),
        key(SALT, &tenancy(), PATH, &basis("Stopped", start, end), 0),
        key(SALT, &tenancy(), PATH, &basis("Error", Some("2026-11-01T10:00:01Z"), end), 0),
        key(SALT, &tenancy(), PATH, &basis("Error", start, None), 0),
        key(SALT, &tenancy(), PATH, &basis("Error", None, end), 0),
        key(SALT, &tenancy(), PATH, &basis("Error", start, Some("")), 0),
        key(SALT, &tenancy(), PATH, &usual(), 1),
        key(SALT, &tenancy(), PATH, &usual(), u32::MAX),
    ];
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
}

#[wasm_bindgen_test(unsupported = test)]
fn entity_and_organisations_do_not_change_the_key_because_the_task_is_the_same() {
    let plain = key(SALT, &tenancy(), PATH, &usual(), 0);
    let narrowed = Tenancy { orgs: vec![part("o1"), part("o2")], ..tenancy() };
    assert_eq!(key(SALT, &narrowed, PATH, &usual(), 0), plain);
    let chosen = Tenancy { entity: Some(part("e1")), ..tenancy() };
    assert_eq!(key(SALT, &chosen, PATH, &usual(), 0), plain);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_character_that_moves_to_the_next_ingredient_changes_the_key() {
    let shifted = [
        basis("Error", Some("ab"), Some("c")),
        basis("Error", Some("a"), Some("bc")),
        basis("Errora", Some("b"), Some("c")),
        basis("Error", Some("abc"), None),
        basis("Error", None, Some("abc")),
        basis("Error", Some("abc"), Some("")),
        basis("Error", Some(""), Some("abc")),
    ];
    let keys: BTreeSet<_> =
        shifted.iter().map(|basis| key(SALT, &tenancy(), PATH, basis, 0)).collect();
    assert_eq!(keys.len(), shifted.len());
    let salted = key(
        &format!("{SALT}s"),
        &Tenancy { environment: environment("andbox"), ..tenancy() },
        PATH,
        &usual(),
        0,
    );
    assert_ne!(salted, key(SALT, &tenancy(), PATH, &usual(), 0));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_derived_key_is_a_uuid_of_version_eight() {
    for generation in 0..300 {
        let key = key(SALT, &tenancy(), PATH, &usual(), generation);
        assert!(is_uuid(&key, 8), "{key}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_key_from_chance_is_a_uuid_of_version_four() {
    for chance in [0, 1, u128::MAX, 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef] {
        let key = IdempotencyKey::from_chance(chance);
        assert!(is_uuid(key.as_str(), 4), "{key}");
        assert_eq!(HeaderText::parse(key.as_str()), Ok(key.header()));
    }
    assert_eq!(IdempotencyKey::from_chance(0).as_str(), "00000000-0000-4000-8000-000000000000");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_failed_run_without_times_has_a_key_of_its_own_too() {
    let untimed = Arc::new(task(r#"{"id":2770,"instance":true,"status":"Error"}"#));
    let draft = |task: &Arc<_>| Model::default().draft(SALT, tenancy(), Arc::clone(task)).key;
    // Two operators, two browsers: one key.
    assert_eq!(draft(&untimed), draft(&untimed));
    let other = Arc::new(task(r#"{"id":2771,"instance":true,"status":"Error"}"#));
    assert_ne!(draft(&untimed), draft(&other));
    assert!(!Basis::of(&untimed).names_a_run());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_basis_is_the_instants_that_it_names_however_they_are_written() {
    let at = |time: &str| {
        Basis::of(&task(&format!(r#"{{"id":1,"status":"Error","end_time":"{time}"}}"#)))
    };
    let key = |basis: &Basis| key(SALT, &tenancy(), PATH, basis, 0);
    let first = at("2026-11-01T10:00:00Z");
    for same in
        ["2026-11-01T10:00:00.000Z", "2026-11-01T11:00:00+01:00", "2026-11-01T02:00:00.000-08:00"]
    {
        assert_eq!(at(same), first, "{same}");
        assert_eq!(key(&at(same)), key(&first), "{same}");
    }
    for other in ["2026-11-01T10:00:00.001Z", "2026-11-01T10:00:00+01:00", "soon"] {
        assert_ne!(at(other), first, "{other}");
        assert_ne!(key(&at(other)), key(&first), "{other}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn two_environments_of_one_tenant_have_one_key() {
    let tenant = part("na/10234");
    let scope = |id: &str| Scope::of(&environment(id), Some(&tenant));
    let key = |scope: &Scope| IdempotencyKey::derive(SALT, scope, PATH, &usual(), 0);
    assert_eq!(key(&scope("production")), key(&scope("prod-eu")));
    let environments = ["a", "b"].map(|id| key(&Scope::of(&environment(id), None)));
    assert_ne!(environments[0], environments[1]);
    // A tenant is never taken for an environment of its name.
    let named = Scope::Tenant(part("a"));
    assert_ne!(key(&named), environments[0]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_key_is_read_back_whole_or_not_at_all() {
    let key = IdempotencyKey::from_chance(7);
    let text = key.to_string();
    assert_eq!(format!("{key:?}"), text);
    assert_eq!(IdempotencyKey::read(&text), Some(key));
    let short = text.get(..35).unwrap_or_default();
    for odd in ["", short, &text.to_uppercase().replace('0', "A"), &text.replace('-', "0")] {
        assert_eq!(IdempotencyKey::read(odd), None, "{odd}");
    }
}
