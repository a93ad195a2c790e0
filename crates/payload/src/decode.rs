//! Bytes to text, piece by piece, each checked while it is in the processor's cache.

use simdutf8::compat::from_utf8;

/// Most bytes of a character.
const LONGEST: usize = 4;

/// A text in the making, out of bytes that come in pieces.
#[derive(Debug, Default)]
pub struct Decoder {
    text: String,
}

impl Decoder {
    /// For a text of so many bytes.
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes) }
    }

    /// Takes a piece, and says how many bytes of it were taken: all but a character that it cuts,
    /// with which the next piece must begin. `None` when this is no UTF-8.
    pub fn take(&mut self, piece: &[u8], is_last: bool) -> Option<usize> {
        let whole = match from_utf8(piece) {
            Ok(text) => text,
            Err(error) => {
                let end = error.valid_up_to();
                let is_cut = error.error_len().is_none() && piece.len() - end < LONGEST;
                from_utf8(piece.get(..end).filter(|_| is_cut && !is_last)?).ok()?
            }
        };
        self.text.push_str(whole);
        Some(whole.len())
    }

    /// The text.
    #[must_use]
    pub fn finish(self) -> String {
        self.text
    }
}
