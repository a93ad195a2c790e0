//! Why a call failed, as the JavaScript turns it into an error.

use reprise_domain::api::Silence;
use reprise_domain::desk::reading::Trouble;
use reprise_domain::explain::Notice;
use reprise_domain::explain::fault::trouble_notice;
use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::plain::plain;

/// What is said where no key can be made.
pub(crate) const NO_CHANCE: &str = "This program gives no random numbers: no key can be made.";

/// The members of the error. The message holds nothing of an answer's body.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Fault {
    /// A word for programs.
    pub(crate) code: String,
    /// A sentence for people: what is the case and what to do.
    pub(crate) message: String,
    /// What Zuora says, in its own words: it may name people or amounts.
    pub(crate) detail: String,
    /// Whether this call may have run the task.
    pub(crate) may_have_run: bool,
    /// Zuora's name for the request.
    pub(crate) request_id: Option<String>,
    /// The key of the rerun that it is about.
    pub(crate) key: Option<String>,
}

impl Fault {
    pub(crate) fn new(code: &str, message: &str) -> Self {
        Self { code: code.to_owned(), message: message.to_owned(), ..Self::default() }
    }

    /// What is said of something, without the detail that may quote an answer.
    pub(crate) fn of_notice(code: &str, notice: &Notice) -> Self {
        let said = [&notice.headline, &notice.advice].map(String::as_str);
        let said: Vec<_> = said.into_iter().filter(|part| !part.is_empty()).collect();
        Self { detail: notice.detail.clone(), ..Self::new(code, &said.join(" ")) }
    }

    /// A reading that failed: nothing ever runs by it.
    pub(crate) fn of_trouble(trouble: &Trouble, what: &str) -> Self {
        let notice = trouble_notice(trouble, what);
        let (code, request_id) = match trouble {
            Trouble::Silence(Silence::TimedOut) => ("timed-out", None),
            Trouble::Silence(Silence::NoAnswer) => ("no-answer", None),
            Trouble::Silence(Silence::Stale) => ("stale", None),
            Trouble::Silence(Silence::Withheld(_)) => ("withheld", None),
            Trouble::Fault { fault, request_id } => (fault.word(), request_id.clone()),
        };
        Self { request_id, ..Self::of_notice(code, &notice) }
    }
}

impl From<Fault> for JsValue {
    fn from(fault: Fault) -> Self {
        plain(&fault)
    }
}
