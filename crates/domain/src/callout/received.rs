//! Calls that the payload records.

use super::headers::recorded;
use super::{Absence, Body, Exchange, Origin, Part, Status, placement};
use crate::payload::mask::Masked;
use crate::payload::{Json, Kind};
use crate::task::Task;

/// Names of a record's parts. Source: Zuora API reference 2026-09-11, example of a task, and
/// Zuora's editor plugin for `URL`.
const PARTS: [&str; 6] =
    ["RequestBody", "RequestHeaders", "ResponseBody", "ResponseCode", "ResponseHeaders", "URL"];

/// The records in the payload, in its order.
pub(super) fn from_payload(task: &Task) -> Vec<Exchange> {
    let mut found = Vec::new();
    for (place, value) in places(task) {
        match records(&value) {
            Some(records) => {
                let each = records.into_iter().enumerate();
                found.extend(
                    each.map(|(at, record)| read(format!("data.{place}[{at}]"), record, false)),
                );
            }
            None => found.push(read(format!("data.{place}"), value, true)),
        }
    }
    found
}

pub(super) fn count(task: &Task) -> usize {
    places(task).iter().map(|(_, value)| records(value).map_or(1, |records| records.len())).sum()
}

/// Where records may be: `Callout`, and where this task puts its own.
fn places(task: &Task) -> Vec<(String, Json)> {
    let Some(data) = &task.data else { return Vec::new() };
    let own = placement(task);
    let mut members = data.members();
    members.retain(|(name, value)| {
        !value.is_null() && (name == "Callout" || Some(name) == own.as_ref())
    });
    members
}

/// The records of a list; `None` when it is one answer. A list in which nothing looks like a
/// record is one too: the answer of a single call may be a list itself.
fn records(value: &Json) -> Option<Vec<Json>> {
    let items = value.items();
    let has_record = items.iter().any(|item| !is_bare(&item.members()));
    (value.kind() == Kind::Array && has_record).then_some(items)
}

/// Whether this is an answer's body and no record of a call.
fn is_bare(members: &[(String, Json)]) -> bool {
    !members.iter().any(|(name, _)| PARTS.contains(&name.as_str()))
}

fn read(path: String, record: Json, alone: bool) -> Exchange {
    let origin = Origin::Payload { path, alone };
    let mut members = record.members();
    if is_bare(&members) {
        return bare(origin, record);
    }
    let mut take = |name: &str| {
        let place = members.iter().rposition(|(key, _)| key == name)?;
        Some(members.remove(place).1)
    };
    let body = |value: Option<Json>| match value {
        Some(value) => Part::Present(Body::of(value)),
        None => Part::Absent(Absence::NotRecorded),
    };
    let mut exchange = Exchange {
        origin,
        method: Part::Absent(Absence::NoPlace),
        url: text(take("URL"), Masked::of),
        request_headers: recorded(take("RequestHeaders"), Absence::NotRecorded),
        request_body: body(take("RequestBody")),
        sign_in: None,
        status: status(take("ResponseCode")),
        response_headers: recorded(take("ResponseHeaders"), Absence::NotRecorded),
        response_body: body(take("ResponseBody")),
        times: Part::Absent(Absence::NoPlace),
        other: Vec::new(),
    };
    // No document names it; where it is, it is shown.
    if let Some(method) = take("Method") {
        exchange.method = text(Some(method), |method| method);
    }
    exchange.other = members;
    exchange
}

/// The answer's body alone.
fn bare(origin: Origin, body: Json) -> Exchange {
    let off = Absence::CodeOff;
    Exchange {
        origin,
        method: Part::Absent(off),
        url: Part::Absent(off),
        request_headers: Part::Absent(off),
        request_body: Part::Absent(off),
        sign_in: None,
        status: Part::Absent(off),
        response_headers: Part::Absent(off),
        response_body: Part::Present(Body::of(body)),
        times: Part::Absent(Absence::NoPlace),
        other: Vec::new(),
    }
}

fn text<T>(value: Option<Json>, read: impl Fn(String) -> T) -> Part<T> {
    match value {
        None => Part::Absent(Absence::NotRecorded),
        Some(value) if value.is_null() => Part::Absent(Absence::NotRecorded),
        Some(value) => match value.string() {
            Some(text) => Part::Present(read(text)),
            None => Part::Odd(value),
        },
    }
}

/// A number, or one written as a text.
fn status(value: Option<Json>) -> Part<Status> {
    match value {
        None => Part::Absent(Absence::NotRecorded),
        Some(value) if value.is_null() => Part::Absent(Absence::NotRecorded),
        Some(value) => match value.plain().trim().parse() {
            Ok(code) => Part::Present(Status::of(code)),
            Err(_) => Part::Odd(value),
        },
    }
}
