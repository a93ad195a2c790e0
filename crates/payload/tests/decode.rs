//! Bytes to text in pieces: what the standard library says of the whole, however it is cut.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a broken script fails the test")]

#[cfg(not(target_arch = "wasm32"))]
use proptest::prelude::*;
use reprise_payload::{Charset, Decoder, Json, Oddity, Received, lossy, mark_bytes};
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

#[wasm_bindgen_test(unsupported = test)]
fn bytes_that_are_no_utf_8_are_replaced_and_counted() {
    for (bytes, text, lost) in [
        (&b"plain"[..], "plain", 0),
        (b"M\xfcller", "M\u{fffd}ller", 1),
        (b"\xf0\x9f\x98 cut", "\u{fffd} cut", 3),
        (b"a\xffb\xff\xffc", "a\u{fffd}b\u{fffd}\u{fffd}c", 3),
        // What was sent as the sign of replacement is no loss.
        ("a\u{fffd}".as_bytes(), "a\u{fffd}", 0),
    ] {
        assert_eq!(lossy(bytes), (text.to_owned(), lost), "{bytes:?}");
        assert_eq!(lossy(bytes).0, String::from_utf8_lossy(bytes));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_mark_comes_before_the_header_and_the_header_before_utf_8() {
    let declared = |name: &str| Charset::Declared(name.to_owned());
    for (header, head, charset) in [
        ("", &b"{}"[..], Charset::Utf8),
        ("application/json", b"{}", Charset::Utf8),
        ("application/json; charset=utf-8", b"{}", Charset::Utf8),
        ("application/json;charset=\"UTF8\"", b"{}", Charset::Utf8),
        ("application/json; charset=US-ASCII", b"{}", Charset::Utf8),
        ("application/json; charset=ISO-8859-1", b"{}", declared("iso-8859-1")),
        ("text/plain; format=flowed; Charset = 'windows-1252'", b"{}", declared("windows-1252")),
        ("application/json; charset=iso-8859-1", b"\xef\xbb\xbf{}", Charset::Utf8),
        ("application/json; charset=utf-8", b"\xff\xfe{\0", declared("utf-16le")),
        ("application/json", b"\xfe\xff\0{", declared("utf-16be")),
        ("charset=iso-8859-1", b"{}", Charset::Utf8),
    ] {
        assert_eq!(Charset::of(header, head), charset, "{header} {head:?}");
    }
    assert_eq!((mark_bytes(b"\xef\xbb\xbf{}"), mark_bytes(b"{}"), mark_bytes(b"\xef")), (3, 0, 0));
}

#[wasm_bindgen_test(unsupported = test)]
fn every_value_knows_what_was_odd_about_its_answer() {
    let oddity = Oddity { lost: 2, charset: Charset::Unknown("x".to_owned()) };
    let answer = Received::odd(r#"{"a":[1]}"#.to_owned(), oddity.clone());
    let json = Json::parse_received(&answer).unwrap();
    assert_eq!(json.at(&["a"]).unwrap().oddity(), oddity);
    assert_eq!(Json::parse_received(&"[1]".into()).unwrap().oddity(), Oddity::default());
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
