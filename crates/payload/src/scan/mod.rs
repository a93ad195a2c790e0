//! The one pass over a text: it proves that it is JSON and notes its containers.

pub(crate) mod bytes;
pub(crate) mod number;
pub(crate) mod text;

use std::ops::Range;

use crate::document::{Container, NONE, short};
use bytes::{blank_run, byte};

/// Where a text ceases to be JSON, and why.
pub(crate) struct Fault {
    pub(crate) at: usize,
    pub(crate) what: &'static str,
}

/// The value's span and all containers, those further out first.
pub(crate) type Index = (Range<usize>, Vec<Container>);

/// Indexes a text that must be one JSON value.
pub(crate) fn index(bytes: &[u8]) -> Result<Index, Fault> {
    // Offsets are kept in 32 bits, with room for a step too far.
    if bytes.len() > (u32::MAX - 64) as usize {
        return Err(Fault { at: 0, what: "a text of 4 GB is more than can be read" });
    }
    let scan = Scan {
        bytes,
        at: blank_run(bytes, 0),
        containers: Vec::new(),
        open: NONE,
        is_object: false,
        count: 0,
    };
    scan.run()
}

/// While a container is open, its entry has its count when one inside it was opened.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    containers: Vec<Container>,
    /// The innermost open container, whether it is an object, and how many children it has so far.
    open: u32,
    is_object: bool,
    count: u32,
}

impl Scan<'_> {
    fn run(mut self) -> Result<Index, Fault> {
        let start = self.at;
        while !self.value()? || self.another()? {}
        let end = self.at;
        self.at = blank_run(self.bytes, end);
        if self.at < self.bytes.len() {
            return Err(self.fault("nothing may follow the end of the value"));
        }
        Ok((start..end, self.containers))
    }

    /// Takes a value, or opens a container up to where its first value begins: then `false`.
    #[inline]
    fn value(&mut self) -> Result<bool, Fault> {
        match byte(self.bytes, self.at) {
            b'"' => self.at = text::end(self.bytes, self.at + 1)?,
            b'-' | b'0'..=b'9' => self.at = number::end(self.bytes, self.at)?,
            b'{' => return self.enter(true),
            b'[' => return self.enter(false),
            b't' => self.word(b"true")?,
            b'f' => self.word(b"false")?,
            b'n' => self.word(b"null")?,
            _ => return Err(self.fault("a value must stand here")),
        }
        Ok(true)
    }

    /// After a value: closes what ends here, up to where the next value begins; `false` at the
    /// end of the outermost value.
    #[inline]
    fn another(&mut self) -> Result<bool, Fault> {
        while self.open != NONE {
            self.at = blank_run(self.bytes, self.at);
            match (byte(self.bytes, self.at), self.is_object) {
                (b',', is_object) => {
                    self.at = blank_run(self.bytes, self.at + 1);
                    self.count += 1;
                    if is_object {
                        self.key()?;
                    }
                    return Ok(true);
                }
                (b'}', true) | (b']', false) => self.leave(),
                (_, true) => return Err(self.fault("a comma or } must stand here")),
                (_, false) => return Err(self.fault("a comma or ] must stand here")),
            }
        }
        Ok(false)
    }

    #[inline]
    fn enter(&mut self, is_object: bool) -> Result<bool, Fault> {
        if let Some(outer) = self.containers.get_mut(self.open as usize) {
            outer.count = self.count;
        }
        let place = short(self.containers.len());
        self.containers.push(Container {
            start: short(self.at),
            end: 0,
            parent: self.open,
            count: 0,
        });
        self.open = place;
        self.is_object = is_object;
        self.count = 0;
        self.at = blank_run(self.bytes, self.at + 1);
        match (byte(self.bytes, self.at), is_object) {
            (b'}', true) | (b']', false) => {
                self.leave();
                return Ok(true);
            }
            (_, true) => self.key()?,
            (_, false) => {}
        }
        self.count = 1;
        Ok(false)
    }

    #[inline]
    fn leave(&mut self) {
        self.at += 1;
        if let Some(own) = self.containers.get_mut(self.open as usize) {
            own.end = short(self.at);
            own.count = self.count;
            self.open = own.parent;
        }
        if let Some(outer) = self.containers.get(self.open as usize) {
            self.count = outer.count;
            self.is_object = byte(self.bytes, outer.start as usize) == b'{';
        }
    }

    /// Takes a key and its colon.
    #[inline]
    fn key(&mut self) -> Result<(), Fault> {
        if byte(self.bytes, self.at) != b'"' {
            return Err(self.fault("a key, \"…\", must stand here"));
        }
        self.at = text::end(self.bytes, self.at + 1)?;
        self.at = blank_run(self.bytes, self.at);
        if byte(self.bytes, self.at) != b':' {
            return Err(self.fault("a colon must follow a key"));
        }
        self.at = blank_run(self.bytes, self.at + 1);
        Ok(())
    }

    fn word(&mut self, word: &'static [u8]) -> Result<(), Fault> {
        let end = self.at + word.len();
        if self.bytes.get(self.at..end) != Some(word) {
            return Err(self.fault("a value must stand here, such as true, false or null"));
        }
        self.at = end;
        Ok(())
    }

    const fn fault(&self, what: &'static str) -> Fault {
        Fault { at: self.at, what }
    }
}
