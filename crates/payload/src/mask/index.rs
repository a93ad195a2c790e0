//! Words of a sorted list by their first letters.

/// Where the words begin in a sorted list that begin with each byte of ASCII, and the list's end.
#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "computed while compiling: it cannot fail later"
)]
pub(super) const fn index(words: &[&str]) -> [u8; 129] {
    let mut index = [0; 129];
    let mut byte = 0;
    let mut at = 0;
    while byte < 129 {
        while at < words.len() && first(words[at]) < byte {
            at += 1;
        }
        index[byte] = at as u8;
        byte += 1;
    }
    index
}

#[expect(clippy::indexing_slicing, reason = "computed while compiling: it cannot fail later")]
const fn first(word: &str) -> usize {
    word.as_bytes()[0] as usize
}

/// The words of a sorted list that begin with a byte.
pub(super) fn beginning<'a, T>(words: &'a [T], index: &[u8; 129], first: u8) -> &'a [T] {
    let place = |at: usize| index.get(at).map_or(words.len(), |at| usize::from(*at));
    let first = usize::from(first);
    words.get(place(first)..place(first + 1)).unwrap_or_default()
}
