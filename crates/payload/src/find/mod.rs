//! Search in keys and values.

mod marks;
mod needle;

use std::ops::Range;
use std::sync::Arc;

use crate::document::{NONE, short};
use crate::json::Json;
use crate::walk::{Event, Walk};
use marks::Marks;
use needle::Needle;

/// A member or item that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub(crate) at: u32,
    /// Whether its key has what was searched for.
    pub in_key: bool,
    /// Whether its value has it; of objects and arrays only the key is searched.
    pub in_value: bool,
}

impl Hit {
    /// Where the member (with its key) or item begins in the whole text, in bytes: for
    /// [`Json::path_to`].
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.at as usize
    }
}

/// What was found, in the order of the text. Cloning is cheap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hits(Arc<[Hit]>);

impl Hits {
    /// How many members and items were found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One of them, from 0.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<Hit> {
        self.0.get(number).copied()
    }

    /// All of them.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Hit> + '_ {
        self.0.iter().copied()
    }

    /// How many are inside a container, not counting its own key: for one that is closed.
    #[must_use]
    pub fn inside(&self, json: &Json) -> usize {
        let Range { start, end } = json.span();
        if json.is_container() { self.first_from(end) - self.first_from(start) } else { 0 }
    }

    /// The number of the first hit that begins at that byte or later.
    pub(crate) fn first_from(&self, at: usize) -> usize {
        self.0.partition_point(|hit| hit.offset() < at)
    }
}

/// Searches keys and values for a text, taken literally: capitals do not count, and escapes are
/// seen through. Numbers, `true`, `false` and `null` are searched as written.
///
/// Nothing is found for an empty text.
#[must_use]
pub fn find(root: &Json, text: &str) -> Hits {
    let Some(mut needle) = Needle::of(text) else { return Hits(Arc::from([])) };
    let document = root.document();
    let mut marks = needle.marks(document.bytes(), root.span()).map(Marks::of);
    let mut hits = Vec::new();
    let mut walk = Walk::of(root);
    while let Some(event) = walk.next() {
        let Event::Entry(entry) = event else { continue };
        let in_key = !entry.key.is_empty()
            && needle.is_in(document.text(), inner(&entry.key), entry.key_escapes);
        let in_value = entry.place == NONE && {
            let is_text = document.bytes().get(entry.value.start) == Some(&b'"');
            let span = if is_text { inner(&entry.value) } else { entry.value.clone() };
            needle.is_in(document.text(), span, entry.value_escapes)
        };
        if in_key || in_value {
            hits.push(Hit { at: short(entry.key.start), in_key, in_value });
        }
        let is_empty = |marks: &mut Marks| !marks.is_in(&entry.value);
        if entry.place != NONE && marks.as_mut().is_some_and(is_empty) {
            walk.step_over();
        }
    }
    Hits(Arc::from(hits))
}

/// Without the quotes.
const fn inner(span: &Range<usize>) -> Range<usize> {
    span.start + 1..span.end.saturating_sub(1)
}
