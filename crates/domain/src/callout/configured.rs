//! The call that the task itself is set to make.
//!
//! LIVE-UNVERIFIED(whether a run's parameters hold Liquid before or after it is filled in; the
//! reference's example has it before; when known, say so on the page)

use super::headers::pairs;
use super::{Absence, Body, Exchange, Origin, Part, Status, is_on};
use crate::payload::mask::Masked;
use crate::payload::{Json, Kind};
use crate::task::{Task, TaskStatus};

/// How Zuora signs in at the service. Source: Zuora's editor plugin, `authorization.type`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// Not at all.
    None,
    /// With Zuora's own token.
    Zuora,
    /// With a user name and a password.
    Basic,
    /// With a token.
    OAuth2,
    /// With a client certificate.
    Certificate,
    /// By a way that a command cannot repeat (`oauth1`, `hmac`, `netsuite_tba`, …), as named.
    Other(String),
}

/// Whether the task makes a call of its own.
#[must_use]
pub fn is_callout(task: &Task) -> bool {
    matches!(task.action_type.as_deref(), Some("Callout" | "AsynchronousCallout"))
}

/// The task's own call, from its parameters, its error and its times.
pub(super) fn own_call(task: &Task) -> Option<Exchange> {
    if !is_callout(task) {
        return None;
    }
    let parameters = task.parameters.as_ref().map(Json::members).unwrap_or_default();
    let field = |name: &str| {
        parameters.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    };
    let answer = answer(task, &field);
    Some(Exchange {
        origin: Origin::Own,
        method: set(field("method"), |text| text.trim().to_ascii_uppercase()),
        url: set(field("url"), Masked::of),
        request_headers: field("headers")
            .map_or(Part::Absent(Absence::NotSet), |list| pairs(&list)),
        request_body: body(&field),
        sign_in: sign_in(field("authorization")),
        status: status(task).map_or(Part::Absent(answer), Part::Present),
        response_headers: Part::Absent(answer),
        response_body: Part::Absent(answer),
        times: times(task),
        other: Vec::new(),
    })
}

fn set<T>(value: Option<Json>, read: impl Fn(String) -> T) -> Part<T> {
    match value {
        None => Part::Absent(Absence::NotSet),
        Some(value) => match value.string() {
            Some(text) if text.trim().is_empty() => Part::Absent(Absence::NotSet),
            Some(text) => Part::Present(read(text)),
            None if value.is_null() => Part::Absent(Absence::NotSet),
            None => Part::Odd(value),
        },
    }
}

fn body(field: &impl Fn(&str) -> Option<Json>) -> Part<Body> {
    let kind = field("body_type").and_then(|kind| kind.string()).unwrap_or_default();
    match kind.as_str() {
        "none" => Part::Absent(Absence::NoBody),
        "binary" => Part::Absent(Absence::File),
        "form-data" | "x-www-form-urlencoded" => match field("datas") {
            None => Part::Absent(Absence::NotSet),
            Some(list) => match pairs(&list) {
                Part::Present(fields) => Part::Present(Body::Form(fields)),
                Part::Odd(odd) => Part::Odd(odd),
                Part::Absent(absence) => Part::Absent(absence),
            },
        },
        _ => set(field("raw_body"), Body::of_text),
    }
}

fn sign_in(authorization: Option<Json>) -> Option<SignIn> {
    let authorization = authorization?;
    let kind = match authorization.kind() {
        Kind::Object => authorization.member("type")?.string()?,
        _ => authorization.string()?,
    };
    Some(match kind.as_str() {
        "" | "none" => SignIn::None,
        "zuora" => SignIn::Zuora,
        "basic_auth" => SignIn::Basic,
        "oauth2" => SignIn::OAuth2,
        "cert" => SignIn::Certificate,
        _ => SignIn::Other(kind),
    })
}

/// Why the answer is not here.
fn answer(task: &Task, field: &impl Fn(&str) -> Option<Json>) -> Absence {
    let is_set = |value: Option<Json>| value.as_ref().is_some_and(is_on);
    if task.start_time.is_none() || task.status == Some(TaskStatus::Queued) {
        return Absence::NotYet;
    }
    if is_set(field("validation").and_then(|validation| validation.member("replace"))) {
        return Absence::Replaces;
    }
    let code = field("include_response_code");
    match code {
        Some(code) if !is_on(&code) => Absence::HandedOnBare,
        _ => Absence::HandedOn,
    }
}

/// The status that the task's error tells.
///
/// Source: Zuora API reference 2026-09-11, example of a task: "Callout response was 500 after 1
/// tries."
fn status(task: &Task) -> Option<Status> {
    let said = task.error.as_deref()?.trim_start().strip_prefix("Callout response was ")?;
    let (code, rest) = said.split_once(' ')?;
    let code = code.parse().ok().filter(|_| rest.starts_with("after "))?;
    Some(Status::of(code)).filter(|_| (100..600).contains(&code))
}

/// The task's own times frame its call.
fn times(task: &Task) -> Part<(String, Option<String>)> {
    match &task.start_time {
        Some(start) => Part::Present((start.clone(), task.end_time.clone())),
        None => Part::Absent(Absence::NotYet),
    }
}
