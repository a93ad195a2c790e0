//! Which values are secrets, and texts without them: one scanner for the tree, calls, settings,
//! messages and commands.
//!
//! A value is a secret because of a name (its own, one around it, or one beside it), or a part of
//! it is because of how that looks. What a name hides is hidden whole; of other texts only the
//! part. The empty text, `true`, `false`, `null` and what somebody has masked already are no
//! secrets.

mod context;
mod decoded;
mod foreign;
mod found;
mod index;
mod inside;
mod look;
mod masked_text;
mod name;
mod said;
mod text;
mod value;
mod words;
mod written;

use std::ops::Range;

use crate::json::Json;

pub use context::secret_of;
pub use found::Found;
pub use masked_text::{Masked, Secret, hidden};
pub use name::names_a_secret;
pub use text::find;
pub use written::{MASK, masked};

/// Why a value is a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    /// A name says it: its own key, one around it, the `key` or `name` beside a `value`, or what
    /// stands before it in a text (`token=…`, `<password>…`, `-u …`).
    Named,
    /// What follows `Bearer` or `Basic`.
    Scheme,
    /// A JSON Web Token.
    WebToken,
    /// A private key between its `BEGIN` and `END`.
    PrivateKey,
    /// Who signs in by an address.
    UrlPassword,
    /// A key of a well-known service, by its beginning.
    ServiceKey,
    /// The part of a hook's address that lets everybody write to it.
    HookAddress,
    /// The number of a payment card.
    Card,
    /// The number of a bank account, IBAN.
    Iban,
    /// The number of an account at a bank, or of a person, by the words around it.
    Account,
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
