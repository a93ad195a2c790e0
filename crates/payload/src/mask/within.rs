//! Secrets inside one text or number, by how they look.

use std::ops::Range;

use super::pattern::{self, Found};
use super::written::{Depth, written};
use super::{MASK, Policy, Revealed, SecretKind};
use crate::characters::{quoted, resolve_into};
use crate::json::Json;

/// Why a text, without its quotes, holds a secret.
pub(super) fn kind_in(inner: &str, policy: Policy) -> Option<SecretKind> {
    let resolved = crate::characters::resolved(inner);
    if let Some(json) = as_json(&resolved) {
        return written(&json, policy, &Revealed::nothing(), Depth::Inner)
            .map(|_| SecretKind::Within);
    }
    pattern::find(&resolved, policy).first().map(|found| found.kind)
}

/// Whether a number is that of a payment card.
pub(super) fn kind_of_number(text: &str) -> Option<SecretKind> {
    pattern::is_card(text).then_some(SecretKind::Card)
}

/// A text, with its quotes, without the secrets in it; nothing if there are none.
pub(super) fn without_secrets(
    inner: &str,
    escapes: bool,
    policy: Policy,
    depth: Depth,
) -> Option<String> {
    let mut resolved = String::new();
    let text = if escapes {
        resolve_into(inner, &mut resolved, |_, _| {});
        resolved.as_str()
    } else {
        inner
    };
    if depth == Depth::Outer
        && let Some(json) = as_json(text)
    {
        let masked = written(&json, policy, &Revealed::nothing(), Depth::Inner);
        return masked.map(|masked| quoted(&masked));
    }
    let found = pattern::find(text, policy);
    (!found.is_empty()).then(|| replaced(inner, &as_received(inner, &found)))
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

/// Where what was found in the characters stands in the text as received, escapes and all.
fn as_received(inner: &str, found: &[Found]) -> Vec<Range<usize>> {
    let mut ends = found.iter().flat_map(|found| [found.span.start, found.span.end]).peekable();
    let mut places = Vec::with_capacity(found.len() * 2);
    let (mut raw, mut read) = (0, 0);
    resolve_into(inner, &mut String::new(), |raw_length, length| {
        while let Some(at) = ends.next_if(|at| *at < read + length) {
            // An escape is one character, and what is found ends between characters.
            places.push(if raw_length == length { raw + at - read } else { raw });
        }
        raw += raw_length;
        read += length;
    });
    places.extend(ends.map(|_| raw));
    places.chunks_exact(2).filter_map(|ends| Some(*ends.first()?..*ends.last()?)).collect()
}

fn replaced(inner: &str, spans: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(inner.len() + 2);
    let mut done = 0;
    out.push('"');
    for span in spans {
        out.push_str(inner.get(done..span.start).unwrap_or_default());
        out.push_str(MASK);
        done = span.end;
    }
    out.push_str(inner.get(done..).unwrap_or_default());
    out.push('"');
    out
}
