//! The name before a value.

use super::super::look::{begins_word, run};
use super::super::name::{Telling, names_a_secret, telling, telling_at_the_end};
use crate::scan::bytes::byte;

/// The longest name that is read, in bytes.
const LONGEST: usize = 80;

/// The most blanks between a name and its sign: columns are written like that.
const MOST_BLANKS: usize = 40;

/// The most letters of a name with a blank after each.
const MOST_LETTERS: usize = 24;

/// A name before a value.
pub(super) struct Title<'a> {
    pub(super) text: &'a str,
    /// Where it begins, without its quote, or the words that it is the last of.
    pub(super) begin: usize,
    /// Its quote; 0 if it has none.
    pub(super) quote: u8,
    /// What it says of its value.
    pub(super) telling: Telling,
}

impl<'a> Title<'a> {
    /// The name before that place; nothing if none ends there. It begins no earlier than `free`.
    pub(super) fn before(text: &'a str, free: usize, at: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let back = |end: usize, most: usize, is_in: fn(u8) -> bool| {
            let own = bytes.get(free.max(end.saturating_sub(most))..end).unwrap_or_default();
            end - own.iter().rev().take_while(|byte| is_in(**byte)).count()
        };
        let is_blank = |byte| matches!(byte, b' ' | b'\t');
        let mut end = back(at, MOST_BLANKS, is_blank);
        // `name ||= value`
        let signs = back(end, 2, |byte| matches!(byte, b'|' | b'?' | b'+'));
        if signs < end && byte(bytes, at) == b'=' {
            end = back(signs, MOST_BLANKS, is_blank);
        }
        // `Le mot de passe est : …`
        for word in [" est", " ist", " is", " es"] {
            if text.get(free..end).is_some_and(|own| own.ends_with(word)) {
                end -= word.len();
                break;
            }
        }
        let last = |end: usize| if end > free { byte(bytes, end - 1) } else { 0 };
        // `headers["X-Api-Key"] = …`
        if last(end) == b']' && is_quote(last(end - 1)) {
            end -= 1;
        }
        let quote = last(end);
        if is_quote(quote) {
            end -= 1;
            let start = back(end, LONGEST, |byte| !is_quote(byte) && byte >= b' ' && byte != b'\\');
            let own = text.get(start..end).filter(|own| !own.is_empty())?;
            return (last(start) == quote).then(|| Self {
                text: own,
                begin: start,
                quote,
                telling: telling(own),
            });
        }
        let start = back(end, LONGEST, is_of_name);
        let start = (start..end).find(|at| text.is_char_boundary(*at))?;
        let own = text.get(start..end).filter(|own| !own.is_empty())?;
        let longer = back_words(bytes, free, start);
        let words = text.get(longer..end).unwrap_or(own);
        let (telling, begin) = match telling(own) {
            Telling::Nothing if longer < start => (telling_at_the_end(words), longer),
            // `Unexpected token: …`
            Telling::Secret if longer < start && is_of_sources(words) => (Telling::Nothing, start),
            telling => (telling, start),
        };
        Some(Self { text: own, begin, quote: 0, telling })
    }
}

/// Up to two words before a name: `Card security code`; many if each is a letter: `P I N`.
fn back_words(bytes: &[u8], free: usize, start: usize) -> usize {
    let mut own = start;
    let is_letter = |at: usize| {
        bytes.get(at).is_some_and(u8::is_ascii_alphabetic)
            && !bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
    };
    let most = if is_letter(start) { MOST_LETTERS } else { 2 };
    for _ in 0..most {
        if most > 2 && (own < free + 2 || !is_letter(own - 2)) {
            break;
        }
        if own <= free + 1 || byte(bytes, own - 1) != b' ' {
            break;
        }
        let before = bytes.get(free.max(own.saturating_sub(24))..own - 1).unwrap_or_default();
        let length = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if length == 0 {
            break;
        }
        own -= length + 1;
    }
    own
}

/// What is said of sources: `Unexpected token: foo`.
fn is_of_sources(words: &str) -> bool {
    telling_at_the_end(words) == Telling::Nothing
        && words.trim_end().to_ascii_lowercase().ends_with("token")
}

/// Names of headers, fields, variables, parameters: `user[password]`, `$password`, `wsse.Password`.
const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || byte >= 0x80
        || matches!(byte, b'_' | b'-' | b'.' | b'$' | b'@' | b'[' | b']')
}

pub(super) const fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`')
}

/// Where a quoted text ends that begins there, without its quote; a doubled one is part of it.
pub(super) fn end_of_quoted(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start;
    while let Some(own) = bytes.get(at) {
        match *own {
            b'\\' => at += 1,
            own if own == quote && quote == b'\'' && byte(bytes, at + 1) == quote => at += 1,
            own if own == quote => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// Whether the words that end there name a secret, in a sentence or a statement.
pub(super) fn words_tell(text: &str, end: usize) -> bool {
    let bytes = text.as_bytes();
    let own = bytes.get(end.saturating_sub(LONGEST)..end).unwrap_or_default();
    let start = end - own.iter().rev().take_while(|byte| is_of_name(**byte)).count();
    let words = text.get(back_words(bytes, 0, start)..end).unwrap_or_default();
    begins_word(bytes, start) && telling_at_the_end(words) == Telling::Secret
}

/// A word of a command: to a blank, or in quotes. Where it stands, and where what follows begins.
pub(super) fn word(bytes: &[u8], start: usize) -> (std::ops::Range<usize>, usize) {
    let quote = byte(bytes, start);
    if is_quote(quote) {
        let end = end_of_quoted(bytes, start + 1, quote);
        return (start + 1..end, end + 1);
    }
    let end = run(bytes, start, |byte| !byte.is_ascii_whitespace());
    (start..end, end)
}

/// Whether an option of a command asks for a secret: `--password`.
pub(super) fn option_tells(option: &str) -> bool {
    option.strip_prefix("--").is_some_and(names_a_secret)
}
