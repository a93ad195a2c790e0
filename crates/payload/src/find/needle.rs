//! What is searched for.

use std::ops::Range;

use super::marks::{MOST, WIDTH};
use crate::characters::resolve_into;
use crate::document::short;
use crate::scan::bytes::{byte, bytes_below, eight, word, zeros};

/// A text without regard to capitals, and room for texts that must be unfolded before they can be
/// searched.
pub(super) struct Needle {
    lower: String,
    resolved: String,
    folded: String,
    /// Masks for the first and the last byte, if the text is ASCII.
    ends: Option<[Sign; 2]>,
}

/// One ASCII character, in both cases.
#[derive(Clone, Copy)]
struct Sign {
    lower: u64,
    /// What makes a capital of that letter small; 0 for other characters.
    fold: u64,
}

impl Sign {
    const fn of(lower: u8) -> Self {
        let fold = if lower.is_ascii_lowercase() { eight(0x20) } else { 0 };
        Self { lower: eight(lower), fold }
    }

    /// A bit in each byte that may be it: none is missed.
    const fn found(self, word: u64) -> u64 {
        zeros((word | self.fold) ^ self.lower)
    }
}

impl Needle {
    pub(super) fn of(text: &str) -> Option<Self> {
        let lower: String = text.chars().map(small).collect();
        let (first, last) = (lower.bytes().next()?, lower.bytes().last()?);
        let ends = lower.is_ascii().then_some([Sign::of(first), Sign::of(last)]);
        Some(Self { lower, resolved: String::new(), folded: String::new(), ends })
    }

    /// Where it may stand in that part of the text: where its ends fit, or, of one that is not
    /// ASCII, at whatever is not; and at every escape, behind which anything may be. Nothing where
    /// there are too many to be of use.
    pub(super) fn marks(&self, bytes: &[u8], span: Range<usize>) -> Option<Vec<u32>> {
        let mut places = Vec::new();
        let mut at = span.start;
        while at < span.end {
            let Some(starts) = word(bytes, at) else {
                // The last bytes of the whole text.
                places.push(short(at));
                break;
            };
            let fits = match self.ends {
                Some([first, last]) => {
                    // Past the end of the text anything may be.
                    let ends = word(bytes, at + self.lower.len() - 1);
                    first.found(starts) & ends.map_or(u64::MAX, |ends| last.found(ends))
                }
                None => starts & eight(0x80),
            };
            if fits | zeros(starts ^ eight(b'\\')) != 0 {
                places.push(short(at));
                if places.len() > MOST {
                    return None;
                }
            }
            at += WIDTH;
        }
        Some(places)
    }

    /// Whether it is in that part of the text.
    #[inline]
    pub(super) fn is_in(&mut self, text: &str, span: Range<usize>, escapes: bool) -> bool {
        match self.ends {
            Some(ends) if !escapes => is_in(text.as_bytes(), span, self.lower.as_bytes(), ends),
            ends => self.is_in_unfolded(text.get(span).unwrap_or_default(), escapes, ends),
        }
    }

    fn is_in_unfolded(&mut self, part: &str, escapes: bool, ends: Option<[Sign; 2]>) -> bool {
        self.resolved.clear();
        let part = if escapes {
            resolve_into(part, &mut self.resolved, |_, _| {});
            self.resolved.as_str()
        } else {
            part
        };
        if let Some(ends) = ends {
            return is_in(part.as_bytes(), 0..part.len(), self.lower.as_bytes(), ends);
        }
        if part.is_ascii() {
            return false;
        }
        self.folded.clear();
        self.folded.extend(part.chars().map(small));
        self.folded.contains(&self.lower)
    }
}

/// The small letter of a character, where that is one character.
fn small(sign: char) -> char {
    if sign.is_ascii() {
        return sign.to_ascii_lowercase();
    }
    let mut lower = sign.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(small), None) => small,
        _ => sign,
    }
}

/// Whether `lower` is in that part: eight places at a time are ruled out by its first and its last
/// byte.
#[inline]
fn is_in(bytes: &[u8], span: Range<usize>, lower: &[u8], [first, last]: [Sign; 2]) -> bool {
    let length = lower.len();
    if span.len() < length {
        return false;
    }
    let (mut at, end) = (span.start, span.end - length);
    while at <= end {
        let (Some(starts), Some(ends)) = (word(bytes, at), word(bytes, at + length - 1)) else {
            // The last bytes of the whole text.
            return (at..=end).any(|at| is_at(bytes, at, lower));
        };
        let mut found = first.found(starts) & last.found(ends);
        while found != 0 {
            let place = at + bytes_below(found);
            if place <= end && is_at(bytes, place, lower) {
                return true;
            }
            found &= found - 1;
        }
        at += 8;
    }
    false
}

fn is_at(bytes: &[u8], at: usize, lower: &[u8]) -> bool {
    lower.iter().zip(at..).all(|(small, at)| byte(bytes, at).to_ascii_lowercase() == *small)
}
