//! The value after a name, and whether it is one: after a colon a sentence may go on.

use std::ops::Range;

use super::super::look::{ends_with_scheme, run};
use super::super::name::Telling;
use super::title::{Title, end_of_quoted, is_quote};
use crate::scan::bytes::byte;

/// The longest word that is weighed before it is taken for a secret, in bytes.
const LONGEST_SURE: usize = 512;

/// A value after a name.
pub(super) struct Value {
    /// Where it stands, without its quotes.
    pub(super) span: Range<usize>,
    /// Where what follows begins.
    pub(super) end: usize,
}

/// The value after the sign there; nothing if none stands there, or a sentence or source goes on.
pub(super) fn value_after(text: &str, title: &Title<'_>, at: usize) -> Option<Value> {
    let bytes = text.as_bytes();
    let signs = run(bytes, at, |byte| matches!(byte, b':' | b'=')) - at;
    let mut start = at + signs + usize::from(byte(bytes, at + signs) == b'>');
    let is_alike = byte(bytes, at) == b'=' && signs > 1;
    // `std::…`, and comparisons with what stands in quotes.
    if signs > 3 || (byte(bytes, at) == b':' && byte(bytes, at + 1) == b':') {
        return None;
    }
    let after = start;
    start = match title.quote {
        0 => run(bytes, start, |byte| matches!(byte, b' ' | b'\t')),
        _ => run(bytes, start, |byte| byte.is_ascii_whitespace()),
    };
    let has_prefix = byte(bytes, start).is_ascii_alphabetic() && is_quote(byte(bytes, start + 1));
    start += usize::from(has_prefix);
    let first = byte(bytes, start);
    match first {
        _ if is_quote(first) => {
            let end = end_of_quoted(bytes, start + 1, first);
            let past = (end + 1).min(bytes.len());
            return Some(Value { span: start + 1..end, end: past });
        }
        _ if is_alike => return None,
        b'[' | b'{'
            if title.quote != 0
                && title.telling == Telling::Secret
                && byte(bytes, start + 1) != b'{' =>
        {
            return Some(enclosed(bytes, start));
        }
        // `PWD={…}` of ODBC.
        b'{' if start == after
            && byte(bytes, at) == b'='
            && !matches!(byte(bytes, start + 1), b'{' | b'%') =>
        {
            let end = run(bytes, start, |byte| byte > b' ' && byte != b'}');
            let is_closed = byte(bytes, end) == b'}' && title.telling == Telling::Secret;
            return is_closed.then_some(Value { span: start + 1..end, end: end + 1 });
        }
        b'<' | b'{' | b'|' | b',' | b';' | b')' | 0 => return None,
        b'$' | b'#' | b'%' if matches!(byte(bytes, start + 1), b'{' | b'(') => return None,
        _ => {}
    }
    bare(text, title, Place { sign: at, after, start })
}

/// Where a bare value is read.
#[derive(Clone, Copy)]
struct Place {
    /// The sign before it.
    sign: usize,
    /// Behind the sign.
    after: usize,
    /// Where the value begins.
    start: usize,
}

/// A value without quotes.
fn bare(text: &str, title: &Title<'_>, place: Place) -> Option<Value> {
    let bytes = text.as_bytes();
    let Place { sign, after, start } = place;
    let is_colon = byte(bytes, sign) == b':';
    let is_spaced = start > after;
    let before = title.begin.checked_sub(1).map_or(0, |before| byte(bytes, before));
    // `arn:aws:…:secret:name`
    if is_colon && !is_spaced && matches!(before, b':' | b'/') {
        return None;
    }
    if is_colon && is_spaced && title.quote == 0 && is_line_of_its_own(text, title.begin, before) {
        return line(text, title, start, before);
    }
    let ends = |byte: u8| {
        byte <= b' '
            || matches!(
                byte,
                b'"' | b'\'' | b'`' | b'<' | b'>' | b',' | b';' | b')' | b'}' | b']' | b'|'
            )
            || (!is_colon && matches!(byte, b'&' | b'#'))
    };
    let near = bytes.get(..bytes.len().min(start + LONGEST_SURE)).unwrap_or_default();
    let mut span = start..run(near, start, |byte| !ends(byte));
    if span.end == near.len() && near.len() < bytes.len() {
        // No word and no source is as long.
        let is_sure = title.telling == Telling::Secret;
        return is_sure
            .then(|| run(bytes, start, |byte| !ends(byte)))
            .map(|end| Value { span: start..end, end });
    }
    if ends_with_scheme(bytes.get(..span.end)?) && byte(bytes, span.end) == b' ' {
        let next = span.end + 1;
        span = next..run(bytes, next, |byte| !ends(byte));
    }
    let own = text.get(span.clone())?;
    // `TokenService.java:42`
    let is_number = own.len() < 6 && own.bytes().all(|byte| byte.is_ascii_digit());
    if is_colon && !is_spaced && is_number && title.text.contains('.') {
        return None;
    }
    let follows = byte(bytes, span.end);
    let is_tight = !is_colon && !is_spaced;
    if own.is_empty()
        || (!is_tight && (is_of_source(own, follows, is_spaced) || is_of_sentence(text, &span)))
    {
        return None;
    }
    Some(Value { end: span.end, span })
}

