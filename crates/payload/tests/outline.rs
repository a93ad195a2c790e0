//! The rows of a tree: what is open, what is seen, where one gets by a key.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a broken promise fails the test")]

mod stage;

use reprise_payload::{Name, Opened, Outline, find};
use stage::{json, nested, nested_objects, path};
use wasm_bindgen_test::wasm_bindgen_test;

const TREE: &str = r#"{"Data":{"Invoice":[{"Id":"1","Lines":[]},{"Id":"2","Lines":[1,2]}]},
 "Callout":{"Code":500},"Empty":{},"code":"C"}"#;

/// The rows as a picture: depth, name, `-` open, `+` closed.
fn picture(outline: &Outline) -> Vec<String> {
    let rows = (0..outline.len()).map(|number| outline.row(number).unwrap());
    rows.map(|row| {
        let sign = match row {
            _ if row.is_open => "-",
            _ if row.children > 0 => "+",
            _ => "",
        };
        let name = match row.name {
            Name::Root => "$".to_owned(),
            Name::Key(key) => key,
            Name::Index(index) => index.to_string(),
        };
        format!("{}{sign}{name}", " ".repeat(row.depth))
    })
    .collect()
}

fn of(text: &str) -> Outline {
    Outline::new(json(text))
}

#[wasm_bindgen_test(unsupported = test)]
fn at_first_one_level_is_open() {
    assert_eq!(picture(&of(TREE)), ["-$", " +Data", " +Callout", " Empty", " code"]);
    assert_eq!(picture(&of("[]")), ["$"]);
    assert_eq!(picture(&of(" 1.10 ")), ["$"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_row_opens_closes_and_knows_its_place() {
    let mut outline = of(TREE);
    assert!(outline.toggle(1) && outline.toggle(2));
    let seen = ["-$", " -Data", "  -Invoice", "   +0", "   +1", " +Callout", " Empty", " code"];
    assert_eq!(picture(&outline), seen);
    let row = outline.row(4).unwrap();
    assert_eq!(row.json.text(), r#"{"Id":"2","Lines":[1,2]}"#);
    assert_eq!((row.position, row.set_size, row.parent), (2, 2, Some(2)));
    assert_eq!((row.is_container, row.is_open, row.children), (true, false, 2));
    let code = outline.row(7).unwrap();
    assert_eq!((code.position, code.set_size, code.parent), (4, 4, Some(0)));
    assert_eq!(code.json.text(), "\"C\"");
    let root = outline.row(0).unwrap();
    assert_eq!((root.position, root.set_size, root.parent), (1, 1, None));
    assert!(outline.toggle(1));
    assert_eq!(picture(&outline), ["-$", " +Data", " +Callout", " Empty", " code"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_has_no_children_does_not_open() {
    let mut outline = of(TREE);
    for row in [3, 4, 99] {
        assert!(!outline.open(row) && !outline.close(row) && !outline.toggle(row));
    }
    assert!(outline.row(99).is_none());
    assert!(!outline.open(0), "it is open");
    assert!(outline.close(0));
    assert_eq!(picture(&outline), ["+$"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn it_opens_to_a_depth_and_folds() {
    let mut outline = of(TREE);
    assert_eq!(outline.open_to_depth(0, 100), Opened { rows: 1, left_closed: 0 });
    assert_eq!(outline.open_to_depth(2, 100), Opened { rows: 7, left_closed: 0 });
    assert_eq!(
        picture(&outline),
        ["-$", " -Data", "  +Invoice", " -Callout", "  Code", " Empty", " code"]
    );
    assert_eq!(outline.open_to_depth(usize::MAX, 100), Opened { rows: 15, left_closed: 0 });
    outline.open_to_depth(1, usize::MAX);
    assert_eq!(picture(&outline), ["-$", " +Data", " +Callout", " Empty", " code"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn it_opens_no_more_rows_than_allowed_and_says_so() {
    let mut outline = of(r#"{"a":[1,2,3],"b":[1,2],"c":[[1]],"d":5}"#);
    let opened = outline.open_to_depth(usize::MAX, 8);
    assert_eq!(opened, Opened { rows: 8, left_closed: 2 });
    assert_eq!(picture(&outline), ["-$", " -a", "  0", "  1", "  2", " +b", " +c", " d"]);
    assert_eq!(outline.open_to_depth(usize::MAX, 3), Opened { rows: 1, left_closed: 1 });
}

#[wasm_bindgen_test(unsupported = test)]
fn the_star_key_opens_what_is_beside() {
    let mut outline = of(r#"{"a":[1,2,3],"b":[1,[2]],"c":{},"d":5}"#);
    outline.open(2);
    assert_eq!(outline.open_siblings(1, 100), Opened { rows: 10, left_closed: 0 });
    let seen = ["-$", " -a", "  0", "  1", "  2", " -b", "  0", "  +1", " c", " d"];
    assert_eq!(picture(&outline), seen);
    outline.open_to_depth(1, usize::MAX);
    assert_eq!(outline.open_siblings(3, 7), Opened { rows: 7, left_closed: 1 });
    outline.close(0);
    assert_eq!(outline.open_siblings(0, 100), Opened { rows: 5, left_closed: 0 });
}

#[wasm_bindgen_test(unsupported = test)]
fn a_path_is_shown_and_what_is_around_it_opened() {
    let mut outline = of(TREE);
    assert_eq!(outline.reveal(&path("$.Data.Invoice[1].Lines[0]")), Some(7));
    let seen = [
        "-$",
        " -Data",
        "  -Invoice",
        "   +0",
        "   -1",
        "    Id",
        "    -Lines",
        "     0",
        "     1",
        " +Callout",
        " Empty",
        " code",
    ];
    assert_eq!(picture(&outline), seen);
    assert_eq!(outline.reveal(&path("$.Callout.Code")), Some(10));
    assert_eq!(outline.reveal(&path("$.Data")), Some(1), "it stays as it is");
    assert_eq!(outline.reveal(&path("$")), Some(0));
    assert_eq!(outline.reveal(&path("$.Data.Invoice[2]")), None);
    assert_eq!(outline.reveal_json(&json(TREE)), None, "a value of another text");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_part_of_a_text_is_an_outline_of_its_own() {
    let part = json(TREE).at(&["Data", "Invoice"]).unwrap();
    let mut outline = Outline::new(part);
    assert_eq!(picture(&outline), ["-$", " +0", " +1"]);
    assert_eq!(outline.reveal(&path("$[1].Lines[1]")), Some(6));
    assert_eq!(outline.row(6).unwrap().parent, Some(4));
    assert_eq!(outline.open_to_depth(usize::MAX, 100).rows, 9);
    let hits = find(outline.root(), "2");
    outline.show_only(&hits);
    assert_eq!(picture(&outline), ["-$", " -1", "  Id", "  -Lines", "   1"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn only_what_was_found_is_shown_and_then_all_as_before() {
    let mut outline = of(TREE);
    outline.open(2);
    let before = picture(&outline);
    outline.show_only(&find(outline.root(), "c"));
    assert_eq!(picture(&outline), ["-$", " -Data", "  +Invoice", " -Callout", "  Code", " code"]);
    outline.show_only(&find(outline.root(), "\"2\""));
    assert_eq!(picture(&outline), ["+$"], "the quotes are no part of a value");
    outline.show_only(&find(outline.root(), "lines"));
    assert_eq!(
        picture(&outline),
        ["-$", " -Data", "  -Invoice", "   -0", "    Lines", "   -1", "    +Lines"]
    );
    outline.open(6);
    assert_eq!(outline.len(), 9, "found by its key: all inside is shown");
    outline.close(3);
    outline.open(3);
    assert_eq!(outline.row(4).unwrap().name, Name::Key("Lines".into()));
    assert_eq!(outline.reveal(&path("$.Callout.Code")), None, "filtered out");
    outline.show_all();
    assert_eq!(picture(&outline), before);
}

#[wasm_bindgen_test(unsupported = test)]
fn one_goes_from_hit_to_hit_and_around() {
    let mut outline = of(TREE);
    let hits = find(outline.root(), "code");
    assert_eq!(hits.len(), 2);
    let first = outline.hit_after(&hits, 0).unwrap();
    assert_eq!(outline.reveal_hit(&hits, first), Some(3));
    assert_eq!(outline.hit_at(&hits, 3), Some(0));
    let second = outline.hit_after(&hits, 3).unwrap();
    assert_eq!(outline.reveal_hit(&hits, second), Some(5));
    assert_eq!(outline.hit_after(&hits, 5), Some(0), "from the top again");
    assert_eq!(outline.hit_before(&hits, 5), Some(0));
    assert_eq!(outline.hit_before(&hits, 3), Some(1), "from the bottom again");
    assert_eq!(outline.hit_at(&hits, 0), None);
    assert_eq!(outline.hit_after(&find(outline.root(), "nowhere"), 0), None);
}

#[wasm_bindgen_test(unsupported = test)]
fn typed_letters_lead_to_a_name() {
    let mut outline = of(r#"{"Data":[7],"Callout":1,"date":2,"cödé":3}"#);
    assert_eq!(outline.next_named(0, "d"), Some(1));
    assert_eq!(outline.next_named(1, "d"), Some(3));
    assert_eq!(outline.next_named(3, "d"), Some(1));
    assert_eq!(outline.next_named(1, "dat"), Some(1), "typing on, it stays");
    assert_eq!(outline.next_named(1, "date"), Some(3));
    assert_eq!(outline.next_named(0, "CÖ"), Some(4));
    assert_eq!(outline.next_named(0, "x"), None);
    outline.open(1);
    assert_eq!(outline.next_named(0, "0"), Some(2));
}

#[wasm_bindgen_test(unsupported = test)]
fn no_nesting_is_too_deep_for_rows() {
    for text in [nested(100_000), nested_objects(100_000, "[]")] {
        let mut outline = of(&text);
        assert!(outline.open_to_depth(usize::MAX, 200_000).rows >= 100_000);
        let last = outline.row(outline.len() - 1).unwrap();
        assert_eq!((last.json.text(), last.parent), ("[]", Some(outline.len() - 2)));
        outline.open_to_depth(1, usize::MAX);
        assert_eq!(outline.reveal_json(&last.json), Some(last.depth));
        assert_eq!(outline.row(last.depth).unwrap().depth, last.depth);
        outline.close(0);
        assert_eq!(outline.len(), 1);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn many_rows_behind_a_deep_one_cost_no_more() {
    let text = format!("[{},{}]", nested(50_000), vec!["\"a\""; 50_000].join(","));
    let mut outline = of(&text);
    outline.show_only(&find(outline.root(), "A"));
    assert_eq!(outline.len(), 50_001);
    assert_eq!(outline.row(50_000).unwrap().position, 50_001);
    assert_eq!(outline.next_named(0, "x"), None);
    outline.show_all();
    assert_eq!(outline.len(), 50_002);
}

#[cfg(not(target_arch = "wasm32"))]
mod by_chance {
    use proptest::prelude::*;
    use reprise_payload::{Outline, find};

    use super::picture;
    use crate::stage::{chance, json};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_row_is_where_its_parent_says(text in chance::text(), presses in prop::collection::vec(any::<prop::sample::Index>(), 0..20)) {
            let mut outline = Outline::new(json(&text));
            for press in presses {
                outline.toggle(press.index(outline.len()));
            }
            for number in 0..outline.len() {
                let row = outline.row(number).unwrap();
                let Some(parent) = row.parent else { prop_assert_eq!(number, 0); continue };
                let parent = outline.row(parent).unwrap();
                prop_assert!(parent.is_open && parent.depth + 1 == row.depth);
                let child = parent.json.children().nth(row.position - 1).unwrap();
                prop_assert_eq!(child.name, row.name);
                prop_assert!(child.json.is_same_place(&row.json));
                prop_assert_eq!(row.set_size, parent.children);
            }
        }

        #[test]
        fn all_at_once_is_the_same_as_one_by_one(text in chance::text()) {
            let mut outline = Outline::new(json(&text));
            let mut row = 0;
            while row < outline.len() {
                outline.open(row);
                row += 1;
            }
            let mut at_once = Outline::new(json(&text));
            at_once.open_to_depth(usize::MAX, usize::MAX);
            prop_assert_eq!(picture(&at_once), picture(&outline));
            for row in (1..outline.len()).rev() {
                outline.close(row);
            }
            at_once.open_to_depth(1, usize::MAX);
            prop_assert_eq!(picture(&at_once), picture(&outline));
        }

        #[test]
        fn what_is_found_is_shown(text in chance::text(), letter in "[a-f0-9]") {
            let mut outline = Outline::new(json(&text));
            let hits = find(outline.root(), &letter);
            outline.show_only(&hits);
            let shown = (0..outline.len()).filter_map(|row| outline.hit_at(&hits, row));
            prop_assert_eq!(shown.collect::<Vec<_>>(), (0..hits.len()).collect::<Vec<_>>());
            outline.show_all();
            for number in 0..hits.len() {
                let row = outline.reveal_hit(&hits, number).unwrap();
                prop_assert_eq!(outline.hit_at(&hits, row), Some(number));
            }
        }
    }
}
