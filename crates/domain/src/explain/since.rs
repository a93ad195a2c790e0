//! What has changed about a task since it was opened.

use super::one_line;
use crate::payload::Json;
use crate::payload::mask::hidden;
use crate::task::Task;
use crate::time::UnixMillis;

/// Longest value that is told with its change; of longer ones only that they changed.
const LONGEST: usize = 60;

/// The fields that differ, in the order of the page: with both values where they are short.
#[must_use]
pub fn changes_since(before: &Task, now: &Task) -> Vec<String> {
    let status = |task: &Task| task.status.as_ref().map(ToString::to_string);
    let texts = [
        ("status", status(before), status(now)),
        ("name", before.name.clone(), now.name.clone()),
        ("error", before.error.clone(), now.error.clone()),
        ("error class", before.error_class.clone(), now.error_class.clone()),
        ("error details", before.error_details.clone(), now.error_details.clone()),
        ("start", before.start_time.clone(), now.start_time.clone()),
        ("end", before.end_time.clone(), now.end_time.clone()),
    ];
    let is_time = |name: &str| matches!(name, "start" | "end");
    let told = texts.into_iter().filter(|(name, before, now)| {
        before != now && !(is_time(name) && is_same_moment(before.as_deref(), now.as_deref()))
    });
    let told = told.map(|(name, before, now)| change(name, before.as_deref(), now.as_deref()));
    let parts =
        [("payload", &before.data, &now.data), ("parameters", &before.parameters, &now.parameters)];
    let parts = parts.into_iter().filter(|(_, before, now)| before != now);
    let parts = parts.map(|(name, ..)| name.to_owned());
    told.chain(parts).chain(others(before, now)).collect()
}

/// One moment may be written in two forms or zones: that is no change.
fn is_same_moment(before: Option<&str>, now: Option<&str>) -> bool {
    let read = |text: Option<&str>| UnixMillis::parse(text?);
    read(before).is_some_and(|before| read(now) == Some(before))
}

fn change(name: &str, before: Option<&str>, now: Option<&str>) -> String {
    let short = |text: Option<&str>| match text.map(|text| one_line(&hidden(text))) {
        None => Some("nothing".to_owned()),
        Some(text) => (text.chars().count() <= LONGEST).then_some(text),
    };
    match (now, short(before), short(now)) {
        (None, ..) => format!("{name}: gone"),
        (_, Some(before), Some(now)) => format!("{name}: {before} → {now}"),
        _ => name.to_owned(),
    }
}

/// Names of the fields that Reprise does not know and that differ.
fn others(before: &Task, now: &Task) -> Vec<String> {
    let missing = |one: &(String, Json), others: &[(String, Json)]| !others.contains(one);
    let came = now.other.iter().filter(|field| missing(field, &before.other));
    let went = before.other.iter().filter(|field| missing(field, &now.other));
    let mut names: Vec<_> = came.chain(went).map(|(name, _)| one_line(name)).collect();
    names.sort_unstable();
    names.dedup();
    names
}
