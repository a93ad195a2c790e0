//! What grants entry to whoever holds it.

use super::super::SecretKind;
use super::{Found, begins_word, run};
use crate::scan::bytes::byte;

/// The shortest credential that is told from a word after `Basic` or `Bearer`.
const SHORTEST: usize = 8;

/// How far after its beginning a key says that it is private, in bytes.
const LONGEST_LABEL: usize = 48;

/// Ways to sign in that take one word. Source: IANA, HTTP Authentication Schemes; services' own.
const SCHEMES: [&str; 9] =
    ["bearer", "basic", "digest", "token", "negotiate", "ntlm", "ssws", "apikey", "dpop"];

/// `Bearer …`, `Basic …` and others: RFC 6750 and RFC 7617.
pub(super) fn find_schemes(bytes: &[u8], found: &mut Vec<Found>) {
    for blank in (0..bytes.len()).filter(|at| byte(bytes, *at) == b' ') {
        if ends_with_scheme(bytes.get(..blank).unwrap_or_default()) {
            let start = run(bytes, blank, |byte| byte == b' ');
            let end = run(bytes, start, is_of_credential);
            let own = bytes.get(start..end).unwrap_or_default();
            // `Unexpected token END_OF_INPUT` is said of sources.
            let is_word = bytes.get(blank - 1).is_some_and(|byte| matches!(byte, b'n' | b'N'));
            let is_bearer = bytes.get(blank - 1).is_some_and(|byte| matches!(byte, b'r' | b'R'));
            let is_odd = is_credential(own) && (!is_word || own.iter().any(u8::is_ascii_digit));
            if is_odd || (is_bearer && own.len() >= SHORTEST && own.contains(&b'-')) {
                found.push(Found::looks(start..end, SecretKind::Scheme));
            }
        }
    }
}

/// Whether a text ends with the name of a way to sign in.
pub(in super::super) fn ends_with_scheme(before: &[u8]) -> bool {
    SCHEMES.iter().any(|scheme| {
        before.len().checked_sub(scheme.len()).is_some_and(|start| {
            let own = before.get(start..).unwrap_or_default();
            own.eq_ignore_ascii_case(scheme.as_bytes()) && begins_word(before, start)
        })
    })
}

/// RFC 6750, `b64token`.
const fn is_of_credential(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/' | b'=')
}

/// `Basic information` has none: words have neither digits nor capitals inside.
fn is_credential(text: &[u8]) -> bool {
    let odd = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_uppercase() || *byte == b'=';
    text.len() >= SHORTEST && text.iter().skip(1).any(odd)
}

/// JSON Web Tokens, RFC 7519: `{"` in base64url is `eyJ`.
pub(super) fn find_web_tokens(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find("eyJ")) {
        let start = at + next;
        let header = run(bytes, start, is_of_part);
        at = header;
        if byte(bytes, header) != b'.' || header - start < SHORTEST || !begins_word(bytes, start) {
            continue;
        }
        let end = run(bytes, header, |byte| is_of_part(byte) || byte == b'.');
        let rest = bytes.get(header + 1..end).unwrap_or_default();
        // Encrypted ones may have an empty part: RFC 7516.
        if rest.len() > SHORTEST && rest.contains(&b'.') {
            at = end;
            found.push(Found::looks(start..at, SecretKind::WebToken));
        }
    }
}

const fn is_of_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// Private keys as text: RFC 7468, and RFC 4716 for those of SSH2. Without an end, all that follows
/// is one.
pub(super) fn find_private_keys(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(begin) = find_mark(text, at, "BEGIN ") {
        at = begin + "BEGIN ".len();
        let label = bytes.get(begin..bytes.len().min(begin + LONGEST_LABEL)).unwrap_or_default();
        let words = b"PRIVATE KEY";
        if !label.windows(words.len()).any(|own| own == words) {
            continue;
        }
        let end = find_mark(text, at, "END ").and_then(|end| {
            let close = text.get(end..)?.find("---")?;
            Some(run(bytes, end + close, |byte| byte == b'-'))
        });
        at = end.unwrap_or(text.len());
        let before = text.get(..begin).unwrap_or_default();
        let parted = before.strip_suffix(' ').unwrap_or(before);
        let dashes = parted.bytes().rev().take_while(|byte| *byte == b'-').count();
        let start = parted.len() - dashes;
        found.push(Found::looks(start..at, SecretKind::PrivateKey));
    }
}

/// Where a word stands next that has dashes before it.
fn find_mark(text: &str, start: usize, word: &str) -> Option<usize> {
    let mut words = text.get(start..)?.match_indices(word).map(|(at, _)| start + at);
    words.find(|at| {
        let before = text.get(..*at).unwrap_or_default();
        before.ends_with("---") || before.ends_with("--- ")
    })
}

/// `PuTTY`'s private keys: from their lines to the mark of their code.
pub(super) fn find_lines_of_keys(text: &str, found: &mut Vec<Found>) {
    for (at, word) in text.match_indices("Private-Lines:") {
        let start = at + word.len();
        let rest = text.get(start..).unwrap_or_default();
        let end = rest.find("Private-MAC").map_or(text.len(), |end| start + end);
        found.push(Found::looks(start..end, SecretKind::PrivateKey));
    }
}
