//! Why an operator reruns, on its way to the gateway's journal.

use super::Rerun;
use crate::journal::entry::What;

/// Most characters that are told; the browser's own journal has the whole text.
pub const LONGEST: usize = 500;

/// Percent-encoded UTF-8.
///
/// It is the operator's own text and may hold names: the gateway keeps it beside the key and takes it
/// out of what goes to Zuora. A page that sends a token of its own does not tell it, because no
/// gateway is known to be there that would take it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(String);

impl Reason {
    /// Name of its header.
    pub const HEADER: &'static str = "X-Reprise-Reason";

    /// The first [`LONGEST`] characters of a text; `None` of nothing but blanks.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let told: String = text.trim().chars().take(LONGEST).collect();
        let mut encoded = String::with_capacity(told.len());
        for byte in told.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
                encoded.push(char::from(byte));
            } else {
                encoded.push('%');
                encoded.extend([byte >> 4, byte & 15].map(hex_digit));
            }
        }
        (!encoded.is_empty()).then_some(Self(encoded))
    }

    /// The value of the header.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn hex_digit(half: u8) -> char {
    char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase()
}

impl Rerun {
    /// Why the next transmission leaves: the latest word of an operator on it.
    #[must_use]
    pub fn latest_reason(&self) -> Option<Reason> {
        let word = self.story.iter().rev().find_map(|entry| match &entry.what {
            What::OnceMore(word) => Some(word.note.as_str()),
            _ => None,
        });
        Reason::of(word.unwrap_or(&self.intent.reason))
    }
}
