//! Whatever JSON comes in, its bytes come out; what is none is refused. Properties, so on this
//! machine alone.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a broken promise fails the test")]

mod stage;

use std::sync::Arc;

use proptest::prelude::*;
use reprise_payload::{Json, Kind, Outline, Row};
use serde_json::value::RawValue;
use stage::{chance, json, nested, nested_objects};

/// What the standard reader takes as one value; it, too, must not stop at any depth.
fn reference(text: &str) -> Option<&RawValue> {
    serde_json::from_str(text).ok()
}

fn everything(root: &Json, seen: &mut dyn FnMut(&Json)) {
    let mut left = vec![root.clone()];
    while let Some(json) = left.pop() {
        seen(&json);
        left.extend(json.children().map(|child| child.json));
    }
}

fn all_rows(root: &Json) -> Vec<Row> {
    let mut outline = Outline::new(root.clone());
    outline.open_to_depth(usize::MAX, usize::MAX);
    (0..outline.len()).map(|number| outline.row(number).unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_value_is_a_span_of_the_bytes_received(text in chance::text()) {
        let root = json(&text);
        prop_assert_eq!(root.text(), text.trim());
        everything(&root, &mut |value| {
            assert_eq!(value.text(), &text[value.span()]);
            assert_eq!(reference(value.text()).unwrap().get(), value.text());
            assert_eq!(value.members().len() + value.items().len(), value.child_count());
            let count = match value.kind() {
                Kind::Array => serde_json::from_str::<Vec<&RawValue>>(value.text()).unwrap().len(),
                _ => value.child_count(),
            };
            assert_eq!(count, value.child_count());
        });
    }

    #[test]
    fn leaves_and_what_is_between_them_are_the_whole_text(text in chance::text()) {
        let rows = all_rows(&json(&text));
        let mut bare = text;
        for row in rows.iter().rev().filter(|row| row.children == 0) {
            bare.replace_range(row.json.span(), "0");
        }
        let bare_rows = all_rows(&json(&bare));
        prop_assert_eq!(bare_rows.len(), rows.len());
        for (bare, row) in bare_rows.iter().zip(&rows) {
            prop_assert_eq!((&bare.name, bare.depth, bare.children), (&row.name, row.depth, row.children));
            prop_assert!(bare.children > 0 || bare.json.text() == "0");
        }
    }

    #[test]
    fn what_is_json_is_decided_as_the_standard_reader_does(bytes in chance::mutated()) {
        let expected = std::str::from_utf8(&bytes).ok().and_then(reference).map(RawValue::get);
        match (Json::parse_bytes(bytes.clone()), expected) {
            (Ok(ours), Some(theirs)) => prop_assert_eq!(ours.text(), theirs),
            (Err(trouble), None) => prop_assert!(trouble.at() <= bytes.len()),
            (ours, theirs) => prop_assert!(false, "{:?} but {:?}", ours, theirs),
        }
        if let Ok(text) = std::str::from_utf8(&bytes) {
            prop_assert_eq!(Json::parse(&Arc::from(text)).is_ok(), expected.is_some());
        }
    }

    #[test]
    fn strings_are_read_as_the_standard_reader_does(text in chance::string()) {
        let ours = json(&text).string().unwrap();
        match serde_json::from_str::<String>(&text) {
            Ok(theirs) => prop_assert_eq!(ours, theirs),
            Err(_) => prop_assert!(ours.contains(char::REPLACEMENT_CHARACTER)),
        }
    }
}

#[test]
fn no_nesting_is_too_deep() {
    for text in [nested(100_000), nested_objects(100_000, "1")] {
        let root = json(&text);
        assert_eq!(format!("{root:?}").len(), format!("{text:?}").len() + "Json()".len());
        let mut levels = 0;
        let mut inner = Some(root);
        while let Some(json) = inner {
            levels += 1;
            inner = json.children().next().map(|child| child.json);
        }
        assert!(levels >= 100_000);
    }
    assert!(Json::parse(&Arc::from("[".repeat(100_000))).is_err());
    assert!(Json::parse(&Arc::from("{\"a\":".repeat(100_000))).is_err());
}
