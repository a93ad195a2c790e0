//! Callouts: the request, how Zuora signs in, what counts as an answer, and when it calls again.

use super::taking::{Fields, list};
use super::{Content, Fact};
use crate::callout::{is_on, read_pairs};
use crate::explain::parameters::{Polling, Rules, Validation, polling, rules, validation};
use crate::payload::mask::Masked;
use crate::payload::mask::names_a_secret;
use crate::payload::{Json, Kind};

/// Blocks of credentials, by the way of signing in they belong to.
const BLOCKS: [&str; 6] = ["basic_auth", "oauth1", "oauth2", "hmac", "cert", "netsuite_tba"];

pub(super) fn read(fields: &mut Fields) {
    fields.facts("Request", &[("method", "Method"), ("url", "URL"), ("body_type", "Body")]);
    pairs(fields, "Headers", "headers");
    pairs(fields, "Form fields", "datas");
    fields.source("Body", "raw_body", None);
    sign_in(fields);
    retry_rules(fields);
    read_validation(fields);
}

pub(super) fn read_with_polling(fields: &mut Fields) {
    read(fields);
    let interval = number(fields, "polling_interval");
    let path = fields.text("response_path").filter(|path| !path.is_empty());
    let finish = fields.take("finish_status").as_ref().and_then(list).unwrap_or_default();
    let said = polling(&Polling { interval, path, finish });
    fields.push("Polling", "polling_interval", Content::Words(said));
    fields.facts(
        "Polling request",
        &[("polling_method", "Method"), ("polling_url", "URL"), ("polling_body_type", "Body")],
    );
    pairs(fields, "Polling headers", "polling_headers");
    pairs(fields, "Polling form fields", "polling_datas");
    fields.source("Polling body", "polling_raw_body", None);
}

fn pairs(fields: &mut Fields, label: &'static str, name: &str) {
    let Some(value) = fields.take(name) else { return };
    match read_pairs(&value) {
        Some(pairs) if pairs.is_empty() => {}
        Some(pairs) => fields.push(label, name, Content::Pairs(pairs)),
        None => fields.push(label, name, Content::Tree(value)),
    }
}

fn sign_in(fields: &mut Fields) {
    let mut facts = Vec::new();
    match fields.take("authorization") {
        Some(way) if way.kind() == Kind::Object => {
            for (name, value) in way.members() {
                let is_way = name == "type";
                facts.extend(secret_or_way(&name, &value, is_way));
            }
        }
        Some(way) => facts.extend(secret_or_way("type", &way, true)),
        None => {}
    }
    for block in BLOCKS {
        let Some(value) = fields.take(block) else { continue };
        match value.kind() {
            Kind::Object => facts.extend(
                value
                    .members()
                    .iter()
                    .filter_map(|(name, value)| secret_or_way(name, value, false)),
            ),
            _ => facts.extend(secret_or_way(block, &value, false)),
        }
    }
    fields.push_facts("Sign-in", facts);
}

/// All that signs in is a credential but the way itself, addresses and plain names.
fn secret_or_way(name: &str, value: &Json, is_way: bool) -> Option<Fact> {
    const OPEN: [&str; 8] = [
        "username",
        "user",
        "grant_type",
        "scope",
        "algorithm",
        "realm",
        "access_token_url",
        "url",
    ];
    let text = value.plain();
    if value.is_null() || text.is_empty() {
        return None;
    }
    if is_way {
        return Some(Fact { label: "Way", name: name.to_owned(), value: Masked::open(text) });
    }
    let is_open = OPEN.contains(&name) && (name.ends_with("url") || !names_a_secret(name));
    let value = match name {
        "access_token_url" | "url" => Masked::of(text),
        _ if is_open => Masked::of(text),
        _ => Masked::whole(name, text),
    };
    Some(Fact { label: "", name: name.to_owned(), value })
}

fn retry_rules(fields: &mut Fields) {
    let Some(value) = fields.take("retry_rules") else { return };
    let member = |name| value.member(name).and_then(|value| value.plain().trim().parse().ok());
    let Some(more) = member("retry_count") else {
        fields.push("Calling again", "retry_rules", Content::Tree(value));
        return;
    };
    let read = Rules {
        more,
        apart: member("retry_window"),
        so_far: member("current_retry_count"),
        on_timeout: value.member("on_timeout").as_ref().map(is_on),
    };
    fields.push("Calling again", "retry_rules", Content::Words(rules(&read)));
}

fn read_validation(fields: &mut Fields) {
    let checks = fields.take("validate_response").as_ref().map(is_on);
    let with_code = fields.take("include_response_code").as_ref().map(is_on);
    let value = fields.take("validation").filter(|value| value.kind() == Kind::Object);
    let member = |name| value.as_ref().and_then(|value: &Json| value.member(name));
    let read = Validation {
        codes: member("status_codes").as_ref().and_then(list).unwrap_or_default(),
        zuora: member("zuora_call").as_ref().is_some_and(is_on),
        replaces: member("replace").as_ref().is_some_and(is_on),
        place: member("payload_location").and_then(|place| place.string()),
        checks,
        with_code,
    };
    if value.is_some() || checks.or(with_code).is_some() {
        fields.push("Answer", "validation", Content::Words(validation(&read)));
    }
    fields.source("Scheme of the answer", "validation_scheme", None);
}

/// A whole number written as a text or as itself; anything else stays.
pub(super) fn number(fields: &mut Fields, name: &str) -> Option<u64> {
    let value = fields.take(name)?;
    let number = value.plain().trim().parse().ok();
    if number.is_none() {
        fields.keep(name, value);
    }
    number
}
