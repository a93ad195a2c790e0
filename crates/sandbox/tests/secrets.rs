//! What the console hides of the practice tenant: the secrets that it plants, and next to nothing
//! else.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a broken test may panic; the lint knows only plain test functions"
)]

mod caller;

use std::sync::Arc;

use caller::Caller;
use reprise_payload::mask::{Policy, Revealed, masked, secret_of};
use reprise_payload::{Json, Kind, Name};

/// What the tenant's seed calls a secret, by the end of its path.
const PLANTED: [&str; 5] =
    ["/Authorization", "/basic_auth/password", "/headers/*/value", "/password", "/slackToken"];

/// Values that are no containers, and the ways to them.
fn leaves(json: &Json, path: &str, found: &mut Vec<(String, Json)>) {
    for child in json.children() {
        let path = match child.name {
            Name::Key(key) => format!("{path}/{key}"),
            _ => format!("{path}/*"),
        };
        match child.json.kind() {
            Kind::Object | Kind::Array => leaves(&child.json, &path, found),
            Kind::Text | Kind::Number => found.push((path, child.json)),
            Kind::Bool | Kind::Null => {}
        }
    }
}

#[test]
fn planted_secrets_are_hidden_and_ordinary_values_are_not() {
    let mut caller = Caller::new();
    let tasks = caller.all_tasks("");
    let (mut values, mut planted, mut shown) = (0, 0, Vec::new());
    let mut in_vain = Vec::new();
    for id in tasks.iter().filter_map(|task| task["id"].as_u64()) {
        let got = caller.get(&format!("/workflows/tasks/{id}"));
        let Ok(text) = std::str::from_utf8(&got.body) else { continue };
        let Ok(json) = Json::parse(&Arc::from(text)) else { continue };
        let mut found = Vec::new();
        leaves(&json, "", &mut found);
        values += found.len();
        let hides = masked(&json, Policy::default(), &Revealed::nothing()) != json.text();
        for (path, value) in found {
            let is_planted = PLANTED.iter().any(|own| path.ends_with(own))
                && value.plain().starts_with(['e', 'B'])
                && value.plain().contains("example-");
            let is_hidden = hides && secret_of(&value, Policy::default()).is_some();
            planted += usize::from(is_planted);
            match (is_planted, is_hidden) {
                (true, false) => shown.push(path),
                (false, true) => in_vain.push(format!("{path} {}", value.text())),
                _ => {}
            }
        }
    }
    assert!(values > 200_000 && planted > 300, "{planted} planted among {values} values");
    assert!(shown.is_empty(), "shown: {shown:?}");
    // 0.5 % are allowed; most that is hidden in vain is who signs in, beside a password.
    let few = values / 200;
    assert!(in_vain.len() <= few, "{} of {values}: {:?}", in_vain.len(), &in_vain[..few]);
}
