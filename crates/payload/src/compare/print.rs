//! Fingerprints: equal for values that are equal but for blanks and the order of members.

use crate::document::{Document, NONE};
use crate::json::Json;
use crate::level::Entry;
use crate::scan::bytes::{byte, word};
use crate::walk::{Event, Walk};

/// Odd, its bits without a pattern: the fraction of the golden section.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// The fingerprints of all containers in a value.
pub(super) struct Prints {
    first: u32,
    all: Vec<u64>,
}

/// A container whose children are read: where they begin in the row of all that are waiting.
struct Open {
    place: u32,
    key: u64,
    start: usize,
}

impl Prints {
    pub(super) fn of(root: &Json) -> Self {
        let document = root.document();
        let mut prints = Self { first: root.place(), all: Vec::new() };
        prints.all.resize(document.below(root.place()).len(), 0);
        let mut open: Vec<Open> = Vec::new();
        // Key and value of each child of what is open.
        let mut waiting: Vec<(u64, u64)> = Vec::new();
        for event in Walk::of(root) {
            match event {
                Event::Entry(entry) => {
                    let key = entry.key(document).map_or(0, |key| hash(key.as_bytes()));
                    if entry.place == NONE {
                        waiting.push((key, prints.of_entry(document, &entry)));
                    } else {
                        open.push(Open { place: entry.place, key, start: waiting.len() });
                    }
                }
                Event::Leave => {
                    let Some(left) = open.pop() else { continue };
                    let print = of_container(document, &left, &mut waiting);
                    waiting.truncate(left.start);
                    waiting.push((left.key, print));
                    prints.set(left.place, print);
                }
            }
        }
        prints
    }

    fn set(&mut self, place: u32, print: u64) {
        if let Some(own) = self.all.get_mut((place - self.first) as usize) {
            *own = print;
        }
    }

    /// Of a value: of a container as it was read, of others by their bytes.
    pub(super) fn of_entry(&self, document: &Document, entry: &Entry) -> u64 {
        if entry.place == NONE {
            return hash(document.bytes().get(entry.value.clone()).unwrap_or_default());
        }
        let own = entry.place.checked_sub(self.first).and_then(|own| self.all.get(own as usize));
        own.copied().unwrap_or_default()
    }
}

/// Members count in the order of their keys' fingerprints; those of one key in their own order.
fn of_container(document: &Document, left: &Open, waiting: &mut [(u64, u64)]) -> u64 {
    let children = waiting.get_mut(left.start..).unwrap_or_default();
    let start = document.container(left.place).map_or(0, |own| own.start as usize);
    let bracket = byte(document.bytes(), start);
    if bracket == b'{' {
        children.sort_by_key(|(key, _)| *key);
    }
    let seed = u64::from(bracket) ^ children.len() as u64;
    finish(children.iter().fold(seed, |print, (key, value)| mix(mix(print, *key), *value)))
}

/// A fingerprint of bytes.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mut print = bytes.len() as u64;
    let mut at = 0;
    while let Some(eight) = word(bytes, at) {
        print = mix(print, eight);
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let rest = rest.iter().fold(0_u64, |rest, byte| rest << 8 | u64::from(*byte));
    finish(mix(print, rest))
}

const fn mix(print: u64, word: u64) -> u64 {
    let mixed = (print ^ word).wrapping_mul(FACTOR);
    mixed ^ (mixed >> 29)
}

/// Every bit of the result depends on every bit before.
const fn finish(print: u64) -> u64 {
    let mixed = (print ^ (print >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    mixed ^ (mixed >> 32)
}
