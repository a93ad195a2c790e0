//! Secrets by what stands around a value.

use super::name::{is_harmless_inside, is_named_by_sibling, names_a_secret, names_its_sibling};
use super::{Policy, SecretKind, within};
use crate::characters::resolved;
use crate::document::{Document, NONE};
use crate::json::{Json, Kind};
use crate::level::Level;

/// An object with more members is no pair of a key and its value.
const LARGEST_PAIR: u32 = 64;

/// Why a text or number is a secret, or holds one; nothing for other values. The keys around it
/// count up to the outermost value of its text. Takes a step for each of them.
#[must_use]
pub fn secret_of(json: &Json, policy: Policy) -> Option<SecretKind> {
    match json.kind() {
        Kind::Text | Kind::Number if is_named(json) && json.text() != "\"\"" => {
            Some(SecretKind::Named)
        }
        Kind::Text => within::kind_in(json.characters()?, policy),
        Kind::Number => within::kind_of_number(json.text()),
        _ => None,
    }
}

/// Whether a key makes a secret of the value, or of everything inside it.
pub(super) fn is_named(json: &Json) -> bool {
    let document = json.document();
    let mut start = json.span().start;
    let mut holder = holder_of(json);
    loop {
        if let Some(key) = document.key_before(start) {
            let inner = document.text().get(key.start + 1..key.end - 1).unwrap_or_default();
            let key = resolved(inner);
            if names_a_secret(&key) || (is_named_by_sibling(&key) && is_pair(document, holder)) {
                return true;
            }
            if is_harmless_inside(&key) {
                return false;
            }
        }
        let Some(around) = document.container(holder) else { return false };
        (start, holder) = (around.start as usize, around.parent);
    }
}

/// The place of the container that a value is in.
fn holder_of(json: &Json) -> u32 {
    let document = json.document();
    match document.container(json.place()) {
        Some(own) => own.parent,
        None => document.around(json.span().start).unwrap_or(NONE),
    }
}

/// Whether a member of the object names a credential that is its `value`.
pub(super) fn is_pair(document: &Document, place: u32) -> bool {
    if document.container(place).is_none_or(|own| own.count > LARGEST_PAIR) {
        return false;
    }
    let mut level = Level::of(document, place);
    while let Some(entry) = level.next(document) {
        let name = document.text().get(entry.value.clone()).unwrap_or_default();
        let name = name.strip_prefix('"').and_then(|name| name.strip_suffix('"'));
        let names = entry.key(document).is_some_and(|key| names_its_sibling(&key));
        if names && name.is_some_and(|name| names_a_secret(&resolved(name))) {
            return true;
        }
    }
    false
}
