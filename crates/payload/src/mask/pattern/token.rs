//! What grants entry to whoever holds it.

use super::super::SecretKind;
use super::{Found, begins_word, run};
use crate::scan::bytes::byte;

/// The shortest credential that is told from a word after `Basic` or `Bearer`.
const SHORTEST: usize = 8;

/// How far after its beginning a key says that it is private, in bytes.
const LONGEST_LABEL: usize = 48;

/// `Bearer …` and `Basic …`: RFC 6750 and RFC 7617.
pub(super) fn find_schemes(bytes: &[u8], found: &mut Vec<Found>) {
    for blank in (0..bytes.len()).filter(|at| byte(bytes, *at) == b' ') {
        let before = bytes.get(..blank).unwrap_or_default();
        let scheme = ["bearer", "basic"].into_iter().find(|scheme| {
            let start = blank.checked_sub(scheme.len());
            let own = start.and_then(|start| before.get(start..));
            own.is_some_and(|own| own.eq_ignore_ascii_case(scheme.as_bytes()))
                && start.is_some_and(|start| begins_word(bytes, start))
        });
        if scheme.is_some() {
            let start = run(bytes, blank, |byte| byte == b' ');
            let end = run(bytes, start, is_of_credential);
            if is_credential(bytes.get(start..end).unwrap_or_default()) {
                found.push(Found { span: start..end, kind: SecretKind::Scheme });
            }
        }
    }
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
        let body = run(bytes, header + 1, is_of_part);
        if byte(bytes, body) == b'.' && body > header + 1 {
            at = run(bytes, body, |byte| is_of_part(byte) || byte == b'.');
            found.push(Found { span: start..at, kind: SecretKind::WebToken });
        }
    }
}

const fn is_of_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// Private keys as text: RFC 7468. Without an end, all that follows is one.
pub(super) fn find_private_keys(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find("-----BEGIN ")) {
        let start = at + next;
        let label = bytes.get(start..).unwrap_or_default();
        let label = label.get(..LONGEST_LABEL.min(label.len())).unwrap_or_default();
        let words = b"PRIVATE KEY";
        let Some(named) = label.windows(words.len()).position(|own| own == words) else {
            at = start + "-----BEGIN ".len();
            continue;
        };
        let inside = start + named;
        let rest = text.get(inside..).unwrap_or_default();
        let end = rest.find("-----END ").and_then(|end| {
            let own = end + "-----END ".len();
            rest.get(own..)?.find("-----").map(|end| inside + own + end + "-----".len())
        });
        at = end.unwrap_or(text.len());
        found.push(Found { span: start..at, kind: SecretKind::PrivateKey });
    }
}
