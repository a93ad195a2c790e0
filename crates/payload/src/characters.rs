//! The characters of a JSON text, from it and to it.

use std::borrow::Cow;
use std::fmt::Write;

use crate::scan::bytes::byte;

/// The characters between a text value's quotes, escapes resolved. Half a pair of surrogates,
/// which no text of Unicode can hold, becomes U+FFFD.
///
/// `inner` is well-formed, without its quotes.
pub(crate) fn resolved(inner: &str) -> Cow<'_, str> {
    if !inner.as_bytes().contains(&b'\\') {
        return Cow::Borrowed(inner);
    }
    let mut out = String::with_capacity(inner.len());
    resolve_into(inner, &mut out, |_, _| {});
    Cow::Owned(out)
}

/// As [`resolved`], into `out`; `piece` hears of each stretch: its length as it came and resolved.
pub(crate) fn resolve_into(inner: &str, out: &mut String, mut piece: impl FnMut(usize, usize)) {
    let mut rest = inner;
    while let Some(at) = rest.as_bytes().iter().position(|byte| *byte == b'\\') {
        let (plain, escape) = rest.split_at(at);
        out.push_str(plain);
        piece(plain.len(), plain.len());
        let (sign, length) = escaped(escape.as_bytes());
        out.push(sign);
        piece(length, sign.len_utf8());
        rest = escape.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    piece(rest.len(), rest.len());
}

/// The character of the escape at the start, and the escape's length in bytes.
fn escaped(bytes: &[u8]) -> (char, usize) {
    let sign = match byte(bytes, 1) {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return by_number(bytes),
        sign => char::from(sign),
    };
    (sign, 2)
}

fn by_number(bytes: &[u8]) -> (char, usize) {
    let high = unit(bytes, 0).unwrap_or_default();
    if let (0xD800..0xDC00, Some(low @ 0xDC00..0xE000)) = (high, unit(bytes, 6)) {
        let code = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
        return (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 12);
    }
    (char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER), 6)
}

/// The number of the `\uXXXX` there, if there is one.
fn unit(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    digits.iter().try_fold(0, |unit, digit| Some(unit * 16 + char::from(*digit).to_digit(16)?))
}

/// A text as JSON writes it, with its quotes.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\0'..='\u{1f}' | '\u{2028}' | '\u{2029}' => {
                // Writing to a string cannot fail.
                let _written = write!(out, "\\u{:04x}", u32::from(sign));
            }
            sign => out.push(sign),
        }
    }
    out.push('"');
    out
}
