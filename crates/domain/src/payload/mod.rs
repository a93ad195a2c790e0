//! JSON exactly as received: a span of the answer's own text, opened only where someone looks.
//!
//! Nothing is parsed into numbers that cannot hold them (`1e400`, integers beyond 2^53) and
//! nothing is written anew: what is shown and copied is what came.

pub mod mask;
mod members;

use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

use members::{Entries, Items};

/// What a JSON value is, by its first character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    Text,
    /// `1`, `1.10`, `1e400`
    Number,
    /// `true`, `false`
    Bool,
    /// `null`
    Null,
}

/// One JSON value: a span of a text that is known to be well-formed there. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Json {
    whole: Arc<str>,
    span: Range<usize>,
}

impl Json {
    /// Takes a whole text as one JSON value.
    ///
    /// # Errors
    ///
    /// What `serde_json` says when the text is not one well-formed value.
    pub fn parse(text: &Arc<str>) -> Result<Self, serde_json::Error> {
        let raw: &serde_json::value::RawValue = serde_json::from_str(text)?;
        Ok(Self::spanning(text, raw.get()))
    }

    fn spanning(whole: &Arc<str>, part: &str) -> Self {
        // `part` borrows from `whole`, so the distance of their starts is its offset.
        let start = part.as_ptr() as usize - whole.as_ptr() as usize;
        Self { whole: Arc::clone(whole), span: start..start + part.len() }
    }

    /// The bytes as received.
    #[must_use]
    pub fn text(&self) -> &str {
        self.whole.get(self.span.clone()).unwrap_or_default()
    }

    /// Where it begins in the whole text, in bytes.
    pub(crate) const fn start(&self) -> usize {
        self.span.start
    }

    /// Where its last character stands in the whole text, in bytes.
    pub(crate) const fn end(&self) -> usize {
        self.span.end.saturating_sub(1)
    }

    /// What the value is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.text().bytes().next() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'"') => Kind::Text,
            Some(b't' | b'f') => Kind::Bool,
            Some(b'-' | b'0'..=b'9') => Kind::Number,
            _ => Kind::Null,
        }
    }

    /// Whether the value is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.kind() == Kind::Null
    }

    /// The members of an object in their order, doubled keys included; nothing for other values.
    #[must_use]
    pub fn members(&self) -> Vec<(String, Self)> {
        let Ok(Entries(entries)) = serde_json::from_str(self.text()) else {
            return Vec::new();
        };
        entries
            .into_iter()
            .map(|(key, raw)| (key.into_owned(), Self::spanning(&self.whole, raw.get())))
            .collect()
    }

    /// The items of an array; nothing for other values.
    #[must_use]
    pub fn items(&self) -> Vec<Self> {
        let Ok(Items(items)) = serde_json::from_str(self.text()) else {
            return Vec::new();
        };
        items.into_iter().map(|raw| Self::spanning(&self.whole, raw.get())).collect()
    }

    /// The last member of that name (as a JSON reader that keeps one of two would).
    #[must_use]
    pub fn member(&self, name: &str) -> Option<Self> {
        self.members().into_iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The value at a path of member names.
    #[must_use]
    pub fn at(&self, path: &[&str]) -> Option<Self> {
        path.iter().try_fold(self.clone(), |value, name| value.member(name))
    }

    /// A whole number that fits, or nothing: numbers are never rounded to fit.
    #[must_use]
    pub fn whole_number(&self) -> Option<u64> {
        self.text().parse().ok()
    }

    /// `true` or `false`.
    #[must_use]
    pub fn truth(&self) -> Option<bool> {
        self.text().parse().ok()
    }

    /// The texts of an array of texts; nothing when anything else is among them.
    #[must_use]
    pub fn strings(&self) -> Option<Vec<String>> {
        let list = (self.kind() == Kind::Array).then(|| self.items())?;
        list.iter().map(Self::string).collect()
    }

    /// The characters of a text value, escapes resolved.
    #[must_use]
    pub fn string(&self) -> Option<String> {
        serde_json::from_str(self.text()).ok()
    }

    /// A text value's characters, or any other value as written: for reading, not for copying.
    #[must_use]
    pub fn plain(&self) -> String {
        self.string().unwrap_or_else(|| self.text().to_owned())
    }

    /// How large the value is, in bytes as received.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.span.len()
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for Json {}

/// A text as JSON writes it, with its quotes.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\0'..='\u{1f}' | '\u{2028}' | '\u{2029}' => {
                // Writing to a string cannot fail.
                let _written = write!(out, "\\u{:04x}", u32::from(sign));
            }
            sign => out.push(sign),
        }
    }
    out.push('"');
    out
}
