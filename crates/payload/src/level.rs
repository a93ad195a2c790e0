//! The children of one container: what is inside a child is stepped over by the table.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::characters::resolved;
use crate::document::{Document, NONE};
use crate::json::Json;
use crate::scan::bytes::{blank_run, byte, text_end, word_end};

/// What a value is called where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// The outermost value has none.
    Root,
    /// A member's key, escapes resolved.
    Key(String),
    /// An item's place in its array, from 0.
    Index(usize),
}

/// A member or an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// Its key or place.
    pub name: Name,
    /// Its value.
    pub json: Json,
}

/// The members of an object or the items of an array, in their order, read one by one.
#[derive(Clone, Debug)]
pub struct Children {
    parent: Json,
    level: Level,
}

impl Children {
    pub(crate) fn of(parent: &Json) -> Self {
        Self { parent: parent.clone(), level: Level::of(parent.document(), parent.place()) }
    }
}

impl Iterator for Children {
    type Item = Child;

    fn next(&mut self) -> Option<Child> {
        let document = self.parent.document();
        let entry = self.level.next(document)?;
        let name = match entry.key(document) {
            Some(key) => Name::Key(key.into_owned()),
            None => Name::Index(entry.index as usize),
        };
        Some(Child { name, json: entry.json(self.parent.shared_document()) })
    }
}

/// A member or an item, as places in the text.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Its key with the quotes; empty for an item. It begins where the entry begins.
    pub(crate) key: Range<usize>,
    /// Its value.
    pub(crate) value: Range<usize>,
    /// Its value's place in the table of containers, or none.
    pub(crate) place: u32,
    /// Which of its parent's children it is, from 0.
    pub(crate) index: u32,
    /// Whether there is an escape in the key.
    pub(crate) key_escapes: bool,
    /// Whether the value is a text with an escape in it.
    pub(crate) value_escapes: bool,
}

impl Entry {
    /// Reads the entry that begins at that byte, in a well-formed text. `place` is that of the
    /// next container in the table.
    #[inline]
    pub(crate) fn read(document: &Document, at: usize, keyed: bool, place: u32) -> Self {
        let bytes = document.bytes();
        let (key, key_escapes, start) = if keyed {
            let (end, escapes) = text_end(bytes, at + 1);
            (at..end, escapes, blank_run(bytes, blank_run(bytes, end) + 1))
        } else {
            (at..at, false, at)
        };
        let (end, value_escapes, place) = match byte(bytes, start) {
            b'"' => {
                let (end, escapes) = text_end(bytes, start + 1);
                (end, escapes, NONE)
            }
            b'{' | b'[' => {
                (document.container(place).map_or(start, |own| own.end as usize), false, place)
            }
            _ => (word_end(bytes, start), false, NONE),
        };
        Self { key, value: start..end, place, index: 0, key_escapes, value_escapes }
    }

    /// Its key, escapes resolved; nothing for an item.
    #[inline]
    pub(crate) fn key<'a>(&self, document: &'a Document) -> Option<Cow<'a, str>> {
        let inner = document.text().get(self.key.start + 1..self.key.end.checked_sub(1)?)?;
        Some(if self.key_escapes { resolved(inner) } else { Cow::Borrowed(inner) })
    }

    pub(crate) fn json(&self, document: &Arc<Document>) -> Json {
        Json::at_span(document, self.value.clone(), self.place)
    }
}

/// Steps through one container. It keeps no borrow, so that it can stand in an iterator.
#[derive(Clone, Debug)]
pub(crate) struct Level {
    at: usize,
    end: usize,
    keyed: bool,
    place: u32,
    index: u32,
}

impl Level {
    /// Of the container at that place; no child for what is none.
    pub(crate) fn of(document: &Document, place: u32) -> Self {
        let Some(own) = document.container(place) else {
            return Self { at: 0, end: 0, keyed: false, place: NONE, index: 0 };
        };
        let start = own.start as usize;
        let keyed = byte(document.bytes(), start) == b'{';
        Self { at: start + 1, end: own.end as usize - 1, keyed, place: place + 1, index: 0 }
    }

    #[inline]
    pub(crate) fn next(&mut self, document: &Document) -> Option<Entry> {
        let bytes = document.bytes();
        if self.at >= self.end {
            return None;
        }
        let at = blank_run(bytes, self.at);
        if at >= self.end {
            return None;
        }
        let mut entry = Entry::read(document, at, self.keyed, self.place);
        entry.index = self.index;
        self.index += 1;
        if entry.place != NONE {
            self.place = document.after(entry.place);
        }
        // Past the comma; at the last child, to the closing bracket.
        self.at = blank_run(bytes, entry.value.end) + 1;
        Some(entry)
    }
}
