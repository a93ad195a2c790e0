//! Secrets in a text by how they look.

mod address;
mod bank;
mod card;
mod mail;
mod token;

use std::ops::Range;

use super::{Policy, SecretKind};

pub(super) use card::is_card;

/// A part of a text that is a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
    /// Why it is one.
    pub kind: SecretKind,
}

/// Every secret in a text by how it looks, in order, none within another.
#[must_use]
pub fn find(text: &str, policy: Policy) -> Vec<Found> {
    let bytes = text.as_bytes();
    let signs = Signs::of(bytes);
    let mut found = Vec::new();
    if signs.digits >= card::FEWEST_DIGITS {
        card::find(bytes, &mut found);
    }
    if signs.has(CAPITAL) && signs.digits >= bank::FEWEST_DIGITS {
        bank::find(bytes, &mut found);
    }
    if signs.has(BLANK) {
        token::find_schemes(bytes, &mut found);
        if signs.has(DASH) {
            token::find_private_keys(text, &mut found);
        }
    }
    if signs.has(DOT) && signs.has(CAPITAL) {
        token::find_web_tokens(text, &mut found);
    }
    if signs.has(EQUALS) {
        address::find_parameters(text, &mut found);
    }
    if signs.has(AT) && signs.has(COLON) {
        address::find_passwords(text, &mut found);
    }
    if policy.emails && signs.has(AT) {
        mail::find(bytes, &mut found);
    }
    in_order(found)
}

fn in_order(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|found| (found.span.start, usize::MAX - found.span.end));
    found.dedup_by(|next, kept| {
        let overlaps = next.span.start < kept.span.end;
        if overlaps {
            kept.span.end = kept.span.end.max(next.span.end);
        }
        overlaps
    });
    found
}

const DIGIT: u8 = 1;
const CAPITAL: u8 = 2;
const BLANK: u8 = 4;
const DASH: u8 = 8;
const DOT: u8 = 16;
const EQUALS: u8 = 32;
const AT: u8 = 64;
const COLON: u8 = 128;

/// What kinds of characters a text has, which rules out most patterns for most texts.
struct Signs {
    all: u8,
    digits: usize,
}

impl Signs {
    fn of(bytes: &[u8]) -> Self {
        let mut signs = Self { all: 0, digits: 0 };
        for byte in bytes {
            let sign = SIGNS.get(usize::from(*byte)).copied().unwrap_or_default();
            signs.all |= sign;
            signs.digits += usize::from(sign & DIGIT);
        }
        signs
    }

    const fn has(&self, sign: u8) -> bool {
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
            b'A'..=b'Z' => CAPITAL,
            b' ' => BLANK,
            b'-' => DASH,
            b'.' => DOT,
            b'=' => EQUALS,
            b'@' => AT,
            b':' => COLON,
            _ => 0,
        };
        byte += 1;
    }
    signs
}

/// Whether a word begins there: what stands before is neither letter nor digit.
fn begins_word(bytes: &[u8], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| bytes.get(before)).is_none_or(|byte| !is_of_word(*byte))
}

/// Whether a word ends there.
fn ends_word(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_none_or(|byte| !is_of_word(*byte))
}

/// Letters beyond ASCII count.
const fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Where the run of such bytes ends that begins there.
fn run(bytes: &[u8], start: usize, is_in: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    start + rest.iter().position(|byte| !is_in(*byte)).unwrap_or(rest.len())
}
