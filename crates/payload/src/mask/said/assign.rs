//! `name: value`, `name=value`, `"name" => "value"` in any text: forms, headers, logs, settings,
//! sources, JSON that is not whole.

use std::ops::Range;

use super::super::SecretKind;
use super::super::found::Found;
use super::super::name::{Telling, is_named_by_sibling, names_a_secret, names_its_sibling};
use super::super::value::is_random;
use super::prose::{Value, value_after};
use super::title::{Title, end_of_quoted, is_quote, words_tell};
use crate::scan::bytes::byte;

/// How far apart a name and its value may stand, in bytes, that have members of their own.
const FARTHEST: usize = 200;

/// `"key": "X-Api-Key", "value": "…"`, in either order.
#[derive(Default)]
struct Pair {
    name: Option<(String, usize)>,
    value: Option<Range<usize>>,
}

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let (mut at, mut free) = (0, 0);
    let mut pair = Pair::default();
    while let Some(own) = bytes.get(at) {
        let end = match own {
            b':' | b'=' => assigned(text, free, at, &mut pair, found),
            b'"' | b'\'' | b'`' if at > 0 && matches!(byte(bytes, at - 1), b' ' | b'(') => {
                quoted(text, at, found)
            }
            b'{' | b'}' => {
                pair = Pair::default();
                None
            }
            b'>' if at > 0 && byte(bytes, at - 1) != b'=' => {
                pair = Pair::default();
                None
            }
            _ => None,
        };
        at = end.map_or(at + 1, |end| end.max(at + 1));
        free = end.unwrap_or(free);
    }
}

/// Reads around a sign; where to go on, if a secret stood there.
fn assigned(
    text: &str,
    free: usize,
    at: usize,
    pair: &mut Pair,
    found: &mut Vec<Found>,
) -> Option<usize> {
    let title = Title::before(text, free, at)?;
    let is_of_another = || byte(text.as_bytes(), at) == b':' && tells_of_another(text, free, at);
    if title.telling == Telling::Nothing && !is_of_another() {
        return paired(text, &title, at, pair, found);
    }
    let value = value_after(text, &title, at)?;
    let own = text.get(value.span.clone())?;
    let telling = if title.telling == Telling::Nothing { Telling::Secret } else { title.telling };
    if own.trim().is_empty() || !telling.hides(own) {
        return None;
    }
    found.push(Found::named(value.span.clone(), SecretKind::Named, title.text));
    Some(value.end)
}

/// `Password for bob: …`, `passphrase for key 'x': …`
fn tells_of_another(text: &str, free: usize, at: usize) -> bool {
    const FARTHEST_NAME: usize = 48;
    let start = text.ceil_char_boundary(free.max(at.saturating_sub(FARTHEST_NAME)));
    let before = text.get(start..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.rfind(" for ").is_some_and(|own| words_tell(text, at - line.len() + own))
}

/// Reads a member that names its sibling, or is named by it.
fn paired(
    text: &str,
    title: &Title<'_>,
    at: usize,
    pair: &mut Pair,
    found: &mut Vec<Found>,
) -> Option<usize> {
    let is_value = is_named_by_sibling(title.text);
    if !is_value && !names_its_sibling(title.text) {
        return None;
    }
    let Value { span, end } = value_after(text, title, at)?;
    let is_near = |from: usize| span.start < from + FARTHEST;
    if is_value {
        let Some((name, _)) = pair.name.take().filter(|(_, from)| is_near(*from)) else {
            pair.value = Some(span);
            return None;
        };
        found.push(Found::named(span, SecretKind::Named, &name));
        return Some(end);
    }
    let own = text.get(span.clone())?;
    pair.name = None;
    if names_a_secret(own) {
        match pair.value.take().filter(|value| is_near(value.end)) {
            Some(value) => found.push(Found::named(value, SecretKind::Named, own)),
            None => pair.name = Some((own.to_owned(), span.end)),
        }
    }
    None
}

/// `IDENTIFIED BY '…'`, `password is "…"`, `[:secret, "…"]`, `decrypt(data, '…')`: a quoted text
/// after words that tell.
fn quoted(text: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let bytes = text.as_bytes();
    let whole = text.get(..at)?;
    let before = whole.trim_end_matches([' ', ',', '(']);
    let is_listed = whole.trim_end().ends_with(',');
    let name = before.trim_end_matches(['"', '\'']);
    let tail = name.get(name.floor_char_boundary(name.len().saturating_sub(16))..)?;
    let tail = tail.to_ascii_lowercase();
    let is_order = tail.ends_with("identified by") || (!is_listed && tail.ends_with("password"));
    let between = [" is", " was", " to", " as", " of"];
    let cut = between.iter().find(|own| tail.ends_with(*own)).map_or(0, |own| own.len());
    if !(is_order || words_tell(text, name.len() - cut) || is_of_function(text, at)) {
        return None;
    }
    let span = at + 1..end_of_quoted(bytes, at + 1, byte(bytes, at));
    let own = text.get(span.clone())?;
    let has_digit = own.bytes().any(|byte| byte.is_ascii_digit());
    let is_key = is_random(own) || is_long(own) || (own.len() >= 6 && has_digit) || cut == 3;
    if own.is_empty() || own.contains(is_line_end) || !(is_order || is_key) {
        return None;
    }
    let end = span.end + usize::from(is_quote(byte(bytes, span.end)));
    found.push(Found::named(span, SecretKind::Named, "password"));
    Some(end)
}

/// Whether a text is too long and too mixed for a word.
fn is_long(own: &str) -> bool {
    own.len() >= 16
        && own.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && own.bytes().skip(1).any(|byte| byte.is_ascii_uppercase())
}

/// Whether what stands there is given to a function that tells: `basic_auth("bob", "…")`.
fn is_of_function(text: &str, at: usize) -> bool {
    const FARTHEST_NAME: usize = 64;
    let start = text.ceil_char_boundary(at.saturating_sub(FARTHEST_NAME));
    let near = text.get(start..at).unwrap_or_default();
    near.rfind('(').filter(|open| !near.get(*open..).unwrap_or_default().contains(')')).is_some_and(
        |open| {
            let name = near.get(..open).unwrap_or_default();
            name.to_ascii_lowercase().ends_with("crypt") || words_tell(text, start + open)
        },
    )
}

const fn is_line_end(sign: char) -> bool {
    matches!(sign, '\n' | '\r')
}
