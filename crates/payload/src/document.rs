//! A text that is known to be JSON, and the table of its objects and arrays.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::decode::Oddity;
use crate::not_json::NotJson;
use crate::received::Received;
use crate::scan::bytes::byte;
use crate::scan::{self, Fault};

/// No container: of values that are none, and of the outermost one's parent.
pub(crate) const NONE: u32 = u32::MAX;

/// An offset or a number of things in a text of less than 4 GB.
#[inline]
pub(crate) fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NONE)
}

/// An object or array. They stand in the order in which they begin; what is inside one follows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Container {
    /// Where its bracket opens, in bytes.
    pub(crate) start: u32,
    /// Where its closing bracket ends, in bytes.
    pub(crate) end: u32,
    /// The place in the table of what holds it.
    pub(crate) parent: u32,
    /// How many members or items it has.
    pub(crate) count: u32,
}

/// Shared with who has it, as it is held there: nothing is copied.
enum Text {
    Shared(Arc<str>),
    Received(Received),
}

/// A whole text and its containers.
pub(crate) struct Document {
    text: Text,
    containers: Vec<Container>,
}

impl Document {
    /// Takes a text that others keep as well.
    pub(crate) fn shared(text: &Arc<str>) -> Result<(Self, Range<usize>), NotJson> {
        Self::of(Text::Shared(Arc::clone(text)))
    }

    /// Takes a text that came over the line.
    pub(crate) fn received(text: &Received) -> Result<(Self, Range<usize>), NotJson> {
        Self::of(Text::Received(text.clone()))
    }

    fn of(text: Text) -> Result<(Self, Range<usize>), NotJson> {
        let bytes = text.as_str().as_bytes();
        let (span, containers) = scan::index(bytes)
            .map_err(|Fault { at, what }| NotJson::new(bytes, at.min(bytes.len()), what))?;
        Ok((Self { text, containers }, span))
    }

    #[inline]
    pub(crate) fn text(&self) -> &str {
        self.text.as_str()
    }

    /// What was odd about the bytes of the text, if it came over the line.
    pub(crate) fn oddity(&self) -> Option<&Oddity> {
        match &self.text {
            Text::Received(text) => Some(text.oddity()),
            Text::Shared(_) => None,
        }
    }

    #[inline]
    pub(crate) fn bytes(&self) -> &[u8] {
        self.text().as_bytes()
    }

    #[inline]
    pub(crate) fn container(&self, place: u32) -> Option<&Container> {
        self.containers.get(place as usize)
    }

    /// The containers of a subtree, that at `place` first.
    pub(crate) fn below(&self, place: u32) -> &[Container] {
        let end = if place == NONE { NONE } else { self.after(place) };
        self.containers.get(place as usize..end as usize).unwrap_or_default()
    }

    /// The place of the container that begins at that byte.
    pub(crate) fn place_of(&self, start: usize) -> Option<u32> {
        let found = self.containers.binary_search_by_key(&short(start), |own| own.start);
        found.ok().map(short)
    }

    /// The place after everything inside the container: doubling steps find it near by.
    #[inline]
    pub(crate) fn after(&self, place: u32) -> u32 {
        let Some(end) = self.container(place).map(|own| own.end) else { return place };
        let rest = self.containers.get(place as usize + 1..).unwrap_or_default();
        let mut step = 1;
        while rest.get(step - 1).is_some_and(|own| own.start < end) {
            step *= 2;
        }
        let nearby = rest.get(step / 2..step.min(rest.len())).unwrap_or_default();
        place + 1 + short(step / 2 + nearby.partition_point(|own| own.start < end))
    }

    /// The innermost container that the byte stands in, its brackets included.
    pub(crate) fn around(&self, at: usize) -> Option<u32> {
        let before = self.containers.partition_point(|own| own.start as usize <= at);
        let mut place = short(before.checked_sub(1)?);
        while let Some(own) = self.container(place) {
            if at < own.end as usize {
                return Some(place);
            }
            place = own.parent;
        }
        None
    }

    /// The span, with its quotes, of the key before the value that begins at that byte.
    pub(crate) fn key_before(&self, start: usize) -> Option<Range<usize>> {
        let bytes = self.bytes();
        let colon = blank_before(bytes, start)?;
        if byte(bytes, colon) != b':' {
            return None;
        }
        let last = blank_before(bytes, colon)?;
        let mut first = last;
        loop {
            let before = bytes.get(..first)?;
            first = before.iter().rposition(|byte| *byte == b'"')?;
            let escapes = before.get(..first)?.iter().rev().take_while(|byte| **byte == b'\\');
            if escapes.count() % 2 == 0 {
                return Some(first..last + 1);
            }
        }
    }
}

/// The place of the last byte before that one which is no blank.
fn blank_before(bytes: &[u8], at: usize) -> Option<usize> {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
    bytes.get(..at)?.iter().rposition(|byte| !blank(byte))
}

impl Text {
    #[inline]
    fn as_str(&self) -> &str {
        match self {
            Self::Shared(text) => text,
            Self::Received(text) => text,
        }
    }
}

/// Not the text, which may be long and hold secrets.
impl fmt::Debug for Document {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Document({} bytes)", self.text().len())
    }
}
