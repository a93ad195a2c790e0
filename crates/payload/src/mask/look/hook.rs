//! Addresses that let everybody who knows them write somewhere: incoming hooks of chats and of
//! automations. Sources: the services' documents on incoming webhooks (Slack, Discord, Microsoft
//! Teams, Google Chat, Webex, Mattermost, Zapier, Telegram, IFTTT, Feishu, 2026).

use super::super::SecretKind;
use super::super::value::is_random;
use super::{Found, ends_address, run};

/// The fewest signs of a part of an address that is a key.
const FEWEST: usize = 8;

/// The same at a host that is there for hooks alone.
const FEWEST_AT_HOST: usize = 6;

/// What stands after `/hooks/`, `/services/`, `/webhooks/` … if a part of it looks like a key.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find("://")) {
        let start = at + next + "://".len();
        let end = run(bytes, start, |byte| !ends_address(byte) && !matches!(byte, b'?' | b'#'));
        at = end;
        let address = text.get(start..end).unwrap_or_default();
        let Some((host, _)) = address.split_once('/') else { continue };
        if let Some(place) = key_in(host, address) {
            found.push(Found::looks(start + place..end, SecretKind::HookAddress));
        }
    }
}

/// Where the keys of a hook's address begin.
fn key_in(host: &str, address: &str) -> Option<usize> {
    let mut place = 0;
    let mut is_hook = host.starts_with("hooks.");
    let fewest = if is_hook { FEWEST_AT_HOST } else { FEWEST };
    for (number, part) in address.split('/').enumerate() {
        if is_hook && number > 0 && is_key(part, fewest) {
            return Some(place);
        }
        // Telegram has the key in the name of the bot.
        if part.starts_with("bot") && part.contains(':') {
            return Some(place);
        }
        is_hook |= number > 0
            && (part.contains("hook") || part == "trigger" && host.starts_with("maker."));
        place += part.len() + 1;
    }
    None
}

/// Letters and digits; an id of digits alone, or a name, is none.
fn is_key(part: &str, fewest: usize) -> bool {
    let mut letters = part.bytes().filter(u8::is_ascii_alphabetic);
    let mut digits = part.bytes().filter(u8::is_ascii_digit);
    let has_both = letters.next().is_some() && digits.next().is_some();
    is_random(part) || (part.len() >= fewest && has_both)
}
