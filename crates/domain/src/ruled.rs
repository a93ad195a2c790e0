//! Reading a text that has to keep a rule.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};

/// Reads a text by its rule.
///
/// The rule is applied while the reader still stands at the text: an error that is raised later
/// is told with a later line, which would send whoever mends the file to the wrong place.
pub(crate) fn ruled<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    read: impl Fn(&str) -> Result<T, &'static str>,
) -> Result<T, D::Error> {
    let read = |text: &str| read(text);
    deserializer.deserialize_str(Ruled(read, PhantomData))
}

struct Ruled<F, T>(F, PhantomData<T>);

impl<T, F: Fn(&str) -> Result<T, &'static str>> Visitor<'_> for Ruled<F, T> {
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }
}
