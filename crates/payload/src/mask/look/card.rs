//! Payment card numbers: ISO/IEC 7812-1 (lengths, check digit by Luhn), and the prefixes that the
//! networks publish. Long numbers of other kinds are common in payloads, so all must fit.

use std::ops::Range;

use super::super::SecretKind;
use super::{Found, begins_word, between, ends_word, run};
use crate::scan::bytes::byte;

/// The shortest numbers in use.
pub(super) const FEWEST_DIGITS: usize = 12;

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
        // `%B4111…^`: the magnetic track, ISO/IEC 7813.
        let is_track = at >= 2 && bytes.get(at - 2..at) == Some(b"%B");
        let is_alone = is_track || begins_word(bytes, at);
        at = read_groups(bytes, at, &mut groups);
        if is_alone && ends_word(bytes, at) {
            find_in(bytes, &groups, found);
        }
    }
}

/// The digits from there, in groups with something between them.
fn read_groups(bytes: &[u8], start: usize, groups: &mut Vec<Range<usize>>) -> usize {
    groups.clear();
    let mut at = start;
    loop {
        let end = run(bytes, at, |byte| byte.is_ascii_digit());
        groups.push(at..end);
        at = end + between(bytes, end);
        if at == end || !byte(bytes, at).is_ascii_digit() {
            return end;
        }
    }
}

/// A number may stand among others that are written alike.
fn find_in(bytes: &[u8], groups: &[Range<usize>], found: &mut Vec<Found>) {
    let mut first = 0;
    while first < groups.len() {
        let lengths = (1..=5).filter(|length| {
            let groups = groups.get(first..first + length).unwrap_or_default();
            is_grouped(groups) && !is_of_decimal(bytes, groups) && fits(&digits(bytes, groups))
        });
        let Some(length) = lengths.max() else {
            first += 1;
            continue;
        };
        let (from, to) = (groups.get(first), groups.get(first + length - 1));
        if let (Some(from), Some(to)) = (from, to) {
            found.push(Found::looks(from.start..to.end, SecretKind::Card));
        }
        first += length;
    }
}

/// As cards are printed: in one, in fours, or 4-6-5, 4-6-4 and 6-13.
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
            | [6, 13, 0, 0, 0]
    )
}

fn digits(bytes: &[u8], groups: &[Range<usize>]) -> Vec<u8> {
    let digits = groups.iter().filter_map(|group| bytes.get(group.clone()));
    digits.flatten().copied().collect()
}

/// A decimal is no card: a number in one, with a point and a digit before or behind it.
fn is_of_decimal(bytes: &[u8], groups: &[Range<usize>]) -> bool {
    let [own] = groups else { return false };
    let follows = own.start >= 2
        && byte(bytes, own.start - 1) == b'.'
        && byte(bytes, own.start - 2).is_ascii_digit();
    follows || (byte(bytes, own.end) == b'.' && byte(bytes, own.end + 1).is_ascii_digit())
}

fn fits(digits: &[u8]) -> bool {
    (FEWEST_DIGITS..=MOST_DIGITS).contains(&digits.len()) && is_issued(digits) && luhn(digits)
}

/// Whether a network issues numbers of that beginning and length. Not UATP's, whose beginning is
/// the digit 1 alone.
fn is_issued(digits: &[u8]) -> bool {
    let first_four = digits.iter().take(4);
    let four = first_four.fold(0_u32, |number, digit| number * 10 + u32::from(*digit - b'0'));
    let lengths: &[usize] = match four {
        // Visa.
        4000..=4999 => &[13, 16, 19],
        // Mastercard.
        5100..=5599 | 2221..=2720 => &[16],
        // American Express; JCB of old.
        3400..=3499 | 3700..=3799 | 1800 | 2131 => &[15],
        // Diners Club.
        3000..=3059 | 3095 | 3600..=3699 | 3800..=3999 => &[14, 16, 17, 18, 19],
        // Discover, JCB, UnionPay, Mir, Troy, Uzcard, Humo; RuPay, Verve, Elo, Hipercard,
        // InterPayment, InstaPayment, Dankort, UkrCard.
        6011
        | 6440..=6599
        | 3528..=3589
        | 6200..=6299
        | 8100..=8299
        | 2200..=2205
        | 9792
        | 8600
        | 9860
        | 5019
        | 5041
        | 5060..=5067
        | 5078
        | 5085..=5090
        | 6040..=6042
        | 6054
        | 6060..=6085
        | 6360..=6399 => &[16, 17, 18, 19],
        // Maestro, Laser.
        5018
        | 5020
        | 5038
        | 5612
        | 5893
        | 6304
        | 6706
        | 6709
        | 6759
        | 6761..=6763
        | 6767
        | 6771
        | 6799 => &[12, 13, 14, 15, 16, 17, 18, 19],
        _ => &[],
    };
    lengths.contains(&digits.len())
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
