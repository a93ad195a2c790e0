//! What may enter a request header.
//!
//! `fetch` throws on a line break, passes `é` as Latin-1 and silently trims blanks; so a value
//! is parsed before it comes near a header, and refused instead of mended.

use std::fmt;

use crate::rerun::key::IdempotencyKey;

/// Longest header value that Reprise sends, in characters.
pub const LONGEST: usize = 255;

/// Longest `Zuora-Track-Id`. Source: Zuora API reference 2026-09-11, common headers.
pub const LONGEST_TRACK_ID: usize = 64;

/// Why a text may not enter a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotHeaderText {
    /// Nothing, or nothing but blanks.
    #[error("it is empty")]
    Empty,
    /// More characters than the header takes.
    #[error("it is longer than {0} characters")]
    TooLong(usize),
    /// A character outside printable ASCII, or one that this header excludes.
    #[error("it holds a character that is not allowed here: {0:?}")]
    Character(char),
    /// `fetch` would cut the blanks off and send something else.
    #[error("it begins or ends with a blank")]
    Blank,
}

/// Printable ASCII without outer blanks: exactly what is parsed is what goes out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HeaderText(String);

impl HeaderText {
    /// Takes a text that may enter a header.
    ///
    /// # Errors
    ///
    /// [`NotHeaderText`] says what is wrong; nothing is cut or replaced.
    pub fn parse(text: &str) -> Result<Self, NotHeaderText> {
        Self::parse_within(text, LONGEST)
    }

    /// Takes a text of at most `longest` characters: a token may be longer than other headers.
    ///
    /// # Errors
    ///
    /// [`NotHeaderText`] as for [`Self::parse`].
    pub fn parse_within(text: &str, longest: usize) -> Result<Self, NotHeaderText> {
        if text.trim().is_empty() {
            return Err(NotHeaderText::Empty);
        }
        if text.chars().count() > longest {
            return Err(NotHeaderText::TooLong(longest));
        }
        if text.starts_with(' ') || text.ends_with(' ') {
            return Err(NotHeaderText::Blank);
        }
        match text.chars().find(|sign| !matches!(sign, ' '..='~')) {
            Some(sign) => Err(NotHeaderText::Character(sign)),
            None => Ok(Self(text.to_owned())),
        }
    }

    /// A key is 32 hexadecimal digits and four hyphens: header text by its making.
    pub(crate) fn from_key(key: &IdempotencyKey) -> Self {
        Self(key.as_str().to_owned())
    }

    /// The value as it goes out.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Names one transmission in Zuora's logs; fresh for every attempt.
///
/// At most 64 ASCII characters without colon, semicolon and both quotes. Zuora echoes it, so an
/// answer that carries another one is an answer to an earlier request.
/// Source: Zuora API reference 2026-09-11, header `Zuora-Track-Id`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TrackId(HeaderText);

impl TrackId {
    /// Makes an id from chance: `rp-` and 16 hexadecimal digits.
    #[must_use]
    pub fn from_chance(chance: u64) -> Self {
        Self(HeaderText(format!("rp-{chance:016x}")))
    }

    /// The name of the nth attempt that one press of a button causes: the first is this very id.
    #[must_use]
    pub fn numbered(&self, nth: u32) -> Self {
        if nth < 2 { self.clone() } else { Self(HeaderText(format!("{self}-{nth}"))) }
    }

    /// The chance in it, spread over all bits (FNV-1a): where a rule needs some, it takes this.
    #[must_use]
    pub fn chance(&self) -> u64 {
        let bytes = self.0.as_str().bytes();
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }

    /// Takes a text that Zuora accepts as track id.
    ///
    /// # Errors
    ///
    /// [`NotHeaderText`] when it is too long or holds an excluded character.
    pub fn parse(text: &str) -> Result<Self, NotHeaderText> {
        let header = HeaderText::parse(text)?;
        if text.len() > LONGEST_TRACK_ID {
            return Err(NotHeaderText::TooLong(LONGEST_TRACK_ID));
        }
        match text.chars().find(|sign| matches!(sign, ':' | ';' | '"' | '\'' | ' ')) {
            Some(sign) => Err(NotHeaderText::Character(sign)),
            None => Ok(Self(header)),
        }
    }

    /// The value of the header.
    #[must_use]
    pub fn header(&self) -> HeaderText {
        self.0.clone()
    }
}

impl fmt::Display for TrackId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0.as_str())
    }
}
