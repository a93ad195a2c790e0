//! All entries of a subtree, in the order of the text, without recursion.

use crate::document::{Document, NONE};
use crate::json::Json;
use crate::level::Entry;
use crate::scan::bytes::{blank_run, byte};

/// What a walk comes by.
pub(crate) enum Event {
    /// A value; of a container, what is inside it follows.
    Entry(Entry),
    /// The end of the innermost container.
    Leave,
}

/// A walk through a value and everything inside it.
pub(crate) struct Walk<'a> {
    document: &'a Document,
    at: usize,
    end: usize,
    /// Places in the table of the next container, and of the innermost one around.
    next: u32,
    open: u32,
    keyed: bool,
    index: u32,
    /// Where the walk goes on in the containers around.
    outer: Vec<u32>,
}

impl<'a> Walk<'a> {
    pub(crate) fn of(json: &'a Json) -> Self {
        let span = json.span();
        Self {
            document: json.document(),
            at: span.start,
            end: span.end,
            next: json.place(),
            open: NONE,
            keyed: false,
            index: 0,
            outer: Vec::new(),
        }
    }

    /// How many containers of the subtree are around what comes next.
    pub(crate) fn depth(&self) -> usize {
        self.outer.len()
    }

    /// Steps over what is inside the container that was just come by.
    pub(crate) fn step_over(&mut self) {
        if let Some(own) = self.document.container(self.open) {
            self.at = own.end as usize - 1;
            self.next = self.document.after(self.open);
        }
    }

    #[inline]
    fn enter(&mut self, entry: &Entry) {
        self.outer.push(self.index + 1);
        self.index = 0;
        self.open = entry.place;
        self.next = entry.place + 1;
        self.at = entry.value.start + 1;
        self.keyed = byte(self.document.bytes(), entry.value.start) == b'{';
    }

    #[inline]
    fn leave(&mut self) -> Event {
        self.at += 1;
        self.index = self.outer.pop().unwrap_or_default();
        self.open = self.document.container(self.open).map_or(NONE, |own| own.parent);
        self.keyed = self
            .document
            .container(self.open)
            .is_some_and(|own| byte(self.document.bytes(), own.start as usize) == b'{');
        Event::Leave
    }
}

impl Iterator for Walk<'_> {
    type Item = Event;

    #[inline]
    fn next(&mut self) -> Option<Event> {
        let bytes = self.document.bytes();
        if self.at >= self.end {
            return None;
        }
        self.at = blank_run(bytes, self.at);
        if byte(bytes, self.at) == b',' {
            self.at = blank_run(bytes, self.at + 1);
        }
        if matches!(byte(bytes, self.at), b'}' | b']') {
            return Some(self.leave());
        }
        let mut entry = Entry::read(self.document, self.at, self.keyed, self.next);
        entry.index = self.index;
        if entry.place == NONE {
            self.index += 1;
            self.at = entry.value.end;
        } else {
            self.enter(&entry);
        }
        Some(Event::Entry(entry))
    }
}
