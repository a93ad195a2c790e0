//! What an address says of the call that goes to it.

/// Words of an address that name an act and no thing. Services take acts by GET as well, against
/// RFC 9110 §9.2.1: links in mails, hooks, old scripts.
const ACTS: [&str; 70] = [
    "accept",
    "activate",
    "add",
    "approve",
    "archive",
    "assign",
    "cancel",
    "capture",
    "catch",
    "change",
    "charge",
    "clear",
    "close",
    "confirm",
    "create",
    "deactivate",
    "decline",
    "delete",
    "destroy",
    "disable",
    "dispatch",
    "edit",
    "enable",
    "exec",
    "execute",
    "fire",
    "import",
    "insert",
    "invoke",
    "launch",
    "lock",
    "merge",
    "modify",
    "move",
    "notify",
    "pay",
    "payout",
    "process",
    "publish",
    "purge",
    "push",
    "refund",
    "register",
    "reject",
    "release",
    "remove",
    "replay",
    "reset",
    "restore",
    "resume",
    "retry",
    "reverse",
    "run",
    "send",
    "set",
    "start",
    "stop",
    "submit",
    "subscribe",
    "suspend",
    "sync",
    "transfer",
    "trigger",
    "unlock",
    "unregister",
    "unsubscribe",
    "update",
    "upload",
    "void",
    "write",
];

/// Words of a host or of a path that only takes what is told to it.
const HOOKS: [&str; 4] = ["hook", "hooks", "webhook", "webhooks"];

/// Keys of a query under which an act may stand.
const ACT_KEYS: [&str; 10] =
    ["_method", "action", "cmd", "command", "decision", "do", "event", "method", "op", "operation"];

/// Words for acts that only ask.
const ASKS: [&str; 12] = [
    "count", "export", "fetch", "find", "get", "list", "load", "query", "read", "search", "show",
    "view",
];

/// Words of an address that takes several things at once.
const SEVERAL: [&str; 7] = ["batch", "batches", "bulk", "composite", "import", "multi", "multiple"];

/// Paths of Zuora's operations that are sent by POST and only ask, as [`parts`] writes them.
///
/// Source: Zuora API reference 2026-09-11: query, query more, previews of orders and subscriptions.
const ZUORA_ASKS: [&str; 4] =
    ["v1/action/query", "v1/action/query-more", "v1/orders/preview", "v1/subscriptions/preview"];

/// Whether a word of it names an act: in the host, in the path, or where a query has it.
pub(super) fn names_act(url: &str) -> bool {
    let (place, query) = parts(url);
    let mut keys = query.split('&').filter_map(|pair| pair.split_once('='));
    let path = place.split_once('/').map_or("", |(_, path)| path);
    any_word(path, &ACTS)
        || any_word(&place, &HOOKS)
        || keys.any(|(key, value)| ACT_KEYS.contains(&key) && !ASKS.contains(&value))
}

/// Whether it takes several things at once.
pub(super) fn takes_several(url: &str) -> bool {
    any_word(&parts(url).0, &SEVERAL)
}

/// Whether it is an operation of Zuora's that only asks, though it is sent by POST.
pub(super) fn is_zuora_question(url: &str) -> bool {
    let (place, _) = parts(url);
    let Some((host, path)) = place.split_once('/') else { return false };
    is_zuora(host) && ZUORA_ASKS.contains(&path.trim_end_matches('/'))
}

/// Source: Zuora developer guide, base addresses (2026): `rest.…zuora.com`, `api.…zuora.com`.
pub(super) fn is_zuora(host: &str) -> bool {
    host == "zuora.com" || host.ends_with(".zuora.com")
}

/// Host and path, and the query, written small.
fn parts(url: &str) -> (String, String) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or_default();
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    // A word within a word, as in `sendMail`, is set apart by its capital.
    let mut spaced = String::new();
    for sign in place.chars() {
        if sign.is_uppercase() {
            spaced.push('-');
        }
        spaced.extend(sign.to_lowercase());
    }
    (spaced, query.to_lowercase())
}

fn any_word(text: &str, words: &[&str]) -> bool {
    text.split(|sign: char| !sign.is_alphanumeric()).any(|word| words.contains(&word))
}
