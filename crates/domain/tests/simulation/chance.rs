//! Chance from a seed: the same seed is the same history.

/// A stream of numbers (`SplitMix64`).
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    /// The stream of a seed.
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bf0_3635)
    }

    /// A stream of its own for a part of the world.
    pub(crate) const fn fork(&mut self) -> Self {
        Self(self.next())
    }

    /// The next number.
    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number from zero up to below `bound`.
    pub(crate) const fn below(&mut self, bound: i64) -> i64 {
        if bound < 1 { 0 } else { (self.next() >> 1).cast_signed() % bound }
    }

    /// A number between two others, the lower one included.
    pub(crate) const fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(high - low)
    }

    /// True so many times in a thousand.
    pub(crate) const fn mille(&mut self, times: i64) -> bool {
        self.below(1000) < times
    }

    /// A place in a list of `length`.
    pub(crate) fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.below(i64::try_from(length).unwrap_or(1))).unwrap_or(0)
    }

    /// One of a few.
    pub(crate) fn one_of<T: Clone>(&mut self, choice: &[T]) -> T {
        choice[self.place(choice.len())].clone()
    }
}
