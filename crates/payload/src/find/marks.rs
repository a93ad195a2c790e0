//! Where something may be found at all, so that a container without such a place is stepped over.

use std::ops::Range;

/// More places than this rule out too little to be worth their room.
pub(super) const MOST: usize = 100_000;

/// Bytes that a place stands for.
pub(super) const WIDTH: usize = 8;

/// Places in the text in their order, each for the bytes from there on, and how far the search has
/// come.
pub(super) struct Marks {
    places: Vec<u32>,
    next: usize,
}

impl Marks {
    pub(super) const fn of(places: Vec<u32>) -> Self {
        Self { places, next: 0 }
    }

    /// Whether one of them stands in that part of the text. Parts are asked for in their order,
    /// outer ones before those inside.
    pub(super) fn is_in(&mut self, span: &Range<usize>) -> bool {
        let is_before = |place: &u32| *place as usize + WIDTH <= span.start;
        while self.places.get(self.next).is_some_and(is_before) {
            self.next += 1;
        }
        self.places.get(self.next).is_some_and(|place| (*place as usize) < span.end)
    }
}
