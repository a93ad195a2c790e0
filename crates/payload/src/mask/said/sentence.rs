//! A secret among words: `the new password is …`, `AccessKey … rejected`, `CVV 437`.

use std::ops::Range;

use super::super::SecretKind;
use super::super::found::Found;
use super::super::look::{ends_with_scheme, run};
use super::super::value::{is_mixed, is_random};
use super::title::words_tell;
use crate::scan::bytes::byte;

/// Words and signs between a name and its value.
const BETWEEN: [&str; 22] = [
    "is", "was", "are", "be", "to", "as", "of", "ist", "lautet", "est", "es", "é", "=", ":", "-",
    "–", "—", "|", "->", "=>", ">", "plain",
];

/// Names of numbers of few digits, as they end.
const OF_DIGITS: [&str; 9] =
    ["pin", "cvv", "cvc", "cvv2", "cvc2", "otp", "code", "passcode", "zugangscode"];

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut before: [Range<usize>; 3] = [0..0, 0..0, 0..0];
    while at < bytes.len() {
        let start = run(bytes, at, |byte| byte.is_ascii_whitespace());
        let end = run(bytes, start, |byte| !byte.is_ascii_whitespace());
        let own = text
            .get(start..end)
            .unwrap_or_default()
            .trim_end_matches(['.', ',', ';', '!', '?', '|', ')']);
        let word = start..start + own.len();
        let is_number =
            (3..=8).contains(&own.len()) && own.bytes().all(|byte| byte.is_ascii_digit());
        if (is_number || is_mixed(own) || is_random(own))
            && let Some(name) = name_before(text, &before, is_number)
        {
            found.push(Found::named(word.clone(), SecretKind::Named, name));
        }
        before.rotate_left(1);
        if let Some(last) = before.last_mut() {
            *last = word;
        }
        at = end.max(at + 1);
    }
}

/// The word that names what follows the last of these.
fn name_before<'a>(text: &'a str, before: &[Range<usize>; 3], is_number: bool) -> Option<&'a str> {
    let mut words = before.iter().rev();
    let mut name = words.next()?;
    let own = |span: &Range<usize>| text.get(span.clone()).unwrap_or_default();
    let is_between =
        |word: &str| word.is_empty() || BETWEEN.iter().any(|own| own.eq_ignore_ascii_case(word));
    let mut skipped = 0;
    while skipped < 2 && is_between(own(name)) {
        name = words.next()?;
        skipped += 1;
    }
    // Orders of protocols: `AUTH user …`, `PASS …`.
    let first = words.next().map(own).unwrap_or_default();
    if skipped == 0 && !is_number && first == "AUTH" {
        return Some("auth");
    }
    if skipped == 0 && ends_with_scheme(text.get(..name.end).unwrap_or_default().as_bytes()) {
        return None;
    }
    let word = own(name).trim_start_matches(['-', '(', '|']);
    if word.is_empty()
        || !byte(word.as_bytes(), word.len() - 1).is_ascii_alphanumeric() && word.is_ascii()
    {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let is_of_digits = || OF_DIGITS.iter().any(|end| lower == *end);
    (!is_number || is_of_digits()).then_some(())?;
    let tells =
        words_tell(text, name.end) || (is_number && lower == "code" && is_once(text, name.start));
    tells.then_some(word)
}

/// Whether a code is one of few minutes: `one-time code`, `security code`.
fn is_once(text: &str, end: usize) -> bool {
    let before = text.get(..end).unwrap_or_default().trim_end();
    ["one-time", "one time", "access", "verification", "login"].iter().any(|own| {
        before.len() >= own.len()
            && before
                .get(before.len() - own.len()..)
                .is_some_and(|end| end.eq_ignore_ascii_case(own))
    })
}
