//! The query part of an address.

use reprise_domain::tail::{value, with};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test(unsupported = test)]
fn a_value_is_read_by_its_name() {
    assert_eq!(value("tab=other&path=%24.a%5B0%5D", "path").as_deref(), Some("$.a[0]"));
    assert_eq!(value("?path=a+b", "path").as_deref(), Some("a b"));
    assert_eq!(value("xpath=1", "path"), None);
    assert_eq!(value("", "path"), None);
}

#[wasm_bindgen_test(unsupported = test)]
fn one_name_changes_and_the_others_stay() {
    assert_eq!(with("entity=a%20b&tab=x", &[("tab", Some("other"))]), "entity=a%20b&tab=other");
    assert_eq!(with("tab=x&entity=1", &[("tab", None)]), "entity=1");
    assert_eq!(with("", &[("path", Some("$.\"a&b\"")), ("tab", None)]), "path=%24.%22a%26b%22");
    let odd = with("a=1", &[("path", Some("=&#?\u{0}ü"))]);
    assert_eq!(value(&odd, "path").as_deref(), Some("=&#?\u{0}ü"));
}
