//! Passwords in addresses. What parameters are called is for [`super::super::said`] to say.

use super::super::SecretKind;
use super::{Found, ends_address, run};

/// The shortest name of a user that is a key, where no password follows.
const SHORTEST_KEY: usize = 16;

/// `scheme://user:password@host`: RFC 3986, section 3.2.1. Who signs in is hidden with the
/// password: many services take their key in either place.
pub(super) fn find_passwords(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find("//")) {
        let start = at + next + "//".len();
        let end =
            run(bytes, start, |byte| !ends_address(byte) && !matches!(byte, b'/' | b'?' | b'#'));
        let authority = text.get(start..end).unwrap_or_default();
        if let Some((user, _)) = authority.rsplit_once('@')
            && is_secret(user)
        {
            found.push(Found::looks(start..start + user.len(), SecretKind::UrlPassword));
        }
        at = end;
    }
}

/// A line of `PostgreSQL`'s password file, `host:port:database:user:password`, and an address of
/// Oracle's driver, `jdbc:oracle:thin:user/password@…`.
pub(super) fn find_lines(text: &str, found: &mut Vec<Found>) {
    let mut at = 0;
    for line in text.split('\n') {
        let parts: Vec<&str> = line.trim_end().split(':').take(7).collect();
        if let [_, port, _, _, password] = parts.as_slice()
            && (2..=5).contains(&port.len())
            && port.bytes().all(|byte| byte.is_ascii_digit())
            && !line.trim_end().contains(' ')
            && !password.is_empty()
        {
            let end = at + line.trim_end().len();
            found.push(Found::looks(end - password.len()..end, SecretKind::UrlPassword));
        }
        if let Some((before, rest)) = line.split_once("jdbc:oracle:")
            && let Some((user, _)) = rest.split_once('@')
            && let Some((name, password)) = user.split_once('/')
        {
            let start = at + before.len() + "jdbc:oracle:".len() + name.len() + 1;
            found.push(Found::looks(start..start + password.len(), SecretKind::UrlPassword));
        }
        at += line.len() + 1;
    }
}

fn is_secret(user: &str) -> bool {
    match user.split_once(':') {
        Some((_, password)) => !password.is_empty() || is_key(user),
        None => is_key(user),
    }
}

fn is_key(user: &str) -> bool {
    user.len() >= SHORTEST_KEY
        && !user.contains('%')
        && user.bytes().any(|byte| byte.is_ascii_digit())
        && user.bytes().any(|byte| byte.is_ascii_alphabetic())
}
