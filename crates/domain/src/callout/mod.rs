//! Calls to outside services as request and answer: those that the payload records, and the one
//! that the task itself is set to make.
//!
//! Each part is there, or absent for a reason, or of another form than documented; nothing is
//! filled in. Source: Zuora API reference 2026-09-11, example of a task (`data.Callout`); Zuora
//! product documentation, "Notifications: Callout" (2026); Zuora's editor plugin, task
//! configuration (2026).

mod body;
mod command;
mod configured;
mod headers;
mod received;
mod shell;

pub use body::{Body, LONGEST_PRETTY};
pub use command::{NoCommand, as_curl};
pub use configured::{SignIn, is_callout};
pub use headers::Header;
pub(crate) use headers::read_pairs;

use crate::payload::Json;
use crate::payload::mask::Masked;
use crate::task::Task;

/// One call: what was sent, what came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Where this is known from.
    pub origin: Origin,
    /// `GET`, `POST`, …
    pub method: Part<String>,
    /// The address.
    pub url: Part<Masked>,
    /// Headers of the request.
    pub request_headers: Part<Vec<Header>>,
    /// Body of the request.
    pub request_body: Part<Body>,
    /// How Zuora signs in there; for the task's own call alone.
    pub sign_in: Option<SignIn>,
    /// HTTP status of the answer.
    pub status: Part<Status>,
    /// Headers of the answer.
    pub response_headers: Part<Vec<Header>>,
    /// Body of the answer.
    pub response_body: Part<Body>,
    /// When it began and ended, as Zuora wrote it.
    pub times: Part<(String, Option<String>)>,
    /// Whatever else the record holds, as received.
    pub other: Vec<(String, Json)>,
}

/// Where a call is known from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The task's own configuration: what it sends, before Liquid is filled in.
    Own,
    /// The payload.
    Payload {
        /// Its place there, such as `data.Callout[1]`.
        path: String,
        /// Whether the place holds one record and no list: earlier ones may have been replaced.
        alone: bool,
    },
}

/// A part of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<T> {
    /// It is there.
    Present(T),
    /// It is not, and why as far as the documents tell.
    Absent(Absence),
    /// It is of another form than documented.
    Odd(Json),
}

impl<T> Part<T> {
    /// Why it is absent, if it is.
    pub const fn absence(&self) -> Option<Absence> {
        match self {
            Self::Absent(why) => Some(*why),
            _ => None,
        }
    }

    /// The part, if it is there.
    pub const fn present(&self) -> Option<&T> {
        match self {
            Self::Present(part) => Some(part),
            _ => None,
        }
    }
}

/// Why a part is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Zuora's record has no place for it.
    NoPlace,
    /// The record may hold it, and does not.
    NotRecorded,
    /// The record holds the answer's body alone, as with `include_response_code` off.
    CodeOff,
    /// The configuration does not say.
    NotSet,
    /// The call has no body by its configuration.
    NoBody,
    /// The body is a file, which the configuration does not hold.
    File,
    /// The answer goes to the tasks after this one; its own payload is what it was handed.
    HandedOn,
    /// The same, and it takes the place of the records before it (`validation.replace`).
    Replaces,
    /// The same, and without its status (`include_response_code` off).
    HandedOnBare,
    /// The task has not run yet.
    NotYet,
}

/// HTTP status of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// The three digits.
    pub code: u16,
    /// What its first digit means.
    pub class: StatusClass,
}

/// Classes of HTTP statuses. Source: RFC 9110, section 15.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusClass {
    /// 1xx
    Informational,
    /// 2xx
    Success,
    /// 3xx
    Redirection,
    /// 4xx
    ClientError,
    /// 5xx
    ServerError,
    /// None of these.
    Unknown,
}

impl Status {
    /// The status of that number.
    #[must_use]
    pub const fn of(code: u16) -> Self {
        let class = match code {
            100..=199 => StatusClass::Informational,
            200..=299 => StatusClass::Success,
            300..=399 => StatusClass::Redirection,
            400..=499 => StatusClass::ClientError,
            500..=599 => StatusClass::ServerError,
            _ => StatusClass::Unknown,
        };
        Self { code, class }
    }
}

/// All calls that a task tells of, the last one first: its own, then those of the payload.
///
/// LIVE-UNVERIFIED(that a list is in the order of the calls; product documentation, "the sequence
/// of the record in the array"; when known otherwise, sort here)
#[must_use]
pub fn exchanges(task: &Task) -> Vec<Exchange> {
    let own = configured::own_call(task);
    own.into_iter().chain(received::from_payload(task).into_iter().rev()).collect()
}

/// How many calls a task tells of; reads no deeper than it must.
#[must_use]
pub fn count(task: &Task) -> usize {
    usize::from(configured::is_callout(task)) + received::count(task)
}

/// Where a task's answer is put, and records are looked for, beside `Callout`.
fn placement(task: &Task) -> Option<String> {
    let place = task.parameters.as_ref()?.at(&["validation", "payload_location"])?.string()?;
    Some(place.trim().to_owned()).filter(|place| !place.is_empty() && place != "Callout")
}

/// `true`, or `"true"` as Zuora's parameters have it.
pub(crate) fn is_on(value: &Json) -> bool {
    value.truth() == Some(true) || value.string().is_some_and(|text| text.trim() == "true")
}
