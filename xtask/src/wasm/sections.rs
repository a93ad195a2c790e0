//! WebAssembly as a list of sections.

/// Magic number and version.
const HEADER: usize = 8;

/// One of the sections.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Section<'a> {
    /// What it is, by number.
    pub(super) kind: u8,
    pub(super) contents: &'a [u8],
}

/// The header, and the sections in order.
pub(super) fn sections(wasm: &[u8]) -> Option<(&[u8], Vec<Section<'_>>)> {
    let (header, mut rest) = wasm.split_at_checked(HEADER)?;
    if !header.starts_with(b"\0asm") {
        return None;
    }
    let mut sections = Vec::new();
    while let Some((&kind, after)) = rest.split_first() {
        let (length, after) = number(after)?;
        let (contents, after) = after.split_at_checked(length)?;
        sections.push(Section { kind, contents });
        rest = after;
    }
    Some((header, sections))
}

/// A number of seven bits a byte, lowest first, and what follows it.
pub(super) fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let length = bytes.iter().take(5).position(|byte| byte & 0x80 == 0)? + 1;
    let (number, rest) = bytes.split_at_checked(length)?;
    let value = number.iter().rev().fold(0, |value, byte| (value << 7) | usize::from(byte & 0x7f));
    Some((value, rest))
}

/// A number as [`number`] reads it.
pub(super) fn written(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let [low, ..] = (number & 0x7f).to_le_bytes();
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_told_apart() {
        let wasm = b"\0asm\x01\0\0\0\x01\x01\0\0\x82\x00ab\x0a\x00";
        let (_, sections) = sections(wasm).unwrap();
        let kinds: Vec<u8> = sections.iter().map(|section| section.kind).collect();
        assert_eq!(kinds, [1, 0, 10]);
        assert_eq!(sections[1].contents, b"ab");
    }

    #[test]
    fn what_is_no_wasm_or_is_cut_off_has_none() {
        assert_eq!(sections(b"<!doctype html>"), None);
        assert_eq!(sections(b"\0asm\x01\0\0\0\x01\x7f"), None, "cut off");
    }

    #[test]
    fn numbers_may_be_longer_than_they_need() {
        assert_eq!(number(&[0x7f, 9]), Some((127, &[9][..])));
        assert_eq!(number(&[0x80, 0x01]), Some((128, &[][..])));
        assert_eq!(number(&[0x80, 0x80]), None);
        for value in [0, 127, 128, 300_000] {
            assert_eq!(number(&written(value)), Some((value, &[][..])));
        }
    }
}
