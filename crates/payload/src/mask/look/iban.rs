//! Bank account numbers by ISO 13616 (IBAN): a country's length, and a remainder of 1 by 97.

use super::super::SecretKind;
use super::{Found, begins_word, between, ends_word};
use crate::scan::bytes::byte;

/// The fewest digits that the account numbers of any country have: Malta's, without its letters.
pub(super) const FEWEST_DIGITS: usize = 7;

/// Countries and the lengths of their numbers. Source: SWIFT, IBAN Registry.
const LENGTHS: [(&str, usize); 18] = [
    ("NO", 15),
    ("BE", 16),
    ("DK FI FK FO GL NL SD", 18),
    ("MK SI", 19),
    ("AT BA EE KZ LT LU MN XK", 20),
    ("CH HR LI LV", 21),
    ("BG BH CR DE GB GE IE ME RS VA", 22),
    ("AE GI IL IQ OM SO TL", 23),
    ("AD CZ ES MD PK RO SA SE SK TN VG", 24),
    ("LY PT ST", 25),
    ("IS TR", 26),
    ("BI DJ FR GR IT MC MR SM", 27),
    ("AL AZ BY CY DO GT HN HU LB NI PL SV", 28),
    ("BR EG PS QA UA", 29),
    ("JO KW MU YE", 30),
    ("MT SC", 31),
    ("LC", 32),
    ("RU", 33),
];

/// Countries whose numbers have no letters but their own.
const DIGITS: &str =
    "AE AT BA BE CZ DE DK EE ES FI FO GL HR HU IL IS LT ME NO PL PT RS SE SI SK TL TN XK";

/// The shortest numbers, of Norway.
const SHORTEST: usize = 15;

pub(super) fn find(bytes: &[u8], found: &mut Vec<Found>) {
    let mut at = 0;
    while at + SHORTEST <= bytes.len() {
        let is_letter = |at| byte(bytes, at).is_ascii_alphabetic();
        let may_begin = is_letter(at) && is_letter(at + 1) && begins_word(bytes, at);
        let end = if may_begin { end_of(bytes, at) } else { None };
        if let Some(end) = end {
            found.push(Found::looks(at..end, SecretKind::Iban));
        }
        at = end.unwrap_or(at + 1);
    }
}

fn end_of(bytes: &[u8], start: usize) -> Option<usize> {
    let country = bytes.get(start..start + 2)?;
    let is_of = |countries: &str| {
        countries.split(' ').any(|own| own.as_bytes().eq_ignore_ascii_case(country))
    };
    let first = start + 2;
    let is_large = country.iter().all(u8::is_ascii_uppercase);
    let digit = if is_large { first + between(bytes, first) } else { first };
    if !byte(bytes, digit).is_ascii_digit() || !byte(bytes, digit + 1).is_ascii_digit() {
        return None;
    }
    let (_, length) = LENGTHS.iter().find(|(countries, _)| is_of(countries))?;
    number_of_length(bytes, start, *length, is_large, is_of(DIGITS))
}

/// Where the number of that length ends, if it is one: in one, or in fours; in any groups if its
/// letters are capitals.
fn number_of_length(
    bytes: &[u8],
    start: usize,
    length: usize,
    is_large: bool,
    has_digits: bool,
) -> Option<usize> {
    let mut signs = Vec::with_capacity(length);
    let mut at = start;
    while signs.len() < length {
        if !signs.is_empty() && (is_large || signs.len() % 4 == 0) {
            at += between(bytes, at);
        }
        let sign = byte(bytes, at).to_ascii_uppercase();
        let is_digit = sign.is_ascii_digit();
        if !(is_digit || (sign.is_ascii_uppercase() && (!has_digits || signs.len() < 2))) {
            return None;
        }
        signs.push(sign);
        at += 1;
    }
    signs.rotate_left(4);
    let rest = signs.iter().fold(0_u32, |rest, sign| match sign {
        b'0'..=b'9' => (rest * 10 + u32::from(sign - b'0')) % 97,
        letter => (rest * 100 + u32::from(letter - b'A') + 10) % 97,
    });
    (rest == 1 && ends_word(bytes, at)).then_some(at)
}
