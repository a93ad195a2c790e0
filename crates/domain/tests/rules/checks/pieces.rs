//! An input taken apart, piece by piece; what is missing reads as nothing.

/// What is left of an input.
pub(crate) struct Pieces<'a>(pub(crate) &'a [u8]);

impl Pieces<'_> {
    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn byte(&mut self) -> u8 {
        match self.0.split_first() {
            Some((first, rest)) => {
                self.0 = rest;
                *first
            }
            None => 0,
        }
    }

    /// A number below `end`; the digits of ASCII are themselves.
    pub(crate) fn below(&mut self, end: u8) -> u8 {
        self.byte().wrapping_sub(b'0') % end
    }

    pub(crate) fn number(&mut self) -> i64 {
        (0..8).fold(0, |number, _| number << 8 | i64::from(self.byte()))
    }
}

/// An input as text: what is no UTF-8 reads as U+FFFD, as it does in a browser.
pub(crate) fn text(input: &[u8]) -> String {
    String::from_utf8_lossy(input).into_owned()
}
