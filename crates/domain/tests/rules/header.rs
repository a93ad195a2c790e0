//! What may enter a header, and what is refused instead of mended.

use reprise_domain::header::{HeaderText, LONGEST, LONGEST_TRACK_ID, NotHeaderText, TrackId};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test(unsupported = test)]
fn printable_ascii_goes_out_as_it_came() {
    for text in ["a", "a b", "!~", "11e643f4-a3ee-8bad-b061-0025904c57d6", "x\"'\\;:,"] {
        assert_eq!(
            HeaderText::parse(text).map(|header| header.as_str().to_owned()),
            Ok(text.into())
        );
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_character_outside_printable_ascii_is_refused() {
    let outside = (0..32_u32).chain([127, 0x80, 0xa0, 0xe9, 0xff, 0x2014, 0x2028, 0x1f600]);
    for sign in outside.filter_map(char::from_u32) {
        let text = format!("a{sign}b");
        assert_eq!(HeaderText::parse(&text), Err(NotHeaderText::Character(sign)), "{sign:?}");
        assert_eq!(TrackId::parse(&text), Err(NotHeaderText::Character(sign)), "{sign:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_line_break_at_either_end_is_refused_too() {
    for text in ["a\r\n", "\r\na", "a\n", "\0", "a\0", "\ta", "a\u{a0}"] {
        assert!(HeaderText::parse(text).is_err(), "{text:?}");
        assert!(TrackId::parse(text).is_err(), "{text:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn outer_blanks_are_refused_because_fetch_would_cut_them_off() {
    for text in [" a", "a ", "  a  "] {
        assert_eq!(HeaderText::parse(text), Err(NotHeaderText::Blank), "{text:?}");
    }
    for text in ["", " ", "   ", "\u{2003}"] {
        assert_eq!(HeaderText::parse(text), Err(NotHeaderText::Empty), "{text:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_header_ends_at_its_longest_length() {
    assert!(HeaderText::parse(&"a".repeat(LONGEST)).is_ok());
    let long = HeaderText::parse(&"a".repeat(LONGEST + 1));
    assert_eq!(long, Err(NotHeaderText::TooLong(LONGEST)));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_track_id_ends_at_sixty_four_characters() {
    assert!(TrackId::parse(&"a".repeat(LONGEST_TRACK_ID)).is_ok());
    let long = TrackId::parse(&"a".repeat(LONGEST_TRACK_ID + 1));
    assert_eq!(long, Err(NotHeaderText::TooLong(LONGEST_TRACK_ID)));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_track_id_excludes_what_zuora_excludes() {
    for sign in [':', ';', '"', '\'', ' '] {
        let text = format!("a{sign}b");
        assert_eq!(TrackId::parse(&text), Err(NotHeaderText::Character(sign)));
    }
    assert!(TrackId::parse("2026-11-23T12:00").is_err(), "a time holds a colon");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_track_id_from_chance_is_one_that_zuora_takes() {
    for chance in [0, 1, 0xdead_beef, u64::MAX] {
        let track = TrackId::from_chance(chance);
        assert_eq!(TrackId::parse(&track.to_string()), Ok(track.clone()));
        assert_eq!(track.header().as_str(), track.to_string());
    }
    assert_eq!(TrackId::from_chance(255).to_string(), "rp-00000000000000ff");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_refusal_says_what_is_wrong() {
    for (text, said) in [
        ("", "it is empty"),
        (" a", "it begins or ends with a blank"),
        ("a—b", "'—'"),
        ("a\nb", "'\\n'"),
    ] {
        let error = HeaderText::parse(text).err().map(|error| error.to_string());
        assert!(error.clone().unwrap_or_default().contains(said), "{error:?}");
    }
}
