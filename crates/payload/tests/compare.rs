//! What is told as different is different, and nothing else.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a broken promise fails the test")]

mod stage;

use std::fmt::Write;

use reprise_payload::{ChangeKind, Comparison, Counts, Json, compare};
use stage::{json, nested, nested_objects};
use wasm_bindgen_test::wasm_bindgen_test;

/// Each change as `+ path value`, `- path value`, `~ path before > after`, `= …` if rewritten,
/// `> path before < path after` if moved.
fn told(comparison: &Comparison) -> Vec<String> {
    let one = |change: &reprise_payload::Change| {
        let path = comparison.path(change).unwrap();
        let text = |json: &Option<Json>| json.as_ref().map(|json| json.text().to_owned()).unwrap();
        match change.kind {
            ChangeKind::Added => format!("+ {path} {}", text(&change.after)),
            ChangeKind::Removed => format!("- {path} {}", text(&change.before)),
            ChangeKind::Changed => {
                format!("~ {path} {} > {}", text(&change.before), text(&change.after))
            }
            ChangeKind::Rewritten => {
                format!("= {path} {} > {}", text(&change.before), text(&change.after))
            }
            ChangeKind::Moved => format!("> {} < {path}", comparison.path_before(change).unwrap()),
        }
    };
    comparison.changes().iter().map(one).collect()
}

fn changes(before: &str, after: &str) -> Vec<String> {
    told(&compare(&json(before), &json(after)))
}

const NOTHING: [&str; 0] = [];

#[wasm_bindgen_test(unsupported = test)]
fn blanks_and_the_order_of_members_do_not_count() {
    assert_eq!(
        changes("{\"a\":1,\"b\":[1,{\"c\":null}]}", " { \"b\" : [1, {\"c\":null} ],\"a\":1}"),
        NOTHING
    );
    assert_eq!(changes("{\"\\u0061\":1}", "{\"a\":1}"), NOTHING, "nor how a key is written");
    assert_eq!(changes("[]", "[ ]"), NOTHING);
}

#[wasm_bindgen_test(unsupported = test)]
fn each_kind_of_change_is_told_with_its_place() {
    let before = r#"{"a":1,"b":{"c":[1,2,3]},"gone":true,"t":"x","k":[]}"#;
    let after = r#"{"a":2,"b":{"c":[1,3],"new":null},"t":"y","k":{}}"#;
    let expected = [
        "~ $.a 1 > 2",
        "- $.b.c[1] 2",
        "+ $.b.new null",
        "- $.gone true",
        "~ $.t \"x\" > \"y\"",
        "~ $.k [] > {}",
    ];
    assert_eq!(changes(before, after), expected);
    assert_eq!(changes("1", "\"1\""), ["~ $ 1 > \"1\""]);
    let comparison = compare(&json(before), &json(after));
    let counts = Counts { added: 1, removed: 2, changed: 3, rewritten: 0, moved: 0 };
    assert_eq!((comparison.counts(), comparison.rough_arrays()), (counts, 0));
}

