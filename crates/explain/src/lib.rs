//! What is found out about a task, as plain objects: why it failed, what a rerun repeats, what it
//! touches; and its payload with the secrets hidden.
//!
//! A file of its own beside the library's: who only reruns need not load it.

use std::sync::Arc;

use reprise_domain::diagnosis::touches::{Amount, Group, Thing, Touches};
use reprise_domain::diagnosis::{Cause, Certainty, Cited, Diagnosis, Repeat, Verdict};
use reprise_domain::explain::cause::{what_to_do, why_it_failed, why_the_one_before_failed};
use reprise_domain::explain::effect::act;
use reprise_domain::explain::repeat::{checks, headline, reasons, verdict_label};
use reprise_domain::explain::touches::{amount_line, group_line};
use reprise_domain::payload::Json;
use reprise_domain::payload::mask::{Policy, Revealed, masked};
use reprise_domain::task::Task;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Explained {
    cause: Option<Why>,
    cause_before: Option<Why>,
    verdict: Repeated,
    touches: Touched,
}

/// Why it failed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Why {
    kind: &'static str,
    certainty: &'static str,
    sentence: String,
    advice: &'static str,
    answered: Option<u16>,
    cited: Vec<Field>,
    source: &'static str,
}

/// What was read, and where.
#[derive(Serialize)]
struct Field {
    /// The place in the task, such as `data.Callout[0].ResponseCode`.
    path: String,
    value: String,
}

/// What a rerun would do.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Repeated {
    verdict: &'static str,
    label: &'static str,
    certainty: &'static str,
    sentence: String,
    effect: String,
    reasons: Vec<String>,
    checks: Vec<String>,
    cited: Vec<Field>,
}

/// What it touches.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Touched {
    groups: Vec<Things>,
    amounts: Vec<Money>,
    is_whole: bool,
}

/// All things of one sort; the first fifty are named.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Things {
    thing: &'static str,
    line: String,
    count: usize,
    and_more: bool,
    is_personal: bool,
    shown: Vec<Named>,
}

#[derive(Serialize)]
struct Named {
    label: String,
    id: Option<String>,
    path: String,
    times: u64,
}

/// The values of one money field in one currency, added up exactly: `sum` is a text.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Money {
    line: String,
    field: String,
    currency: Option<String>,
    sum: String,
    count: u64,
    left_out: u64,
    path: String,
}

/// Why a task failed, what a rerun repeats and what it touches, given its JSON.
///
/// # Errors
///
/// A sentence, when the text is no task.
#[wasm_bindgen]
pub fn explain(text: &str) -> Result<JsValue, JsValue> {
    let explained = explained(&parsed(text)?);
    // Nothing of it fails to serialise: there are no keys but texts.
    Ok(explained.serialize(&Serializer::json_compatible()).unwrap_or_default())
}

/// The payload of a task with its secrets hidden, as JSON; empty when it has none.
///
/// # Errors
///
/// A sentence, when the text is no task.
#[wasm_bindgen]
pub fn payload(text: &str) -> Result<String, JsValue> {
    let data = parsed(text)?.data;
    let shown = |data: Json| masked(&data, Policy::default(), &Revealed::nothing()).into_owned();
    Ok(data.map(shown).unwrap_or_default())
}

fn parsed(text: &str) -> Result<Task, JsValue> {
    let no_task = |why: String| JsValue::from(format!("This is no task: {why}."));
    let json = Json::parse(&Arc::from(text)).map_err(|why| no_task(why.to_string()))?;
    Task::read(&json).map_err(|why| no_task(why.to_string()))
}

fn explained(task: &Task) -> Explained {
    let found = Diagnosis::of(task, None, &[]);
    let touches = Touches::of(task);
    Explained {
        cause: found.cause.as_ref().map(|cause| why(cause, why_it_failed(cause))),
        cause_before: found
            .before
            .as_ref()
            .map(|cause| why(cause, why_the_one_before_failed(cause))),
        verdict: repeated(&found.repeat, &found),
        touches: Touched {
            groups: touches.groups.iter().map(things).collect(),
            amounts: touches.amounts.iter().map(money).collect(),
            is_whole: touches.whole,
        },
    }
}

fn why(cause: &Cause, sentence: String) -> Why {
    Why {
        kind: cause.kind.word(),
        certainty: certainty(cause.certainty),
        sentence,
        advice: what_to_do(cause.kind),
        answered: cause.answered,
        cited: fields(&cause.cited),
        source: cause.source,
    }
}

fn repeated(repeat: &Repeat, found: &Diagnosis) -> Repeated {
    let word = Verdict::NAMES.iter().find(|(_, verdict)| *verdict == repeat.verdict);
    Repeated {
        verdict: word.map_or("unknown", |(word, _)| word),
        label: verdict_label(repeat.verdict),
        certainty: certainty(repeat.certainty),
        sentence: headline(repeat),
        effect: act(repeat.act, &found.request),
        reasons: reasons(repeat),
        checks: checks(repeat, found.cause.as_ref()),
        cited: fields(&repeat.cited),
    }
}

fn fields(cited: &[Cited]) -> Vec<Field> {
    let field = |cited: &Cited| Field { path: cited.spot.to_string(), value: cited.value.clone() };
    cited.iter().map(field).collect()
}

const fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Possible => "possible",
        Certainty::Likely => "likely",
        Certainty::Certain => "certain",
    }
}

fn things(group: &Group) -> Things {
    let named = |own: &reprise_domain::diagnosis::touches::Touched| Named {
        label: own.label().to_owned(),
        id: own.id.clone(),
        path: own.spot.to_string(),
        times: own.times,
    };
    Things {
        thing: thing(group.thing),
        line: group_line(group),
        count: group.count,
        and_more: group.and_more,
        is_personal: group.thing.is_personal(),
        shown: group.shown.iter().map(named).collect(),
    }
}

const fn thing(thing: Thing) -> &'static str {
    match thing {
        Thing::Account => "account",
        Thing::Subscription => "subscription",
        Thing::Invoice => "invoice",
        Thing::Payment => "payment",
        Thing::Recipient => "recipient",
        Thing::Address => "address",
        Thing::Host => "host",
        Thing::ZuoraHost => "zuora-host",
    }
}

fn money(amount: &Amount) -> Money {
    Money {
        line: amount_line(amount),
        field: amount.field.clone(),
        currency: amount.currency.clone(),
        sum: amount.sum.clone(),
        count: amount.count,
        left_out: amount.left_out,
        path: amount.spot.to_string(),
    }
}
