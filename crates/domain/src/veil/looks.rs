//! Credentials by how they look, whatever they are called: the payload's own rule.

use super::Secret;
use crate::payload::mask::{Policy, SecretKind, find_by_looks};

/// What looks like a credential in a text.
pub(super) fn secrets(text: &str) -> Vec<Secret> {
    // An e-mail address is none in a call or a configuration: whom it writes to is read there first.
    let found = find_by_looks(text, Policy { emails: false });
    found.into_iter().map(|found| Secret { name: name(found.kind), span: found.span }).collect()
}

fn name(kind: SecretKind) -> String {
    let name = match kind {
        SecretKind::Scheme => "sign-in",
        SecretKind::WebToken => "web token",
        SecretKind::PrivateKey => "private key",
        SecretKind::UrlPassword => "password",
        SecretKind::Card => "card number",
        SecretKind::Iban => "IBAN",
        SecretKind::Email => "e-mail address",
        SecretKind::Named | SecretKind::UrlParameter | SecretKind::Within => "secret",
    };
    name.to_owned()
}