#[wasm_bindgen_test(unsupported = test)]
fn numbers_are_compared_exactly() {
    for (before, after) in [
        ("9007199254740993", "9007199254740992"),
        ("1e400", "1e401"),
        ("0.1", "0.10000000000000001"),
        ("1", "-1"),
    ] {
        assert_eq!(changes(before, after), [format!("~ $ {before} > {after}")]);
    }
    for (before, after) in [
        ("1.10", "1.1"),
        ("1e2", "100"),
        ("1E+2", "100.0"),
        ("0.1e-7", "1e-8"),
        ("-0", "0"),
        ("0e5", "0.000"),
        ("123456789012345678901234567890", "1.2345678901234567890123456789e29"),
        (r#""\u00e9""#, "\"é\""),
    ] {
        assert_eq!(changes(before, after), [format!("= $ {before} > {after}")]);
    }
    let absurd = "1e99999999999999999999";
    assert_eq!(
        changes(absurd, "1e+99999999999999999999"),
        [format!("~ $ {absurd} > 1e+99999999999999999999")]
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn doubled_keys_are_paired_in_their_order() {
    assert_eq!(
        changes(r#"{"a":1,"a":2}"#, r#"{"a":2,"a":1}"#),
        ["~ $.a(1) 1 > 2", "~ $.a(2) 2 > 1"]
    );
    assert_eq!(changes(r#"{"a":1,"a":2}"#, r#"{"a":1}"#), ["- $.a(2) 2"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_was_renamed_or_moved_is_recognised() {
    assert_eq!(changes(r#"{"a":1,"b":2}"#, r#"{"a":1,"c":2}"#), ["> $.b < $.c"]);
    let before = r#"{"x":{"Account":{"Id":"8ad0"}},"y":{}}"#;
    let after = r#"{"x":{},"y":{"Account":{"Id":"8ad0"}}}"#;
    assert_eq!(changes(before, after), ["> $.x.Account < $.y.Account"]);
    assert_eq!(
        changes(r#"{"x":{"a":1},"y":{}}"#, r#"{"x":{},"y":{"b":1}}"#),
        ["- $.x.a 1", "+ $.y.b 1"],
        "a 1 elsewhere may be any 1"
    );
    assert_eq!(changes(r#"{"a":null}"#, r#"{"b":null}"#), ["- $.a null", "+ $.b null"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn items_are_aligned_before_they_are_compared() {
    assert_eq!(changes("[1,2,3,4]", "[0,1,2,4]"), ["+ $[0] 0", "- $[2] 3"]);
    assert_eq!(changes("[1,2,3]", "[3,1,2]"), ["> $[2] < $[0]"]);
    assert_eq!(
        changes(r#"[{"a":1},{"b":1},{"c":1}]"#, r#"[{"a":1},{"b":2},{"c":1}]"#),
        ["~ $[1].b 1 > 2"]
    );
    assert_eq!(
        changes(
            r#"[{"Id":"1","v":1},{"Id":"2","v":1},7]"#,
            r#"[{"Id":"2","v":2},{"Id":"1","v":2},7]"#
        ),
        ["~ $[0].v 1 > 2", "~ $[1].v 1 > 2"],
        "known by what names them"
    );
    assert_eq!(
        changes(r#"[{"Id":"1","v":1}]"#, r#"[{"Id":"0"},{"Id":"1","v":2}]"#),
        ["+ $[0] {\"Id\":\"0\"}", "~ $[1].v 1 > 2"]
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_part_is_compared_with_paths_from_there() {
    let (before, after) = (json(r#"{"d":{"a":[1]}}"#), json(r#"[{"a":[2]}]"#));
    let comparison = compare(&before.member("d").unwrap(), &after.items()[0]);
    assert_eq!(told(&comparison), ["~ $.a[0] 1 > 2"]);
}

fn list(numbers: impl Iterator<Item = u32>) -> String {
    let mut text = String::from("[");
    for number in numbers {
        let comma = if text.len() > 1 { "," } else { "" };
        write!(text, "{comma}{number}").unwrap();
    }
    text + "]"
}

#[wasm_bindgen_test(unsupported = test)]
fn much_that_changed_places_is_told_roughly_and_says_so() {
    let (before, after) = (list(0..3000), list((0..3000).rev()));
    let comparison = compare(&json(&before), &json(&after));
    assert_eq!(comparison.rough_arrays(), 1);
    assert_eq!(comparison.counts(), Counts { moved: 2999, ..Counts::default() });
    let all_new = compare(&json(&before), &json(&list(5000..8000)));
    assert_eq!(all_new.counts(), Counts { changed: 3000, ..Counts::default() });
    assert_eq!(all_new.rough_arrays(), 0);
}

#[wasm_bindgen_test(unsupported = test)]
fn no_nesting_is_too_deep_to_compare() {
    let (before, after) = (nested_objects(100_000, "1"), nested_objects(100_000, "2"));
    assert_eq!(compare(&json(&before), &json(&after)).counts().changed, 1);
    let comparison = compare(&json(&nested(100_000)), &json(&nested(99_999)));
    assert_eq!(comparison.counts(), Counts { removed: 1, ..Counts::default() });
}

#[cfg(not(target_arch = "wasm32"))]
mod by_chance {
    use proptest::prelude::*;
    use reprise_payload::{ChangeKind, Json, Kind, compare};

    use crate::stage::{chance, json};

    /// As a comparison sees it: no blanks, members by key.
    fn plain(json: &Json) -> String {
        match json.kind() {
            Kind::Array => {
                format!("[{}]", json.items().iter().map(plain).collect::<Vec<_>>().join(","))
            }
            Kind::Object => {
                let mut members = json.members();
                members.sort_by(|(key, _), (other, _)| key.cmp(other));
                let members =
                    members.iter().map(|(key, value)| format!("{key:?}:{}", plain(value)));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
            _ => json.text().to_owned(),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_is_told_exactly_if_nothing_is_different(before in chance::text(), after in chance::text()) {
            let (before, after) = (json(&before), json(&after));
            let comparison = compare(&before, &after);
            prop_assert_eq!(comparison.changes().is_empty(), plain(&before) == plain(&after));
            for change in comparison.changes() {
                let path = comparison.path(change).unwrap();
                if let Some(own) = &change.after {
                    prop_assert!(after.by_path(&path).unwrap().is_same_place(own));
                }
                if let Some(own) = &change.before {
                    let path = comparison.path_before(change).unwrap();
                    prop_assert!(before.by_path(&path).unwrap().is_same_place(own));
                }
                match (&change.kind, &change.before, &change.after) {
                    (ChangeKind::Added, None, Some(_)) | (ChangeKind::Removed, Some(_), None) => {}
                    (ChangeKind::Moved, Some(old), Some(new)) => prop_assert_eq!(plain(old), plain(new)),
                    (ChangeKind::Changed | ChangeKind::Rewritten, Some(old), Some(new)) => prop_assert_ne!(plain(old), plain(new)),
                    _ => prop_assert!(false, "{:?}", change),
                }
            }
            let back = compare(&after, &before).counts();
            let counts = comparison.counts();
            prop_assert_eq!(back.added + back.changed == 0 && back.removed == 0, counts.removed + counts.changed == 0 && counts.added == 0);
        }

        #[test]
        fn rows_of_few_numbers_are_aligned_with_the_fewest_edits(before in prop::collection::vec(0..4_u8, 0..12), after in prop::collection::vec(0..4_u8, 0..12)) {
            let text = |numbers: &[u8]| format!("{numbers:?}");
            let counts = compare(&json(&text(&before)), &json(&text(&after))).counts();
            // The longest row that both have, the slow way.
            let mut longest = vec![vec![0; after.len() + 1]; before.len() + 1];
            for (own, one) in before.iter().enumerate() {
                for (other, two) in after.iter().enumerate() {
                    longest[own + 1][other + 1] = if one == two {
                        longest[own][other] + 1
                    } else {
                        longest[own][other + 1].max(longest[own + 1][other])
                    };
                }
            }
            let kept = longest[before.len()][after.len()];
            prop_assert_eq!(counts.removed + counts.changed + counts.moved, before.len() - kept);
            prop_assert_eq!(counts.added + counts.changed + counts.moved, after.len() - kept);
        }
    }
}
