//! A Bearer token that an operator pasted: in memory only, never shown.

use reprise_domain::header::HeaderText;

/// Longest token that is taken; Zuora's have 32 characters, those of a gateway may be longer.
const LONGEST: usize = 4096;

/// The token. It has no `Debug`, `Display` or `Serialize`, so it cannot slip into a text.
#[derive(Clone, PartialEq, Eq)]
#[allow(missing_debug_implementations, reason = "it must not slip into a text")]
pub struct Token(HeaderText);

impl Token {
    /// Takes what was pasted, with or without the word `Bearer`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix("Bearer ").unwrap_or(text).trim();
        if text.contains(' ') {
            return None;
        }
        HeaderText::parse_within(text, LONGEST).ok().map(Self)
    }

    /// Value of the header `Authorization`.
    pub(crate) fn authorization(&self) -> String {
        format!("Bearer {}", self.0.as_str())
    }
}
