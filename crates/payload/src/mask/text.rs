//! Secrets in any text: one way for the texts of the tree, for calls, settings and messages.

use super::decoded::Decoded;
use super::found::{Found, in_order};
use super::look::{self, SEPARATOR, Signs};
use super::{Policy, SecretKind, inside, said};
use crate::json::Json;

/// How many texts may be inside one another: JSON in JSON, in a form, in a message.
const DEEPEST: u8 = 4;

/// Every secret in a text, in order, none within another: JSON, markup, addresses, forms, headers,
/// commands, logs, by names and by how they look; and texts of these kinds inside of it.
#[must_use]
pub fn find(text: &str, policy: Policy) -> Vec<Found> {
    let mut found = Vec::new();
    find_in(text, policy, 0, &mut found);
    in_order(&mut found);
    found
}

/// Why a text is or holds a secret, if it does.
pub(super) fn kind_in(text: &str, policy: Policy) -> Option<SecretKind> {
    if as_json(text).is_some() {
        return (!find(text, policy).is_empty()).then_some(SecretKind::Within);
    }
    find(text, policy).first().map(|found| found.kind)
}

/// Notes the secrets of a text that is inside so many others.
pub(super) fn find_in(text: &str, policy: Policy, depth: u8, found: &mut Vec<Found>) {
    if let Some(json) = as_json(text).filter(|_| depth < DEEPEST) {
        inside::find(&json, policy, depth + 1, found);
        return;
    }
    let signs = Signs::of(text.as_bytes());
    look::find(text, &signs, policy, found);
    said::find(text, &signs, found);
    if depth >= DEEPEST || (!signs.has(SEPARATOR) && text.is_ascii()) {
        return;
    }
    let bytes = text.as_bytes();
    let has = |mark: u8| bytes.contains(&mark);
    if has(b'\\') && ["\\\"", "\\u00", "\\/", "\\'", "\\n"].iter().any(|own| text.contains(own)) {
        find_decoded(&Decoded::backslashes(text), policy, depth + 1, found);
    }
    if has(b'%') && bytes.windows(3).any(is_percent) {
        find_decoded(&Decoded::percent(text), policy, depth + 1, found);
    }
    if !text.is_ascii() && text.contains(is_disguised) {
        find_decoded(&Decoded::folded(text), policy, DEEPEST, found);
    }
    if has(b'&') && ["&lt;", "&quot;", "&amp;", "&#3"].iter().any(|own| text.contains(own)) {
        find_decoded(&Decoded::entities(text), policy, depth + 1, found);
    }
}

fn is_disguised(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ff01}'..='\u{ff5e}')
}

fn is_percent(own: &[u8]) -> bool {
    matches!(own, [b'%', high, low] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// Notes what is found in a text as it was meant, where it stands in the text as it came.
pub(super) fn find_decoded(text: &Decoded, policy: Policy, depth: u8, found: &mut Vec<Found>) {
    let before = found.len();
    find_in(&text.text, policy, depth, found);
    for found in found.iter_mut().skip(before) {
        found.span = text.place(found.span.start)..text.place(found.span.end);
    }
}

/// A text that is an object or an array.
fn as_json(text: &str) -> Option<Json> {
    let trimmed = text.trim();
    let is_likely = matches!(
        (trimmed.as_bytes().first(), trimmed.as_bytes().last()),
        (Some(b'{'), Some(b'}')) | (Some(b'['), Some(b']'))
    );
    is_likely.then(|| Json::parse_bytes(text.as_bytes().to_vec()).ok()).flatten()
}
