//! Which values are secrets, and texts without them.
//!
//! A value is a secret because of a key (its own, one around it, or one beside it), or a part of
//! it is because of how that looks. What a key hides is hidden whole; of other texts only the part.
//! The empty text, `true`, `false` and `null` are no secrets.

mod context;
mod name;
mod pattern;
mod within;
mod written;

use std::ops::Range;

use crate::json::Json;

pub use context::secret_of;
pub use name::names_a_secret;
pub use pattern::{Found, find as find_by_looks};
pub use written::{MASK, masked};

/// Why a value is a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    /// A key names it as one: its own, one around it, or the `key` or `name` beside a `value`.
    Named,
    /// What follows `Bearer` or `Basic`.
    Scheme,
    /// A JSON Web Token.
    WebToken,
    /// A private key between its `BEGIN` and `END`.
    PrivateKey,
    /// The password in an address.
    UrlPassword,
    /// A parameter of an address or a form whose name says it: `?token=…`.
    UrlParameter,
    /// The number of a payment card.
    Card,
    /// The number of a bank account, IBAN.
    Iban,
    /// An e-mail address, if the policy asks for them.
    Email,
    /// The text is JSON, and there is a secret in that.
    Within,
}

/// What counts as a secret beyond what always does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Whether e-mail addresses do.
    pub emails: bool,
}

/// The values of one text that are shown although they are secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revealed(Vec<Range<usize>>);

impl Revealed {
    /// None.
    #[must_use]
    pub const fn nothing() -> Self {
        Self(Vec::new())
    }

    /// Shows a value and everything inside it.
    pub fn reveal(&mut self, json: &Json) {
        if !self.has(json) {
            self.0.push(json.span());
        }
    }

    /// Hides again what was shown of a value.
    pub fn hide(&mut self, json: &Json) {
        let span = json.span();
        self.0.retain(|shown| shown.start >= span.end || span.start >= shown.end);
    }

    /// Whether a value is shown.
    #[must_use]
    pub fn has(&self, json: &Json) -> bool {
        self.covers(&json.span())
    }

    fn covers(&self, span: &Range<usize>) -> bool {
        self.0.iter().any(|shown| shown.start <= span.start && span.end <= shown.end)
    }
}
