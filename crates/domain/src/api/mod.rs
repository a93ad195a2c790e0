//! Zuora's operations as values: a builder makes an [`ApiRequest`], a reader takes an
//! [`ApiReply`]. Nothing here knows how either travels.

pub mod curl;
pub mod envelope;
pub mod fault;
pub mod get_run;
pub mod get_task;
pub mod list_tasks;
pub mod rerun_task;
pub mod stop_run;
mod web_page;

use crate::header::HeaderText;
use crate::payload::{Json, Received};
use crate::rerun::reason::Reason;
use fault::ApiFault;

/// Methods that Reprise uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads; may be aborted and repeated at will.
    Get,
    /// Writes; never aborted, and repeated only under the same key.
    Post,
    /// Writes; never aborted, and never repeated unless an operator asks for it.
    Put,
}

impl Method {
    /// The method's name in HTTP.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// What goes out, without base address, tenancy and credential. There is never a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiRequest {
    /// Read or write.
    pub method: Method,
    /// Path and query below the environment's `api`.
    pub path: String,
    /// Headers of this operation.
    pub headers: Vec<(&'static str, HeaderText)>,
    /// Why, in the operator's words: for the journal of a gateway and never for Zuora.
    pub reason: Option<Reason>,
}

impl ApiRequest {
    fn get(path: String) -> Self {
        Self { method: Method::Get, path, headers: Vec::new(), reason: None }
    }
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiReply {
    /// HTTP status.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Body as text.
    pub body: Received,
}

impl ApiReply {
    /// The value of a header, by its lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Zuora's name for the request, which its support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.header("zuora-request-id")
    }

    /// The body as JSON, after everything that makes it no success is read as a fault.
    ///
    /// # Errors
    ///
    /// [`ApiFault`] for every status but 2xx, for a body that is no JSON, and for a 2xx whose
    /// body says that it failed.
    pub fn success(&self) -> Result<Json, ApiFault> {
        let body = Json::parse_received(&self.body);
        match fault::fault_of(self, body.as_ref().ok()) {
            Some(fault) => Err(fault),
            None => body.map_err(|error| ApiFault::Garbled {
                status: self.status,
                what: format!("it is no well-formed JSON (line {})", error.line()),
            }),
        }
    }
}

/// There was no reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Silence {
    /// The time allowed ran out. The request may have arrived.
    TimedOut,
    /// The connection failed or broke. The request may have arrived.
    NoAnswer,
    /// The answer is older than the question: it came out of a store in between. It tells nothing
    /// of now, and the request may have arrived or not.
    Stale,
    /// The request was held back here, with the reason: nothing left the browser.
    Withheld(String),
}

/// A reply or a silence.
pub type Outcome = Result<ApiReply, Silence>;
