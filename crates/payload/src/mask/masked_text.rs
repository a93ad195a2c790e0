//! A text and the places in it that are secrets: for headers, addresses and bodies of calls, the
//! values of a configuration, and messages.

use std::ops::Range;

use super::found::Found;
use super::name::telling;
use super::{MASK, Policy, SecretKind, text};

/// A secret inside a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// What it is called there.
    pub name: String,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
}

/// A text whose secrets are known by their places, in order and apart from one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked {
    /// The text as received.
    pub text: String,
    /// The secrets in it.
    pub secrets: Vec<Secret>,
}

impl Masked {
    /// A text that hides nothing.
    #[must_use]
    pub const fn open(text: String) -> Self {
        Self { text, secrets: Vec::new() }
    }

    /// Any text, by what it says itself. An e-mail address is no secret in a call, a configuration
    /// or a message: whom it writes to is read there first.
    #[must_use]
    pub fn of(text: String) -> Self {
        let found = text::find(&text, Policy { emails: false });
        Self { text, secrets: found.into_iter().map(secret).collect() }
    }

    /// A value under a name, which may make a secret of all of it.
    #[must_use]
    pub fn named(name: &str, text: String) -> Self {
        if telling(name).hides(&text) { Self::whole(name, text) } else { Self::of(text) }
    }

    /// A value that is a secret whatever it is called. An empty one hides nothing.
    #[must_use]
    pub fn whole(name: &str, text: String) -> Self {
        let span = 0..text.len();
        let secret = (!text.is_empty()).then(|| Secret { name: name.to_owned(), span });
        Self { text, secrets: secret.into_iter().collect() }
    }

    /// The text with each secret hidden.
    #[must_use]
    pub fn hidden(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        for (part, secret) in self.parts() {
            out.push_str(if secret.is_some() { MASK } else { part });
        }
        out
    }

    /// The text in pieces, each open or a secret.
    #[must_use]
    pub fn parts(&self) -> Vec<(&str, Option<&Secret>)> {
        let mut parts = Vec::new();
        let mut at = 0;
        for secret in &self.secrets {
            parts.push((self.text.get(at..secret.span.start).unwrap_or_default(), None));
            let hidden = self.text.get(secret.span.clone()).unwrap_or_default();
            parts.push((hidden, Some(secret)));
            at = secret.span.end;
        }
        parts.push((self.text.get(at..).unwrap_or_default(), None));
        parts.retain(|(part, _)| !part.is_empty());
        parts
    }
}

/// A text with each secret in it hidden: for messages, which come from anywhere.
#[must_use]
pub fn hidden(text: &str) -> String {
    Masked::of(text.to_owned()).hidden()
}

/// A secret with a name for the reader, and for the variable that stands for it in a command.
fn secret(found: Found) -> Secret {
    let name = match found.kind {
        _ if !found.name.is_empty() => found.name.as_str(),
        SecretKind::Scheme | SecretKind::UrlPassword => "sign-in",
        SecretKind::WebToken => "web token",
        SecretKind::PrivateKey => "private key",
        SecretKind::ServiceKey => "key",
        SecretKind::HookAddress => "hook",
        SecretKind::Card => "card number",
        SecretKind::Iban => "IBAN",
        SecretKind::Account => "account number",
        SecretKind::Email => "e-mail address",
        SecretKind::Named | SecretKind::Within => "secret",
    };
    Secret { name: name.to_owned(), span: found.span }
}
