//! What a proof is planned with. What `new Reprise()` is made with, too, was looked at there.

use js_sys::Array;
use reprise_browser::entropy;
use reprise_browser::script::{get, text};
use reprise_domain::explain::proof_course::{Field, NO_TENANT, wrong_plan};
use reprise_domain::id::TaskId;
use reprise_domain::proof::plan::Plan;
use reprise_domain::proof::record::MOST_ROUNDS;
use reprise_domain::tenancy::{EnvironmentId, Tenancy, TenantPart};
use wasm_bindgen::JsValue;

/// Fewest and most seconds of a watch.
const WATCH_S: (f64, f64) = (5.0, 3_600.0);

/// Reads the plan, and the address below which Zuora's API is reached.
///
/// # Errors
///
/// A sentence that says what does not fit.
pub(crate) fn plan(given: &JsValue) -> Result<(Plan, String), JsValue> {
    let wrong = |field| JsValue::from(wrong_plan(field));
    let environment = written(given, "environment").unwrap_or_default();
    let environment = EnvironmentId::try_from(environment).map_err(JsValue::from)?;
    let tenant = written(given, "tenant").ok_or(NO_TENANT)?;
    let api = written(given, "api").unwrap_or_default();
    let api = api.trim_end_matches('/').to_owned();
    let clients = texts(given, "clients");
    let rounds = number(given, "rounds", 1.0, as_number(MOST_ROUNDS));
    let watch = number(given, "watchSeconds", WATCH_S.0, WATCH_S.1);
    let canary = get(given, "canary");
    let plan = Plan {
        tenancy: Tenancy {
            environment,
            entity: written(given, "entityId").map(|text| part(&text)).transpose()?,
            orgs: texts(given, "orgIds").iter().map(|text| part(text)).collect::<Result<_, _>>()?,
        },
        tenant: part(&tenant)?,
        host: written(given, "host").ok_or_else(|| wrong(Field::Host))?,
        gateway: path_of(&api),
        clients: Some(clients)
            .filter(|names| !names.is_empty())
            .ok_or_else(|| wrong(Field::Clients))?,
        person: written(given, "by").ok_or_else(|| wrong(Field::Person))?,
        canary: TaskId::parse(&text(&canary)).map_err(|_| wrong(Field::Canary))?,
        rounds: rounds.ok_or_else(|| wrong(Field::Rounds))?,
        quiet_ms: watch.ok_or_else(|| wrong(Field::Watch))? * 1_000,
        salt: written(given, "salt").unwrap_or_default(),
        chance: entropy::chance().ok_or("This program gives no random numbers.")?,
    };
    Ok((plan, api))
}

/// A text that is not empty.
fn written(given: &JsValue, name: &str) -> Option<String> {
    let text = get(given, name).as_string()?.trim().to_owned();
    Some(text).filter(|text| !text.is_empty())
}

fn texts(given: &JsValue, name: &str) -> Vec<String> {
    let list = get(given, name);
    if !Array::is_array(&list) {
        return Vec::new();
    }
    let texts = Array::from(&list).iter().filter_map(|own| own.as_string()).collect::<Vec<_>>();
    texts.iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

fn part(text: &str) -> Result<TenantPart, JsValue> {
    TenantPart::parse(text).map_err(JsValue::from)
}

#[expect(clippy::cast_precision_loss, reason = "a count of rounds is small")]
const fn as_number(count: i64) -> f64 {
    count as f64
}

/// A whole number between these.
fn number(given: &JsValue, name: &str, least: f64, most: f64) -> Option<i64> {
    let number = get(given, name).as_f64()?;
    #[expect(clippy::cast_possible_truncation, reason = "a whole number between two small ones")]
    let whole =
        (number.fract() == 0.0 && (least..=most).contains(&number)).then_some(number as i64);
    whole
}

/// The path of an address, as `config.json` names the gateway.
fn path_of(api: &str) -> String {
    let rest = api.split_once("://").map_or(api, |(_, rest)| rest);
    let at = rest.find('/').filter(|_| api.contains("://"));
    match (api.contains("://"), at) {
        (true, Some(at)) => rest.get(at..).unwrap_or("/").to_owned(),
        (true, None) => "/".to_owned(),
        (false, _) => api.to_owned(),
    }
}
