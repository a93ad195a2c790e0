//! A path has one text, and that text leads back.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a broken promise fails the test")]

mod stage;

use reprise_payload::{Path, Step};
use stage::{json, nested, nested_objects, path};
use wasm_bindgen_test::wasm_bindgen_test;

const PAYLOAD: &str = r#"{"Callout": {"ResponseHeaders": {"content-type": ["text/html"]}},
 "id": 1, "\u0069d": 2, "a.b": {"": [[], [10]]}, "é": null, "$": 3, "1": 4}"#;

#[wasm_bindgen_test(unsupported = test)]
fn a_value_is_found_by_its_path_and_its_path_by_the_value() {
    let root = json(PAYLOAD);
    for (text, value) in [
        ("$", root.text()),
        ("$.Callout.ResponseHeaders[\"content-type\"][0]", "\"text/html\""),
        ("$.id(1)", "1"),
        ("$.id(2)", "2"),
        ("$[\"a.b\"][\"\"][1][0]", "10"),
        ("$[\"a.b\"][\"\"][0]", "[]"),
        ("$[\"é\"]", "null"),
        ("$[\"$\"]", "3"),
        ("$[\"1\"]", "4"),
    ] {
        let found = root.by_path(&path(text)).unwrap();
        assert_eq!(found.text(), value, "{text}");
        assert_eq!(root.path_of(&found).unwrap().to_string(), text);
    }
    for text in ["$.x", "$[0]", "$.id.x", "$.id(3)", "$.Callout[0]", "$[\"a.b\"][\"\"].a"] {
        assert!(root.by_path(&path(text)).is_none(), "{text}");
    }
    assert_eq!(root.by_path(&path("$.id")).unwrap().text(), "2", "as most readers: the last");
}

#[wasm_bindgen_test(unsupported = test)]
fn any_place_in_the_text_has_a_path() {
    let root = json(PAYLOAD);
    for (place, text) in [
        ("{\"Callout", "$"),
        ("Callout", "$.Callout"),
        ("{\"ResponseHeaders", "$.Callout"),
        ("ponse", "$.Callout.ResponseHeaders"),
        ("/html", "$.Callout.ResponseHeaders[\"content-type\"][0]"),
        ("10", "$[\"a.b\"][\"\"][1][0]"),
        (", \"a.b", "$"),
    ] {
        let at = PAYLOAD.find(place).unwrap();
        assert_eq!(root.path_to(at).unwrap().to_string(), text, "{place}");
    }
    assert_eq!(root.path_to(PAYLOAD.len()), None);
    let inner = root.member("Callout").unwrap();
    let at = PAYLOAD.find("/html").unwrap();
    assert_eq!(
        inner.path_to(at).unwrap().to_string(),
        "$.ResponseHeaders[\"content-type\"][0]",
        "from where one asks"
    );
    assert_eq!(inner.path_to(0), None);
    assert_eq!(json(" 1 ").path_to(1), Some(Path::root()));
}

#[wasm_bindgen_test(unsupported = test)]
fn paths_are_read_as_people_write_them() {
    for (text, same) in [
        ("", "$"),
        (" $ ", "$"),
        ("Callout.Code", "$.Callout.Code"),
        (".a", "$.a"),
        ("[0].a", "$[0].a"),
        ("$['a\\'b'][\"c\"]", "$[\"a'b\"].c"),
        ("content-type", "$[\"content-type\"]"),
        ("$a", "$[\"$a\"]"),
        ("$.é(2)", "$[\"é\"](2)"),
        ("[\"\\u00e9\\ud83d\\ude00\"]", "$[\"é😀\"]"),
    ] {
        assert_eq!(path(text).to_string(), same, "{text}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_no_path_is_told_with_its_place() {
    for (text, at) in [
        ("$.", 2),
        ("$..a", 2),
        ("$.a b", 3),
        ("$[", 2),
        ("$[a]", 2),
        ("$[1", 3),
        ("$[-1]", 2),
        ("$[99999999999999999999999]", 2),
        ("$[\"a]", 5),
        ("$['a]", 2),
        ("$[\"\\x\"]", 3),
        ("$.a(0)", 5),
        ("$.a(", 4),
    ] {
        let trouble = text.parse::<Path>().unwrap_err();
        assert_eq!(trouble.at, at, "{text}: {trouble}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_breadcrumb_is_every_path_on_the_way() {
    let trail: Vec<_> = path("$.a[0].b").trail().map(|path| path.to_string()).collect();
    assert_eq!(trail, ["$", "$.a", "$.a[0]", "$.a[0].b"]);
    assert_eq!(path("$.a[0]").parent(), Some(path("$.a")));
    assert_eq!(path("$.a").then(Step::Item(0)), path("$.a[0]"));
    assert_eq!(Path::root().parent(), None);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_deepest_value_has_a_path() {
    for text in [nested(20_000), nested_objects(20_000, "[]")] {
        let root = json(&text);
        let middle = root.path_to(text.find(']').unwrap()).unwrap();
        assert!(middle.steps().len() >= 19_999);
        assert_eq!(root.by_path(&middle).unwrap().text(), "[]");
        assert_eq!(path(&middle.to_string()), middle);
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod by_chance {
    use proptest::prelude::*;
    use reprise_payload::{Outline, Path, Step};

    use crate::stage::{chance, json, path};

    fn step() -> impl Strategy<Value = Step> {
        let key = prop_oneof!["[a-z_$.\"'\\\\\\[\\]() é\u{2028}\u{7}0-9-]{0,6}", ".{0,6}"];
        prop_oneof![
            key.clone().prop_map(Step::Member),
            (key, 0..3_usize).prop_map(|(key, which)| Step::Doubled(key, which)),
            any::<usize>().prop_map(Step::Item),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_text_of_a_path_leads_back(steps in prop::collection::vec(step(), 0..6)) {
            let own = Path::of(steps);
            prop_assert_eq!(path(&own.to_string()), own);
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,30}") {
            let _read = text.parse::<Path>();
        }

        #[test]
        fn every_value_has_a_path_of_its_own(text in chance::text()) {
            let root = json(&text);
            let mut outline = Outline::new(root.clone());
            outline.open_to_depth(usize::MAX, usize::MAX);
            let mut seen = std::collections::HashSet::new();
            for number in 0..outline.len() {
                let value = outline.row(number).unwrap().json;
                let own = root.path_of(&value).unwrap();
                prop_assert!(root.by_path(&own).unwrap().is_same_place(&value), "{}", own);
                prop_assert!(seen.insert(path(&own.to_string())));
            }
        }
    }
}
