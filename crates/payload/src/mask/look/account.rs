//! Numbers of accounts beside words of a bank, and of people beside words for them, where no name
//! stands right before them.

use super::super::SecretKind;
use super::{Found, run};
use crate::scan::bytes::byte;

/// The fewest digits of such a number.
pub(super) const FEWEST_DIGITS: usize = 6;

/// The shortest text that has such words and a number.
const SHORTEST: usize = 14;

/// The most signs between a word and its number.
const FARTHEST: usize = 24;

/// Words of a bank. Zuora numbers its customers' accounts, too.
const BANK: [&str; 7] = ["routing", "sort code", "aba ", "ach ", "<bank", "bank ", "wire"];

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    if text.len() < SHORTEST {
        return;
    }
    let lower = text.to_ascii_lowercase();
    let bytes = lower.as_bytes();
    if lower.contains("acc") && BANK.iter().any(|word| lower.contains(word)) {
        for (at, _) in lower.match_indices("acc") {
            let near = bytes.get(..bytes.len().min(at + FARTHEST + 1)).unwrap_or_default();
            let start =
                run(near, at, |byte| byte.is_ascii_alphabetic() || b" ._:#=>\"-".contains(&byte));
            note(bytes, at, start, 17, found);
        }
    }
    // The line at a cheque's foot: U+2448 follows the account.
    for (at, _) in text.match_indices('\u{2448}') {
        let before = bytes.get(..at).unwrap_or_default();
        let digits = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        if digits >= FEWEST_DIGITS {
            found.push(Found::looks(at - digits..at, SecretKind::Account));
        }
    }
    if ["ssn", "social security"].iter().any(|word| lower.contains(word)) {
        for (at, _) in text.match_indices('-') {
            let start = at.saturating_sub(3);
            let shape = |at: usize| byte(bytes, at).is_ascii_digit();
            let is_number = [0, 1, 2, 4, 5, 7, 8, 9, 10].iter().all(|step| shape(start + step));
            if is_number && byte(bytes, start + 6) == b'-' && !shape(start + 11) {
                found.push(Found::looks(start..start + 11, SecretKind::Account));
            }
        }
    }
}

/// A number that begins there, in one or with blanks and hyphens.
fn note(bytes: &[u8], word: usize, start: usize, most: usize, found: &mut Vec<Found>) {
    let end = run(bytes, start, |byte| byte.is_ascii_digit());
    let is_apart = byte(bytes, start.wrapping_sub(1)).is_ascii_alphabetic();
    if start - word <= FARTHEST && !is_apart && (FEWEST_DIGITS..=most).contains(&(end - start)) {
        found.push(Found::looks(start..end, SecretKind::Account));
    }
}
