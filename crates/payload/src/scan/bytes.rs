//! Steps over bytes, eight at a time where many are alike.

/// 1 in each of eight bytes.
const ONES: u64 = 0x0101_0101_0101_0101;

/// The highest bit of each of eight bytes.
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Eight times the same byte.
pub(crate) const fn eight(byte: u8) -> u64 {
    ONES * byte as u64
}

/// The byte there; 0, which may stand nowhere in a JSON text, after its end.
#[inline]
pub(crate) fn byte(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or(0)
}

/// The eight bytes from there as a number, the first the lowest; nothing when there are fewer.
#[inline]
pub(crate) fn word(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map(|eight| u64::from_le_bytes(*eight))
}

/// A bit in each byte that is 0. Bits above the lowest one may be wrong.
pub(crate) const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGHS
}

/// A bit in each byte that ends a run of plain characters in a text: `"`, `\`, below a blank.
/// Bits above the lowest one may be wrong.
const fn special(word: u64) -> u64 {
    let below_blank = word.wrapping_sub(eight(b' ')) & !word & HIGHS;
    zeros(word ^ eight(b'"')) | zeros(word ^ eight(b'\\')) | below_blank
}

/// How many whole bytes stand below the lowest bit.
pub(crate) const fn bytes_below(bits: u64) -> usize {
    bits.trailing_zeros() as usize / 8
}

/// Where the first `"`, `\` or control character stands from there on, or the text's end.
#[inline]
pub(crate) fn plain_run(bytes: &[u8], mut at: usize) -> usize {
    while let Some(eight) = word(bytes, at) {
        let found = special(eight);
        if found != 0 {
            return at + bytes_below(found);
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|byte| !matches!(byte, b'"' | b'\\' | 0..b' ')) {
        at += 1;
    }
    at
}

/// Where the first byte stands that is no blank between values.
#[inline]
pub(crate) fn blank_run(bytes: &[u8], mut at: usize) -> usize {
    if byte(bytes, at) > b' ' {
        return at;
    }
    loop {
        match byte(bytes, at) {
            b'\n' | b'\r' | b'\t' | b' ' => at += 1,
            _ => return at,
        }
        // Indents are blanks in long rows.
        while word(bytes, at) == Some(eight(b' ')) {
            at += 8;
        }
    }
}

/// Where the text value ends whose first character after the quote stands there, in a text that is
/// known to be well-formed; and whether there is an escape in it.
#[inline]
pub(crate) fn text_end(bytes: &[u8], mut at: usize) -> (usize, bool) {
    let mut escapes = false;
    loop {
        at = plain_run(bytes, at);
        match byte(bytes, at) {
            b'\\' => {
                escapes = true;
                at += 2;
            }
            _ => return ((at + 1).min(bytes.len()), escapes),
        }
    }
}

/// Where the number or word ends that begins there, in a text that is known to be well-formed.
#[inline]
pub(crate) fn word_end(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|byte| !matches!(byte, 0..=b' ' | b',' | b']' | b'}')) {
        at += 1;
    }
    at
}
