//! Whole numbers that JavaScript's cannot hold are marked, and nothing else is touched.

#[cfg(not(target_arch = "wasm32"))]
use proptest::prelude::*;
use reprise_payload::mark_large;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test(unsupported = test)]
fn the_first_that_does_not_fit_is_marked() {
    let cases = [
        ("[9007199254740991]", None),
        ("[9007199254740992]", Some(r#"["M9007199254740992"]"#)),
        ("-9007199254740992", Some(r#""M-9007199254740992""#)),
        ("[1.5e300, 12345678901234567890.0, 1e99]", None),
        (r#"{"12345678901234567890":"12345678901234567890"}"#, None),
        (r#"{"a\"12345678901234567890":1}"#, None),
        (
            r#"{"a":"\\","b":12345678901234567890,"c":1}"#,
            Some(r#"{"a":"\\","b":"M12345678901234567890","c":1}"#),
        ),
        ("[18446744073709551616]", Some(r#"["M18446744073709551616"]"#)),
        ("[000]", None),
    ];
    for (json, marked) in cases {
        assert_eq!(mark_large(json, "M").as_deref(), marked, "{json}");
    }
}

#[cfg(not(target_arch = "wasm32"))]
proptest! {
    /// Taking the marks away gives the text back, byte by byte.
    #[test]
    fn marks_can_be_taken_away(numbers in prop::collection::vec(any::<i128>(), 0..8), text in ".*") {
        let numbers: Vec<_> = numbers.iter().map(i128::to_string).collect();
        let json = format!("{{\"n\":[{}],\"t\":{}}}", numbers.join(","), reprise_payload::quoted(&text));
        let mark = "\u{1}mark";
        let marked = mark_large(&json, mark).unwrap_or_else(|| json.clone());
        let mut back = marked.clone();
        for number in &numbers {
            back = back.replace(&format!("\"{mark}{number}\""), number);
        }
        prop_assert_eq!(back, json);
        for number in &numbers {
            let fits = number.parse::<i128>().is_ok_and(|value| value.abs() < 1 << 53);
            prop_assert_eq!(!fits, marked.contains(&format!("{mark}{number}\"")), "{}", number);
        }
    }

    /// No text at all makes it stumble.
    #[test]
    fn anything_is_borne(text in ".*") {
        let _marked = mark_large(&text, "M");
    }
}
