//! Secrets in a text by how they look, whatever they are called.

mod account;
mod address;
mod card;
mod hook;
mod iban;
mod key;
mod mail;
mod shape;
mod token;

use super::Policy;
use super::found::Found;
use crate::scan::bytes::byte;

pub(super) use card::is_card;
pub(super) use token::ends_with_scheme;

/// Notes what looks like a secret in a text.
pub(super) fn find(text: &str, signs: &Signs, policy: Policy, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    if signs.digits >= card::FEWEST_DIGITS {
        card::find(bytes, found);
    }
    if signs.has(LETTER) && signs.digits >= iban::FEWEST_DIGITS {
        iban::find(bytes, found);
    }
    if signs.digits >= account::FEWEST_DIGITS && signs.has(LETTER) {
        account::find(text, found);
    }
    if bytes.len() >= key::SHORTEST && signs.has(LETTER) {
        key::find(bytes, found);
        shape::find_sessions(bytes, found);
    }
    if signs.has(BLANK) {
        token::find_schemes(bytes, found);
        if signs.has(DASH) {
            token::find_private_keys(text, found);
            token::find_lines_of_keys(text, found);
        }
    }
    if signs.has(DOT) && signs.has(LETTER) {
        token::find_web_tokens(text, found);
    }
    if signs.has(COLON) {
        if signs.digits >= 8 {
            shape::find_of_bots(bytes, found);
        }
        hook::find(text, found);
    }
    if signs.has(COLON) {
        address::find_lines(text, found);
    }
    if signs.has(AT) {
        address::find_passwords(text, found);
        if policy.emails {
            mail::find(bytes, found);
        }
    }
}

const DIGIT: u8 = 1;
const LETTER: u8 = 2;
pub(super) const BLANK: u8 = 4;
const DASH: u8 = 8;
const DOT: u8 = 16;
/// What stands between a name and its value, or around it.
pub(super) const SEPARATOR: u8 = 32;
const AT: u8 = 64;
const COLON: u8 = 128;

/// What kinds of characters a text has, which rules out most patterns for most texts.
pub(super) struct Signs {
    all: u8,
    digits: usize,
}

impl Signs {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut signs = Self { all: 0, digits: 0 };
        for byte in bytes {
            let sign = SIGNS.get(usize::from(*byte)).copied().unwrap_or_default();
            signs.all |= sign;
            signs.digits += usize::from(sign & DIGIT);
        }
        signs
    }

    pub(super) const fn has(&self, sign: u8) -> bool {
        self.all & sign != 0
    }
}

static SIGNS: [u8; 256] = signs();

#[expect(clippy::indexing_slicing, reason = "computed while compiling: it cannot fail later")]
const fn signs() -> [u8; 256] {
    let mut signs = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        signs[byte as usize] = match byte {
            b'0'..=b'9' => DIGIT,
            b'A'..=b'Z' | b'a'..=b'z' => LETTER,
            b' ' | b'\t' => BLANK,
            b'-' => DASH,
            b'.' => DOT,
            b'@' => AT,
            b':' => COLON | SEPARATOR,
            b'=' | b'<' | b'"' | b'\'' | b'%' | b'\\' | b'&' => SEPARATOR,
            _ => 0,
        };
        byte += 1;
    }
    signs
}

/// Whether a word begins there: what stands before is neither letter nor digit.
pub(super) fn begins_word(bytes: &[u8], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| bytes.get(before)).is_none_or(|byte| !is_of_word(*byte))
}

/// Whether a word ends there.
fn ends_word(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_none_or(|byte| !is_of_word(*byte)) || between(bytes, at) > 0
}

/// Letters beyond ASCII count.
const fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// How many bytes stand there that may part the digits of one number: blanks of any kind, a dot, a
/// hyphen, a plus sign, as forms write a blank.
fn between(bytes: &[u8], at: usize) -> usize {
    let blank = |at| match (byte(bytes, at), byte(bytes, at + 1), byte(bytes, at + 2)) {
        (b' ' | b'\t', ..) => 1,
        (0xC2, 0xA0, _) => 2,
        // Blanks and hyphens of all widths: U+2000 to U+2015, U+202F.
        (0xE2, 0x80, 0x80..=0x95 | 0xAF) | (0xE2, 0x88, 0x92) => 3,
        _ => 0,
    };
    let first = blank(at);
    if first > 0 {
        return first + blank(at + first);
    }
    usize::from(matches!(byte(bytes, at), b'-' | b'.' | b'+'))
}

/// Where the run of such bytes ends that begins there.
pub(super) fn run(bytes: &[u8], start: usize, is_in: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    start + rest.iter().position(|byte| !is_in(*byte)).unwrap_or(rest.len())
}

/// What no address has in it.
const fn ends_address(byte: u8) -> bool {
    byte <= b' ' || matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'`')
}
