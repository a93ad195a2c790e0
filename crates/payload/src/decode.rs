//! Bytes to text: in which charset they are to be read, and piece by piece, each checked while it is
//! in the processor's cache. What cannot be read is shown all the same, and counted.

use simdutf8::compat::from_utf8;

/// Most bytes of a character.
const LONGEST: usize = 4;

/// Longest name of a charset that is kept, in characters.
const LONGEST_NAME: usize = 40;

/// What an answer's bytes are to be read as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Charset {
    /// As UTF-8: nothing else is declared.
    #[default]
    Utf8,
    /// As that: the answer declares it, in its header or by its first bytes.
    Declared(String),
    /// As UTF-8, for what is declared is not known here.
    Unknown(String),
}

/// What was odd about the bytes of a text, which is shown all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Oddity {
    /// What could not be read, and stands as `\u{fffd}`: bytes in UTF-8, characters in others.
    pub lost: usize,
    /// What they were read as.
    pub charset: Charset,
}

impl Charset {
    /// In which charset bytes are to be read: by a byte order mark, else by what the header
    /// `Content-Type` declares, else as UTF-8. `head` are the first bytes.
    ///
    /// Source: WHATWG Encoding Standard, "BOM sniff" and "decode"; RFC 8259 §8.1: JSON is UTF-8.
    #[must_use]
    pub fn of(content_type: &str, head: &[u8]) -> Self {
        match head {
            [0xef, 0xbb, 0xbf, ..] => return Self::Utf8,
            [0xfe, 0xff, ..] => return Self::Declared("utf-16be".to_owned()),
            [0xff, 0xfe, ..] => return Self::Declared("utf-16le".to_owned()),
            _ => {}
        }
        let mut parameters = content_type.split(';').skip(1).filter_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim().eq_ignore_ascii_case("charset").then_some(value)
        });
        let name = parameters.next().unwrap_or_default();
        let name = name.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
        match name.as_str() {
            // Whatever holds only ASCII is UTF-8; whatever holds more was declared wrongly.
            "" | "utf-8" | "utf8" | "us-ascii" | "ascii" => Self::Utf8,
            name => Self::Declared(name.chars().take(LONGEST_NAME).collect()),
        }
    }
}

/// Bytes of a byte order mark of UTF-8 at the beginning, which is no part of the text.
#[must_use]
pub fn mark_bytes(head: &[u8]) -> usize {
    if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 }
}

/// Bytes as UTF-8, however they are: with one `\u{fffd}` for each run of bytes that are none, and
/// how many bytes that were.
#[must_use]
pub fn lossy(bytes: &[u8]) -> (String, usize) {
    let (mut text, mut lost) = (String::with_capacity(bytes.len()), 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            lost += chunk.invalid().len();
        }
    }
    (text, lost)
}

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
