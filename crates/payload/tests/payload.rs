//! JSON stays exactly as received.

#![allow(clippy::unwrap_used, reason = "a broken promise fails the test")]

mod stage;

use std::sync::Arc;

use reprise_payload::{Json, Kind, Name};
use stage::json;
use wasm_bindgen_test::wasm_bindgen_test;

const ODD: &str = r#" { "b" : 1.10, "a":9007199254740993,"big": 1e400 , "b":{"x":[ 1 , 2.0 ]}, "é\n":"\u00e9\ud83d\ude00","n":null,"t":true,"neg":-0.0} "#;

#[wasm_bindgen_test(unsupported = test)]
fn numbers_keep_every_byte() {
    let members = json(ODD).members();
    let texts: Vec<_> = members.iter().map(|(key, value)| (key.as_str(), value.text())).collect();
    let expected = [
        ("b", "1.10"),
        ("a", "9007199254740993"),
        ("big", "1e400"),
        ("b", r#"{"x":[ 1 , 2.0 ]}"#),
        ("é\n", r#""\u00e9\ud83d\ude00""#),
        ("n", "null"),
        ("t", "true"),
        ("neg", "-0.0"),
    ];
    assert_eq!(texts, expected);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_whole_text_loses_only_the_blanks_around_it() {
    assert_eq!(json(ODD).text(), ODD.trim());
    assert_eq!(json(ODD).size_bytes(), ODD.trim().len());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_doubled_key_is_there_twice_and_the_last_one_counts() {
    let value = json(r#"{"id":1,"id":2}"#);
    assert_eq!(value.members().len(), 2);
    assert_eq!(value.member("id").map(|id| id.text().to_owned()), Some("2".into()));
}

#[wasm_bindgen_test(unsupported = test)]
fn items_keep_their_order_and_bytes() {
    let items = json("[ 1.10 ,\n\"a\" , [ ] , {\"x\" : 1} ]").items();
    let texts: Vec<_> = items.iter().map(Json::text).collect();
    assert_eq!(texts, ["1.10", "\"a\"", "[ ]", "{\"x\" : 1}"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_value_knows_its_kind() {
    for (text, kind) in [
        ("{}", Kind::Object),
        ("[]", Kind::Array),
        ("\"\"", Kind::Text),
        ("-1", Kind::Number),
        ("1e400", Kind::Number),
        ("true", Kind::Bool),
        ("false", Kind::Bool),
        (" null ", Kind::Null),
    ] {
        assert_eq!(json(text).kind(), kind, "{text}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn members_of_a_text_and_items_of_an_object_are_none() {
    assert!(json("\"{}\"").members().is_empty());
    assert!(json("[1]").members().is_empty());
    assert!(json("{\"a\":1}").items().is_empty());
    assert!(json("1").member("a").is_none());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_path_leads_through_objects_only() {
    let value = json(r#"{"a":{"b":{"c":1.50}},"l":[{"c":2}]}"#);
    assert_eq!(value.at(&["a", "b", "c"]).map(|found| found.plain()), Some("1.50".into()));
    assert_eq!(value.at(&[]).as_ref(), Some(&value));
    assert!(value.at(&["l", "c"]).is_none());
    assert!(value.at(&["a", "x", "c"]).is_none());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_text_is_read_with_its_escapes_resolved() {
    assert_eq!(json(r#""a\n\u00e9\/""#).string(), Some("a\né/".into()));
    assert_eq!(json("12").string(), None);
    assert_eq!(json("1e400").plain(), "1e400");
    assert_eq!(
        json(r#""a\ud83d""#).string(),
        Some("a\u{fffd}".into()),
        "half a pair is no character"
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_no_json_is_refused_whole() {
    for text in ["", "{", "{\"a\":}", "{}{}", "NaN", "{'a':1}", "[1,]", "\u{feff}{}", "<html>"] {
        assert!(Json::parse(&Arc::from(text)).is_err(), "{text:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn deep_nesting_does_not_overflow_the_stack() {
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let value = json(&deep);
    assert_eq!(value.member("a").map(|inner| inner.size_bytes()), Some(200_000));
}

#[wasm_bindgen_test(unsupported = test)]
fn equal_means_written_the_same() {
    assert_eq!(json(" {\"a\":1}"), json("{\"a\":1} "));
    assert_ne!(json("1.10"), json("1.1"));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_no_json_is_told_with_its_place() {
    for (text, at, line, column, what) in [
        ("", 0, 1, 1, "a value must stand here"),
        ("{\"a\":1,\n  é}", 10, 2, 3, "a key, \"…\", must stand here"),
        ("[1 2]", 3, 1, 4, "a comma or ] must stand here"),
        ("{\"a\" 1}", 5, 1, 6, "a colon must follow a key"),
        ("[01]", 2, 1, 3, "a comma or ] must stand here"),
        ("[1.]", 3, 1, 4, "a digit must follow the point of a number"),
        ("\"a", 2, 1, 3, "the text ends within a string, before its quote"),
        ("\"\\x\"", 1, 1, 2, "this is no escape that JSON knows"),
        ("{}\n{}", 3, 2, 1, "nothing may follow the end of the value"),
        ("nul", 0, 1, 1, "a value must stand here, such as true, false or null"),
    ] {
        let trouble = Json::parse(&Arc::from(text)).unwrap_err();
        let place = (trouble.at(), trouble.line(), trouble.column(), trouble.what());
        assert_eq!(place, (at, line, column, what), "{text:?}");
    }
    let trouble = Json::parse_bytes(b"{\"a\":\"\xff\"}".to_vec()).unwrap_err();
    assert_eq!(trouble.to_string(), "line 1, column 7 (byte 6): this byte is no UTF-8");
}

#[wasm_bindgen_test(unsupported = test)]
fn bytes_are_taken_over_as_they_are() {
    let value = Json::parse_bytes(b" [1.10, \"\xc3\xa9\"]\n".to_vec()).unwrap();
    assert_eq!(value.text(), "[1.10, \"é\"]");
    assert_eq!(value.span(), 1..13);
}

#[wasm_bindgen_test(unsupported = test)]
fn children_are_read_one_by_one_with_their_names() {
    let value = json(r#"{"a":[10,{"x":1}],"a":2}"#);
    let names: Vec<_> = value.children().map(|child| (child.name, child.json.plain())).collect();
    let key = |text: &str| Name::Key(text.into());
    assert_eq!(names, [(key("a"), r#"[10,{"x":1}]"#.into()), (key("a"), "2".into())]);
    let first = value.children().next().unwrap().json;
    assert_eq!(first.children().last().unwrap().name, Name::Index(1));
    assert!(first.is_same_place(&value.members()[0].1));
}
