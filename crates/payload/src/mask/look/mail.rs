//! E-mail addresses, as people write them: a name, a host with a dot.

use super::super::SecretKind;
use super::{Found, run};
use crate::scan::bytes::byte;

pub(super) fn find(bytes: &[u8], found: &mut Vec<Found>) {
    let mut free = 0;
    for at in (0..bytes.len()).filter(|at| byte(bytes, *at) == b'@') {
        let before = bytes.get(free..at).unwrap_or_default();
        let start = at - before.iter().rev().take_while(|byte| is_of_name(**byte)).count();
        let end = run(bytes, at + 1, is_of_host);
        let host = bytes.get(at + 1..end).unwrap_or_default();
        let dots = host.iter().rev().take_while(|byte| matches!(byte, b'.' | b'-')).count();
        let host = host.get(..host.len() - dots).unwrap_or_default();
        free = at + 1;
        if start < at && is_host(host) {
            free = end - dots;
            found.push(Found::looks(start..free, SecretKind::Email));
        }
    }
}

fn is_host(host: &[u8]) -> bool {
    let mut labels = host.rsplit(|byte| *byte == b'.');
    let last = labels.next().unwrap_or_default();
    let is_top =
        last.len() >= 2 && last.iter().all(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
    is_top && labels.next().is_some_and(|label| !label.is_empty())
}

/// Letters beyond ASCII count.
const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || byte >= 0x80
        || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-' | b'\'')
}

const fn is_of_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || matches!(byte, b'.' | b'-')
}
