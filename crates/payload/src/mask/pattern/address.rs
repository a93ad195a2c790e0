//! Secrets in addresses and forms.

use super::super::SecretKind;
use super::super::name::names_a_secret;
use super::{Found, run};

/// `scheme://user:password@host`: RFC 3986, section 3.2.1.
pub(super) fn find_passwords(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find("://")) {
        let start = at + next + "://".len();
        let end =
            run(bytes, start, |byte| !ends_address(byte) && !matches!(byte, b'/' | b'?' | b'#'));
        let authority = text.get(start..end).unwrap_or_default();
        if let Some((user, _)) = authority.rsplit_once('@')
            && let Some((name, password)) = user.split_once(':')
            && !password.is_empty()
        {
            let from = start + name.len() + 1;
            found.push(Found { span: from..from + password.len(), kind: SecretKind::UrlPassword });
        }
        at = end;
    }
}

/// `?token=…`, `&api_key=…`, and forms, which begin with a name.
pub(super) fn find_parameters(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut before = 0;
    for equals in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'=').map(|(at, _)| at) {
        if equals < before {
            continue;
        }
        let name = text.get(before..equals).unwrap_or_default();
        let name =
            name.rsplit(|sign: char| !(sign.is_ascii_alphanumeric() || "_-.[]".contains(sign)));
        let name = name.clone().next().unwrap_or_default();
        let start = equals - name.len();
        let is_parameter = match start.checked_sub(1).and_then(|before| bytes.get(before)) {
            None => true,
            Some(byte) => matches!(byte, b'?' | b'&' | b';' | b'#' | b' ' | b'\n'),
        };
        before = equals + 1;
        if is_parameter && names_a_secret(name) {
            let end = run(bytes, before, |byte| {
                !ends_address(byte) && !matches!(byte, b'&' | b';' | b'#')
            });
            if end > before && bytes.get(before) != Some(&b'=') {
                found.push(Found { span: before..end, kind: SecretKind::UrlParameter });
            }
            before = end;
        }
    }
}

const fn ends_address(byte: u8) -> bool {
    byte <= b' ' || matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'`')
}
