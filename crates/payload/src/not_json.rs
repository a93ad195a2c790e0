//! Why a text is no JSON, and where.

use std::error::Error;
use std::fmt;

/// Why a text is not one JSON value (RFC 8259).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotJson {
    at: usize,
    line: usize,
    column: usize,
    what: &'static str,
}

impl NotJson {
    pub(crate) fn new(bytes: &[u8], at: usize, what: &'static str) -> Self {
        let before = bytes.get(..at).unwrap_or(bytes);
        let line = before.split(|byte| *byte == b'\n').count();
        let own_line = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        // A character's further bytes are 0b10……….
        let column = own_line.iter().filter(|byte| **byte & 0xC0 != 0x80).count() + 1;
        Self { at, line, column, what }
    }

    /// The byte of the text, from 0, where it ceases to be JSON.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// That place's line, from 1.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// That place's column in characters, from 1.
    #[must_use]
    pub const fn column(&self) -> usize {
        self.column
    }

    /// What is wrong there, as a sentence without a full stop.
    #[must_use]
    pub const fn what(&self) -> &'static str {
        self.what
    }
}

impl fmt::Display for NotJson {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}, column {} (byte {}): {}", self.line, self.column, self.at, self.what)
    }
}

impl Error for NotJson {}
