//! A text as it came over the line: shared, never copied.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::decode::Oddity;

/// The text of an answer, and what was odd about its bytes. Clones are handles to the same one; a
/// payload keeps it as it is.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Received(Arc<(String, Oddity)>);

impl Received {
    /// A text whose bytes were not plain UTF-8.
    #[must_use]
    pub fn odd(text: String, oddity: Oddity) -> Self {
        Self(Arc::new((text, oddity)))
    }

    /// What was odd about its bytes.
    #[must_use]
    pub fn oddity(&self) -> &Oddity {
        &self.0.1
    }
}

impl From<String> for Received {
    fn from(text: String) -> Self {
        Self::odd(text, Oddity::default())
    }
}

impl From<&str> for Received {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl Deref for Received {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        &self.0.0
    }
}

/// Not the text, which may be long and hold secrets.
impl fmt::Debug for Received {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Received({} bytes)", self.len())
    }
}
