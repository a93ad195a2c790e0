//! A text and the places in it that hold credentials: headers, addresses and bodies of callouts,
//! the values of a configuration.
//!
//! What is hidden follows the same rules as in the tree: by its name ([`names_a_secret`]), and by
//! how it looks (`Bearer …`, the number of a card).

mod form;
mod json;
mod looks;
mod markup;

use std::ops::Range;

use crate::payload::mask::names_a_secret;

/// What stands in place of a credential.
pub const HIDDEN: &str = crate::payload::mask::MASK;

/// A credential inside a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// What it is called there.
    pub name: String,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
}

/// A text whose credentials are known by their places, in order and apart from one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Veiled {
    /// The text as received.
    pub text: String,
    /// The credentials in it.
    pub secrets: Vec<Secret>,
}

impl Veiled {
    /// A text without a credential.
    #[must_use]
    pub const fn open(text: String) -> Self {
        Self { text, secrets: Vec::new() }
    }

    /// A value under a name, which may make a credential of all of it.
    #[must_use]
    pub fn named(name: &str, text: String) -> Self {
        if names_a_secret(name) || tells_a_sign_in(&text) {
            return Self::whole(name, text);
        }
        Self::with(text, Vec::new())
    }

    /// A text in which these are credentials, and what looks like one.
    fn with(text: String, mut secrets: Vec<Secret>) -> Self {
        secrets.extend(looks::secrets(&text));
        // Of two that begin together the longer one comes first; what was named keeps its name.
        secrets.sort_by_key(|secret| (secret.span.start, usize::MAX - secret.span.end));
        secrets.dedup_by(|next, kept| {
            let overlaps = next.span.start < kept.span.end;
            if overlaps {
                kept.span.end = kept.span.end.max(next.span.end);
            }
            overlaps
        });
        Self { text, secrets }
    }

    /// A value that is a credential whatever it is called. An empty one hides nothing.
    #[must_use]
    pub fn whole(name: &str, text: String) -> Self {
        let span = 0..text.len();
        let secret = (!text.is_empty()).then(|| Secret { name: name.to_owned(), span });
        Self { text, secrets: secret.into_iter().collect() }
    }

    /// An address: who signs in, and what its query and fragment call a credential.
    #[must_use]
    pub fn url(text: String) -> Self {
        let secrets = form::in_url(&text);
        Self::with(text, secrets)
    }

    /// A body or other long text: JSON, markup or a form by its first sign; or plain.
    #[must_use]
    pub fn body(text: String) -> Self {
        let first = text.trim_start().chars().next();
        let secrets = match first {
            Some('{' | '[' | '"') => json::secrets(&text),
            Some('<') => markup::secrets(&text),
            _ if !text.contains(char::is_whitespace) => form::secrets(&text, 0),
            _ => Vec::new(),
        };
        Self::with(text, secrets)
    }

    /// The text with each credential hidden.
    #[must_use]
    pub fn hidden(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        for (part, secret) in self.parts() {
            out.push_str(if secret.is_some() { HIDDEN } else { part });
        }
        out
    }

    /// The text in pieces, each open or a credential.
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

/// Whether a value is what an `Authorization` header holds, wherever it stands.
pub(crate) fn tells_a_sign_in(text: &str) -> bool {
    let Some((scheme, token)) = text.split_once(' ') else {
        return false;
    };
    let known = ["bearer", "basic", "digest", "token"];
    known.iter().any(|known| scheme.eq_ignore_ascii_case(known))
        && token.len() > 7
        && !token.trim().contains(' ')
}
