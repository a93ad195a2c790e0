//! Payment card numbers: ISO/IEC 7812-1 (lengths, check digit by Luhn), and the prefixes that the
//! networks publish. Long numbers of other kinds are common in payloads, so all must fit.

use std::ops::Range;

use super::super::SecretKind;
use super::{Found, begins_word, ends_word, run};
use crate::scan::bytes::byte;

/// The shortest numbers in use.
pub(super) const FEWEST_DIGITS: usize = 13;

const MOST_DIGITS: usize = 19;

/// Whether a number, without anything around it, is that of a card.
pub(in super::super) fn is_card(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && fits(text.as_bytes())
}

pub(super) fn find(bytes: &[u8], found: &mut Vec<Found>) {
    let mut at = 0;
    let mut groups: Vec<Range<usize>> = Vec::new();
    while at < bytes.len() {
        if !byte(bytes, at).is_ascii_digit() {
            at += 1;
            continue;
        }
        let is_alone = begins_word(bytes, at) && !follows_point(bytes, at);
        at = read_groups(bytes, at, &mut groups);
        if is_alone && ends_word(bytes, at) {
            find_in(bytes, &groups, found);
        }
    }
}

/// The digits from there, in groups with one blank or hyphen between them, always the same.
fn read_groups(bytes: &[u8], start: usize, groups: &mut Vec<Range<usize>>) -> usize {
    groups.clear();
    let mut at = run(bytes, start, |byte| byte.is_ascii_digit());
    groups.push(start..at);
    let between = byte(bytes, at);
    while matches!(between, b' ' | b'-')
        && byte(bytes, at) == between
        && byte(bytes, at + 1).is_ascii_digit()
    {
        let end = run(bytes, at + 1, |byte| byte.is_ascii_digit());
        groups.push(at + 1..end);
        at = end;
    }
    at
}

/// A number may stand among others that are written alike.
fn find_in(bytes: &[u8], groups: &[Range<usize>], found: &mut Vec<Found>) {
    let mut first = 0;
    while first < groups.len() {
        let lengths = (1..=5).filter(|length| {
            let groups = groups.get(first..first + length).unwrap_or_default();
            !groups.is_empty() && is_grouped(groups) && fits(&digits(bytes, groups))
        });
        let Some(length) = lengths.max() else {
            first += 1;
            continue;
        };
        let (from, to) = (groups.get(first), groups.get(first + length - 1));
        if let (Some(from), Some(to)) = (from, to) {
            found.push(Found { span: from.start..to.end, kind: SecretKind::Card });
        }
        first += length;
    }
}

/// As cards are printed: in one, in fours, or 4-6-5 and 4-6-4.
fn is_grouped(groups: &[Range<usize>]) -> bool {
    let mut lengths = [0; 5];
    for (length, group) in lengths.iter_mut().zip(groups) {
        *length = group.len();
    }
    matches!(
        lengths,
        [FEWEST_DIGITS..=MOST_DIGITS, 0, 0, 0, 0]
            | [4, 6, 4 | 5, 0, 0]
            | [4, 4, 4, 1..=4, 0]
            | [4, 4, 4, 4, 1..=3]
    )
}

fn digits(bytes: &[u8], groups: &[Range<usize>]) -> Vec<u8> {
    let digits = groups.iter().filter_map(|group| bytes.get(group.clone()));
    digits.flatten().copied().collect()
}

/// A decimal is no card.
fn follows_point(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map_or(0, |before| byte(bytes, before));
    before == b'.' && at >= 2 && byte(bytes, at - 2).is_ascii_digit()
}

fn fits(digits: &[u8]) -> bool {
    (FEWEST_DIGITS..=MOST_DIGITS).contains(&digits.len()) && is_issued(digits) && luhn(digits)
}

/// Whether a network issues numbers of that beginning and length.
fn is_issued(digits: &[u8]) -> bool {
    let first_four = digits.iter().take(4);
    let four = first_four.fold(0_u32, |number, digit| number * 10 + u32::from(*digit - b'0'));
    match (four, digits.len()) {
        // Visa.
        (4000..=4999, 13 | 16 | 19)
        // Mastercard.
        | (5100..=5599 | 2221..=2720, 16)
        // American Express.
        | (3400..=3499 | 3700..=3799, 15)
        // Diners Club.
        | (3000..=3059 | 3095 | 3600..=3699 | 3800..=3999, 14)
        // Discover, JCB, UnionPay.
        | (6011 | 6440..=6599 | 3528..=3589 | 6200..=6299, 16..=19)
        // Maestro.
        | (5018 | 5020 | 5038 | 5893 | 6304 | 6759 | 6761..=6763, 13..=19) => true,
        _ => false,
    }
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .zip([1, 2].into_iter().cycle())
        .map(|(digit, weight)| u32::from(*digit - b'0') * weight)
        .map(|product| if product > 9 { product - 9 } else { product })
        .sum();
    sum.is_multiple_of(10)
}
