//! What a proof tells its caller: its lines, and what it ended with.

use std::collections::BTreeMap;

use reprise_browser::script::object;
use reprise_domain::explain::proof::why_unproven;
use reprise_domain::explain::proof_course::trouble as words;
use reprise_domain::proof::course::Course;
use reprise_domain::proof::question::{Answers, Question};
use reprise_domain::proof::standing::{Facts, WhyUnproven, standing};
use reprise_domain::time::UnixMillis;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// What it ended with.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct End {
    /// The line for `config.json`; empty where it stopped before its end.
    record: String,
    /// What `new Reprise()` takes as `keys`.
    keys: Option<Keys>,
    /// Why keys are not proven; empty where they are.
    why: String,
    answers: BTreeMap<&'static str, &'static str>,
    transcript: String,
    /// Why it stopped before its end, and what to do.
    stopped: Option<(String, String)>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Keys {
    proven_until: String,
    lag_ms: i64,
}

/// The value as JSON would have it.
pub(crate) fn plain(value: &impl Serialize) -> JsValue {
    // Nothing that is handed over fails to serialise: there are no keys but texts.
    value.serialize(&Serializer::json_compatible()).unwrap_or_default()
}

/// One line of the transcript, with its moment.
pub(crate) fn line(at: UnixMillis, line: &str) -> JsValue {
    object(&[("at", at.iso().into()), ("line", line.into())])
}

/// What it ended with; `undefined` while it has not.
pub(crate) fn end(proof: &Course, now: UnixMillis) -> JsValue {
    let own = End { transcript: proof.transcript().text(), ..seen(proof.answers()) };
    if let Some(trouble) = proof.trouble() {
        let notice = words(trouble);
        let said = [&*notice.headline, &*notice.advice].join(" ");
        return plain(&End { stopped: Some((said, notice.detail)), ..own });
    }
    let Some(record) = proof.record() else { return JsValue::UNDEFINED };
    let facts = Facts { tenant: Some(&record.tenant), host: None, gateway: None, clients: None };
    let holds = standing(record, &facts, now);
    let why = holds.as_ref().err().map(|why: &WhyUnproven| why_unproven(why, UnixMillis::iso));
    let keys = holds.ok().map(|own| Keys { proven_until: own.until.iso(), lag_ms: own.lag_ms });
    plain(&End { record: record.to_json(), keys, why: why.unwrap_or_default(), ..own })
}

fn seen(answers: &Answers) -> End {
    let named = Question::ALL.map(|(name, question)| (name, answers.to(question).word()));
    End { answers: named.into(), ..End::default() }
}
