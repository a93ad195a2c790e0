//! JSON kept as text, so that every number and every byte leaves as it was seeded.

use serde_json::Value;
use std::fmt::Write as _;
use std::sync::Arc;

/// One JSON value as text.
#[derive(Clone, Debug)]
pub(crate) enum JsonText {
    /// The text itself.
    Written(Arc<str>),
    /// A payload of this many bytes, written anew whenever it is read: 5 MB need not be kept.
    Generated { bytes: usize, salt: u64 },
}

impl JsonText {
    pub(crate) fn null() -> Self {
        Self::Written("null".into())
    }

    pub(crate) fn raw(text: impl Into<Arc<str>>) -> Self {
        Self::Written(text.into())
    }

    pub(crate) fn string(text: &str) -> Self {
        Self::raw(quoted(text))
    }

    pub(crate) fn number(number: u64) -> Self {
        Self::raw(number.to_string())
    }

    pub(crate) fn boolean(truth: bool) -> Self {
        Self::raw(truth.to_string())
    }

    pub(crate) fn write_to(&self, out: &mut String) {
        match self {
            Self::Written(text) => out.push_str(text),
            Self::Generated { bytes, salt } => {
                crate::seed::payload_sizes::write_payload(*bytes, *salt, out);
            }
        }
    }

    /// The value as a JSON string's content; `None` if it is something else.
    pub(crate) fn as_string(&self) -> Option<String> {
        match self {
            Self::Written(text) if text.starts_with('"') => serde_json::from_str(text).ok(),
            _ => None,
        }
    }

    pub(crate) fn as_number(&self) -> Option<u64> {
        match self {
            Self::Written(text) => text.parse().ok(),
            Self::Generated { .. } => None,
        }
    }

    pub(crate) fn as_strings(&self) -> Vec<String> {
        match self {
            Self::Written(text) => serde_json::from_str(text).unwrap_or_default(),
            Self::Generated { .. } => Vec::new(),
        }
    }
}

/// `text` as a JSON string with its quotes.
pub(crate) fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

/// Joins `"name":value` pairs to one object's text, in the given order.
pub(crate) fn object<'a>(fields: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let mut out = String::from("{");
    for (name, value) in fields {
        if out.len() > 1 {
            out.push(',');
        }
        // Writing to a String cannot fail.
        let _ = write!(out, "{}:{value}", quoted(name));
    }
    out.push('}');
    out
}