/// A header, a line of settings: all of it is the value.
fn line(text: &str, title: &Title<'_>, start: usize, before: u8) -> Option<Value> {
    let bytes = text.as_bytes();
    let end = if is_quote(before) {
        end_of_quoted(bytes, start, before)
    } else {
        run(bytes, start, |byte| byte != b'\n' && byte != b'\r')
    };
    let own = text.get(start..end)?;
    let next = bytes.get(end..).unwrap_or_default();
    // A header may go on in the next line, behind a blank: RFC 9112, section 5.2.
    let folds = next.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    if ends_with_scheme(own.trim_end().as_bytes())
        && byte(next, folds.saturating_sub(1)) != b'\n'
        && folds > 1
    {
        let start = end + folds;
        let end = run(bytes, start, |byte| !byte.is_ascii_whitespace());
        return Some(Value { span: start..end, end });
    }
    let own = own.trim_end_matches([' ', '\\', ',', ';', '\t']);
    let mut span = start..start + own.len();
    let (first, rest) = own.split_once(' ').unwrap_or((own, ""));
    let is_phrase = title.text.to_ascii_lowercase().ends_with("phrase");
    if rest.is_empty() && (is_of_source(own, byte(bytes, span.end), true) || is_nothing(own)) {
        return None;
    }
    let is_word = |word: &str| {
        word.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'.' | b','))
    };
    let is_sentence = own.split(' ').all(is_word) || is_nothing(first.trim_end_matches(','));
    if !rest.is_empty() && !is_phrase && is_sentence {
        return None;
    }
    if ends_with_scheme(first.as_bytes()) && !rest.is_empty() {
        span.start += first.len() + 1;
    }
    Some(Value { span, end })
}

/// Whether nothing but signs of a list or of a record of a call stand before a name.
fn is_line_of_its_own(text: &str, start: usize, before: u8) -> bool {
    if is_quote(before) {
        return true;
    }
    let own = text.as_bytes().get(..start).unwrap_or_default();
    let signs = own
        .iter()
        .rev()
        .take(24)
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'>' | b'<' | b'*' | b'-' | b'+'));
    let rest = own.len() - signs.count();
    rest == 0 || matches!(byte(own, rest - 1), b'\n' | b'\r')
}

/// What is between brackets; to the end of the text if they are not closed.
fn enclosed(bytes: &[u8], start: usize) -> Value {
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(own) = bytes.get(at) {
        match own {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Value { span: start + 1..at, end: at + 1 };
                }
            }
            b'"' => at = end_of_quoted(bytes, at + 1, b'"'),
            _ => {}
        }
        at += 1;
    }
    Value { span: start + 1..bytes.len(), end: bytes.len() }
}

/// Whether a word is an expression of a program: `response.access_token`, `token()`, `token;`.
fn is_of_source(own: &str, follows: u8, is_spaced: bool) -> bool {
    let is_name = |part: &str| {
        part.starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '_')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let digits = own.bytes().filter(u8::is_ascii_digit).count();
    let is_path = own.contains('.') && own.split('.').all(is_name) && digits < 3;
    let is_variable = is_spaced && follows == b';' && is_name(own) && digits == 0;
    own.contains('(') || is_path || is_variable
}

/// Whether a sentence goes on: a small word, and another behind it.
fn is_of_sentence(text: &str, span: &Range<usize>) -> bool {
    let own = text.get(span.clone()).unwrap_or_default();
    let rest = text.get(span.end..).unwrap_or_default();
    let is_small = own.bytes().all(|byte| byte.is_ascii_lowercase());
    let goes_on = rest
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_alphabetic()));
    let has_no_sign = !own.bytes().any(|byte| byte.is_ascii_alphanumeric());
    has_no_sign || (is_small && (goes_on || is_nothing(own)))
}

/// Words that say how it is with a secret, or of what type it is.
fn is_nothing(own: &str) -> bool {
    const WORDS: [&str; 18] = [
        "required",
        "invalid",
        "missing",
        "expired",
        "incorrect",
        "denied",
        "failed",
        "unknown",
        "empty",
        "string",
        "str",
        "text",
        "hidden",
        "unset",
        "wrong",
        "rejected",
        "revoked",
        "number",
    ];
    WORDS.contains(&own)
}
