//! The words of a comparison.

use reprise_domain::explain::compare::{NO_DIFFERENCE, counts_line, no_json};
use reprise_domain::payload::{Json, compare};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::json;

fn told(before: &str, after: &str) -> String {
    counts_line(compare(&json(before), &json(after)).counts(), |count| count.to_string())
}

#[wasm_bindgen_test(unsupported = test)]
fn each_kind_of_change_is_counted_and_none_is_said() {
    assert_eq!(told(r#"{"a":1,"b":2}"#, r#"{"b":2,"a":1}"#), NO_DIFFERENCE);
    assert_eq!(told(r#"{"a":1}"#, r#"{"a":2,"b":3}"#), "1 changed, 1 added");
    assert_eq!(told(r#"{"a":1.10,"c":1}"#, r#"{"a":1.1}"#), "1 removed, 1 written differently");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_no_json_is_told_with_its_place() {
    let trouble = Json::parse(&"{\n \"a\": }".into()).unwrap_err();
    let said = no_json(&trouble);
    assert!(said.starts_with("This is not JSON: line 2, column 7:"), "{said}");
    assert!(said.contains("Nothing was compared"), "{said}");
}
