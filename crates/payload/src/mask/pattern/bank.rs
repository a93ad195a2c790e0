//! Bank account numbers by ISO 13616 (IBAN): a country's length, and a remainder of 1 by 97.

use super::super::SecretKind;
use super::{Found, begins_word, ends_word};
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

pub(super) fn find(bytes: &[u8], found: &mut Vec<Found>) {
    let mut at = 0;
    while at + 15 <= bytes.len() {
        let end = if is_beginning(bytes, at) { end_of(bytes, at) } else { None };
        if let Some(end) = end {
            found.push(Found { span: at..end, kind: SecretKind::Iban });
        }
        at = end.unwrap_or(at + 1);
    }
}

/// Two letters and two digits, at the beginning of a word.
fn is_beginning(bytes: &[u8], at: usize) -> bool {
    byte(bytes, at).is_ascii_uppercase()
        && byte(bytes, at + 1).is_ascii_uppercase()
        && byte(bytes, at + 2).is_ascii_digit()
        && byte(bytes, at + 3).is_ascii_digit()
        && begins_word(bytes, at)
}

fn end_of(bytes: &[u8], start: usize) -> Option<usize> {
    let country = bytes.get(start..start + 2)?;
    let of_country = |countries: &str| countries.split(' ').any(|own| own.as_bytes() == country);
    let (_, length) = LENGTHS.iter().find(|(countries, _)| of_country(countries))?;
    number_of_length(bytes, start, *length)
}

/// Where the number of that length ends, if it is one: in one, or in fours with blanks between.
fn number_of_length(bytes: &[u8], start: usize, length: usize) -> Option<usize> {
    let mut signs = Vec::with_capacity(length);
    let mut at = start;
    while signs.len() < length {
        if byte(bytes, at) == b' ' && signs.len() % 4 == 0 && !signs.is_empty() {
            at += 1;
        }
        let sign = byte(bytes, at);
        if !(sign.is_ascii_uppercase() || sign.is_ascii_digit()) {
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
