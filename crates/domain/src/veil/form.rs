//! Credentials in `name=value&name=value`, as a query or a body.

use super::Secret;
use crate::payload::mask::names_a_secret;

/// The credentials of a form that begins at a place of the whole text.
pub(super) fn secrets(form: &str, mut at: usize) -> Vec<Secret> {
    let mut found = Vec::new();
    for pair in form.split('&') {
        if let Some((name, value)) = pair.split_once('=') {
            let plain = plain(name);
            let start = at + name.len() + 1;
            if !value.is_empty() && names_a_secret(&plain) {
                found.push(Secret { name: plain, span: start..start + value.len() });
            }
        }
        at += pair.len() + 1;
    }
    found
}

/// A name as it was before it was written for an address.
fn plain(name: &str) -> String {
    let decoded = form_urlencoded::parse(name.as_bytes()).next();
    decoded.map_or_else(String::new, |(name, _)| name.into_owned())
}

/// The credentials of an address.
pub(super) fn in_url(url: &str) -> Vec<Secret> {
    let mut found = Vec::new();
    if let Some(scheme) = url.find("://") {
        let start = scheme + 3;
        let rest = url.get(start..).unwrap_or_default();
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let user = authority.rfind('@').filter(|length| *length > 0);
        found.extend(
            user.map(|length| Secret { name: "sign-in".into(), span: start..start + length }),
        );
    }
    if let Some(mark) = url.find(['?', '#']) {
        let query = url.get(mark + 1..).unwrap_or_default();
        // A fragment is written like a query where it holds a token.
        let mut at = mark + 1;
        for part in query.split('#') {
            found.extend(secrets(part, at));
            at += part.len() + 1;
        }
    }
    found
}
