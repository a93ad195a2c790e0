//! What counts as a number of Zuora's.

use reprise_domain::id::{NotAnId, RunId, TaskId};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test(unsupported = test)]
fn a_whole_number_above_zero_is_an_id() {
    for (text, number) in [
        ("2770", 2770),
        (" 2770 ", 2770),
        ("\t2770\n", 2770),
        ("0002770", 2770),
        ("9007199254740993", 9_007_199_254_740_993),
        ("18446744073709551615", u64::MAX),
    ] {
        assert_eq!(TaskId::parse(text).map(TaskId::number), Ok(number), "{text:?}");
        assert_eq!(RunId::parse(text).map(RunId::number), Ok(number), "{text:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn anything_else_is_no_id() {
    for text in [
        "",
        " ",
        "0",
        "00",
        "-1",
        "+1",
        "1e3",
        "1.0",
        "2 770",
        "0x10",
        "２７７０",
        "2770/..",
        "2770?",
        "18446744073709551616",
        "99999999999999999999999",
        "null",
        "2770\0",
    ] {
        assert_eq!(TaskId::parse(text), Err(NotAnId), "{text:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_id_is_written_as_plain_digits() {
    assert_eq!(TaskId::new(u64::MAX).to_string(), "18446744073709551615");
    assert_eq!(format!("{:>6}", TaskId::new(7)), "     7");
    assert!(NotAnId.to_string().contains("2770"));
}
