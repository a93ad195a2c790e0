//! Bytes to text in pieces: what the standard library says of the whole, however it is cut.

#![allow(clippy::indexing_slicing, reason = "a broken script fails the test")]

#[cfg(not(target_arch = "wasm32"))]
use proptest::prelude::*;
use reprise_payload::Decoder;
use wasm_bindgen_test::wasm_bindgen_test;

/// Decodes in pieces of that size, at least as long as the longest character.
fn decoded(bytes: &[u8], size: usize) -> Option<String> {
    let mut decoder = Decoder::with_capacity(bytes.len());
    let mut from = 0;
    while from < bytes.len() {
        let until = bytes.len().min(from + size);
        let taken = decoder.take(&bytes[from..until], until == bytes.len())?;
        assert!(taken > 0, "it never ends");
        from += taken;
    }
    Some(decoder.finish())
}

#[wasm_bindgen_test(unsupported = test)]
fn a_character_that_a_piece_cuts_begins_the_next() {
    let text = "a\u{e4}\u{20ac}\u{1f600}z".repeat(40);
    for size in 4..80 {
        assert_eq!(decoded(text.as_bytes(), size).as_deref(), Some(text.as_str()), "{size}");
    }
    assert_eq!(decoded(b"", 4).as_deref(), Some(""));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_no_utf_8_is_refused_wherever_it_stands() {
    for wrong in
        [&b"\xff"[..], b"\xc3", b"\xc3(", b"\xed\xa0\x80", b"\xf0\x9f\x98", b"\xc0\xaf", b"\x80"]
    {
        for before in 0..70 {
            for after in [0, 1, 64] {
                let bytes = [&vec![b'a'; before][..], wrong, &vec![b'a'; after]].concat();
                for size in [4, 5, 16, 64, 1000] {
                    assert_eq!(decoded(&bytes, size), None, "{wrong:?} after {before}");
                }
            }
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
proptest! {
    #[test]
    fn it_says_what_the_standard_library_says(
        parts in prop::collection::vec(
            prop_oneof![
                4 => ".{0,40}".prop_map(String::into_bytes),
                1 => prop::collection::vec(any::<u8>(), 0..4),
            ],
            0..12,
        ),
        size in 4usize..100,
    ) {
        let bytes = parts.concat();
        prop_assert_eq!(decoded(&bytes, size), String::from_utf8(bytes.clone()).ok());
    }
}
