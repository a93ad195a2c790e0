//! Keys of services that are known by their shape: the same sources as of their beginnings.

use super::super::SecretKind;
use super::{Found, run};
use crate::scan::bytes::byte;

/// Keys that have a mark inside: secrets of Azure's apps (`…8Q~…`), Airtable, Terraform Cloud
/// (`.atlasv1.`), Twilio's and Mailchimp's (32 hex digits beside a sign of their own), tokens of bots.
pub(super) fn is_by_shape(own: &[u8]) -> bool {
    let whole = own;
    let own = own.split(|byte| *byte == b'/').next().unwrap_or_default();
    let hex = |part: &[u8]| {
        part.len() == 32
            && part.iter().all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase())
    };
    let is_azure = own.get(3).is_some_and(u8::is_ascii_digit)
        && own.get(4..6) == Some(b"Q~")
        && (37..=42).contains(&own.len());
    let is_airtable = own.starts_with(b"pat") && own.len() == 82 && byte(own, 17) == b'.';
    let is_terraform = own.get(14..23) == Some(b".atlasv1.") && own.len() > 60;
    // A password's hash, crypt(3): the kind and what was mixed in between dollar signs.
    let is_hash = byte(own, 0) == b'$'
        && whole.len() > 30
        && (4..=7).contains(&whole.split(|byte| *byte == b'$').count());
    let is_twilio = own.strip_prefix(b"SK").is_some_and(hex);
    let is_mailchimp = own.get(..32).is_some_and(hex)
        && own.get(32..35) == Some(b"-us")
        && own
            .get(35..)
            .is_some_and(|rest| !rest.is_empty() && rest.iter().all(u8::is_ascii_digit));
    is_azure
        || is_hash
        || is_airtable
        || is_terraform
        || is_twilio
        || is_mailchimp
        || is_of_bot(own)
}

/// Discord's: three parts, the first the number of the bot in Base64.
fn is_of_bot(own: &[u8]) -> bool {
    let mut parts = own.split(|byte| *byte == b'.');
    let mut has = |least: usize, most: usize| {
        parts.next().is_some_and(|part| (least..=most).contains(&part.len()))
    };
    matches!(byte(own, 0), b'M' | b'N' | b'O')
        && has(23, 28)
        && has(6, 7)
        && has(27, 40)
        && !has(0, usize::MAX)
}

/// Salesforce's sessions: `<15 or 18 signs, 00D first>!<many>`.
pub(super) fn find_sessions(bytes: &[u8], found: &mut Vec<Found>) {
    for mark in (0..bytes.len()).filter(|at| byte(bytes, *at) == b'!') {
        let start = [15, 18].into_iter().filter_map(|length| mark.checked_sub(length));
        let mut start =
            start.filter(|start| bytes.get(*start..).is_some_and(|own| own.starts_with(b"00D")));
        let end = run(bytes, mark + 1, is_of_key);
        if let Some(start) = start.next_back().filter(|_| end - mark > 60) {
            found.push(Found::looks(start..end, SecretKind::ServiceKey));
        }
    }
}

/// Telegram's bots: `<8 to 10 digits>:<35 signs>`.
pub(super) fn find_of_bots(bytes: &[u8], found: &mut Vec<Found>) {
    for colon in (0..bytes.len()).filter(|at| byte(bytes, *at) == b':') {
        let before = bytes.get(..colon).unwrap_or_default();
        let digits = before.iter().rev().take(11).take_while(|byte| byte.is_ascii_digit()).count();
        let end = run(bytes, colon + 1, |byte| {
            is_of_key(byte) && !matches!(byte, b'.' | b'/' | b'+' | b'~' | b'$')
        });
        if (8..=10).contains(&digits) && end - colon == 36 {
            found.push(Found::looks(colon - digits..end, SecretKind::ServiceKey));
        }
    }
}

/// What the signs of keys are.
pub(super) const fn is_of_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/' | b'+' | b'$')
}
