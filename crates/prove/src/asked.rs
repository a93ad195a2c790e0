//! What a proof asks of its administrator, and what it is told.

use reprise_domain::api::ApiRequest;
use reprise_domain::explain::proof_course::asking as words;
use reprise_domain::proof::act::Asking;
use reprise_domain::proof::course::{Course, Event};
use reprise_domain::time::UnixMillis;
use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::told::plain;

/// A question, as the caller is asked it.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Question {
    ask: &'static str,
    words: String,
    /// The figure that was given and cannot be.
    #[serde(skip_serializing_if = "Option::is_none")]
    doubted: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<ByHand>,
    /// From when it can be gone on.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
}

/// What is to be sent by hand.
#[derive(Serialize)]
struct ByHand {
    method: &'static str,
    url: String,
    headers: std::collections::BTreeMap<String, String>,
}

/// What is asked now; `null` while nothing is.
pub(crate) fn question(proof: &Course) -> JsValue {
    let asking = proof.asking();
    let question = Question { words: words(asking, UnixMillis::iso), ..Question::default() };
    let question = match asking {
        Asking::Nothing => return JsValue::NULL,
        Asking::Counter { doubted } => Question { ask: "counter", doubted: *doubted, ..question },
        Asking::Client { name, request } => Question {
            ask: "client",
            client: Some(name.clone()),
            request: Some(by_hand(proof, request)),
            ..question
        },
        Asking::TakePermission => Question { ask: "take-permission", ..question },
        Asking::GivePermission => Question { ask: "give-permission", ..question },
        Asking::AfterDay(from) => Question { ask: "after-day", from: Some(from.iso()), ..question },
        Asking::Allow(_) => Question { ask: "allow", ..question },
    };
    plain(&question)
}

/// At Zuora's own address: the gateway would put its own client in.
fn by_hand(proof: &Course, request: &ApiRequest) -> ByHand {
    let plan = proof.plan();
    let tenancy = plan.tenancy.headers();
    let headers = tenancy.iter().chain(&request.headers);
    ByHand {
        method: request.method.as_str(),
        url: format!("https://{}{}", plan.host, request.path),
        headers: headers
            .map(|(name, value)| ((*name).to_owned(), value.as_str().to_owned()))
            .collect(),
    }
}

/// What came to pass, by its word; `None` for a word or a figure that is none.
pub(crate) fn event(word: &str, figure: f64) -> Option<Event> {
    Some(match word {
        "begin" => Event::Begun,
        "woke" => Event::Woke,
        "done" => Event::Done,
        "skip" => Event::Skipped,
        "halt" => Event::Halted,
        "counted" => Event::Counted(whole(figure, 1e12)?),
        "by-hand" => Event::HandHeard(u16::try_from(whole(figure, 999.0)?).ok()?),
        _ => return None,
    })
}

fn whole(figure: f64, most: f64) -> Option<u64> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number that is neither negative nor large"
    )]
    let whole = (figure.fract() == 0.0 && (0.0..=most).contains(&figure)).then_some(figure as u64);
    whole
}
