//! Where a type that reads, computes or waits does more, by its configuration.

use super::act::Act;
use super::request::Request;
use crate::payload::{Json, Kind};

/// What it does beyond its type; nothing where the configuration names no such thing. What stands
/// below the names of records' fields, and in texts that are programs, is not looked at.
///
/// LIVE-UNVERIFIED(names of these parameters; no document lists them, so parts of names count; when
/// known, name them)
pub(super) fn beyond(
    action_type: &str,
    request: &Request,
    parameters: &[(String, Json)],
) -> Option<Act> {
    if !request.method().is_empty() && !request.only_asks() {
        return Some(Act::Calls);
    }
    let fetches = action_type.starts_with("Download::") || action_type == "File::DownloadFile";
    let words: &[&str] = if fetches { &TAKING } else { &SENDING };
    if names(parameters, words, 2) {
        return Some(if fetches { Act::TakesAway } else { Act::HandsOver });
    }
    let text = |name: &str| super::evidence::find(parameters, name).and_then(Json::string);
    if text("code").is_some_and(|code| CALLING.iter().any(|word| code.contains(word))) {
        return Some(Act::Calls);
    }
    text("query").is_some_and(|query| changes(&query)).then_some(Act::Changes)
}

/// Whether a parameter of that name says yes, or one that chooses names it as its choice; so many
/// levels down.
pub(super) fn names(parameters: &[(String, Json)], words: &[&str], levels: u8) -> bool {
    let holds = |text: &str| words.iter().any(|word| text.contains(word));
    levels > 0
        && parameters.iter().any(|(name, value)| {
            let name = name.to_ascii_lowercase();
            let chosen = || value.plain().to_ascii_lowercase();
            !NOT_LOOKED_AT.contains(&name.as_str())
                && ((holds(&name) && is_set(value))
                    || (!value.is_container()
                        && CHOOSING.iter().any(|own| name.contains(own))
                        && holds(&chosen()))
                    || (value.kind() == Kind::Object && names(&value.members(), words, levels - 1)))
        })
}

/// Names below which others' names stand.
const NOT_LOOKED_AT: [&str; 8] = [
    "fields",
    "case_condition",
    "where_clause",
    "query",
    "code",
    "if_clause",
    "case_clause",
    "liquid_statement",
];

/// Names of parameters that choose how or whereto.
const CHOOSING: [&str; 6] = ["output", "target", "delivery", "mode", "after", "option"];

const TAKING: [&str; 7] = ["delete", "remove", "move", "archive", "rename", "purge", "cleanup"];

const SENDING: [&str; 15] = [
    "upload",
    "ftp",
    "s3",
    "bucket",
    "destination",
    "webhook",
    "callback",
    "notif",
    "recipient",
    "email",
    "share",
    "attach",
    "deliver",
    "incremental",
    "stateful",
];

/// Words by which a script calls out.
const CALLING: [&str; 6] = ["fetch(", "XMLHttpRequest", "axios", "require(", "http", "request("];

/// Whether a value says yes to something.
fn is_set(value: &Json) -> bool {
    match value.kind() {
        Kind::Object => !value.members().is_empty(),
        Kind::Array => !value.items().is_empty(),
        _ => !matches!(
            value.plain().trim().to_ascii_lowercase().as_str(),
            "" | "null" | "false" | "no" | "none" | "off" | "0"
        ),
    }
}

/// Whether a statement writes. Reading ones begin otherwise, and a writing word further on may be
/// the name of a field.
fn changes(query: &str) -> bool {
    let first = query.trim_start().split(|sign: char| !sign.is_ascii_alphabetic()).next();
    let first = first.unwrap_or_default().to_ascii_lowercase();
    ["insert", "update", "delete", "merge", "create", "drop", "alter", "truncate", "call", "unload"]
        .contains(&first.as_str())
}
