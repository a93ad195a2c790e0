//! Search finds what is there, however it is written.
#![allow(clippy::unwrap_used, reason = "a broken promise fails the test")]

mod stage;

use reprise_payload::{Json, find};
use stage::{json, nested_objects};
use wasm_bindgen_test::wasm_bindgen_test;

/// What is found: path, `k` by the key, `v` by the value.
fn found(root: &Json, text: &str) -> Vec<String> {
    let hits = find(root, text);
    let told = hits.iter().map(|hit| {
        let path = root.path_to(hit.offset()).unwrap();
        let key = if hit.in_key { "k" } else { "" };
        format!("{path} {key}{}", if hit.in_value { "v" } else { "" })
    });
    told.collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn keys_and_values_are_searched_in_the_order_of_the_text() {
    let root = json(r#"{"Code":"CODE","list":[{"x":"decoded"},500],"code":{"a":1.50}}"#);
    assert_eq!(found(&root, "code"), ["$.Code kv", "$.list[0].x v", "$.code k"]);
    assert_eq!(found(&root, "50"), ["$.list[1] v", "$.code.a v"]);
    assert_eq!(found(&root, "LIST"), ["$.list k"]);
    assert_eq!(found(&root, "{"), [""; 0]);
    assert_eq!(found(&root, ""), [""; 0]);
    assert_eq!(found(&json("\"abc\""), "B"), ["$ v"]);
    assert_eq!(found(&json("[true,null]"), "ul"), ["$[1] v"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn escapes_are_seen_through() {
    let root = json(r#"["caf\u00e9","CAFÉ","a\nb","\\n","\ud83d\ude00","say \"hi\"","\/"]"#);
    assert_eq!(found(&root, "é"), ["$[0] v", "$[1] v"]);
    assert_eq!(found(&root, "É"), ["$[0] v", "$[1] v"]);
    assert_eq!(found(&root, "u00e9"), [""; 0]);
    assert_eq!(found(&root, "a\nb"), ["$[2] v"]);
    assert_eq!(found(&root, "\\n"), ["$[3] v"]);
    assert_eq!(found(&root, "😀"), ["$[4] v"]);
    assert_eq!(found(&root, "\"hi\""), ["$[5] v"]);
    assert_eq!(found(&root, "/"), ["$[6] v"]);
    assert_eq!(found(&json(r#"{"\u0041b":1}"#), "ab"), ["$.Ab k"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_text_is_taken_literally() {
    let root = json(r#"["a.c","abc","a*c","[x]","@","`","K"]"#);
    assert_eq!(found(&root, "a.c"), ["$[0] v"]);
    assert_eq!(found(&root, "*"), ["$[2] v"]);
    assert_eq!(found(&root, "[X]"), ["$[3] v"]);
    assert_eq!(found(&root, "@"), ["$[4] v"], "a bit away from `");
    assert_eq!(found(&root, "`"), ["$[5] v"]);
    assert_eq!(found(&root, "\u{212a}"), ["$[6] v"], "the sign of Kelvin is a K");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_closed_container_tells_how_much_is_in_it() {
    let root = json(r#"{"a":{"a":"a","b":["a"]},"b":"a"}"#);
    let hits = find(&root, "a");
    assert_eq!(hits.len(), 4);
    assert_eq!(hits.inside(&root), 4);
    assert_eq!(hits.inside(&root.member("a").unwrap()), 2);
    assert_eq!(hits.inside(&root.member("b").unwrap()), 0);
    assert_eq!(find(&root.member("a").unwrap(), "a").len(), 2, "only what is inside is searched");
}

#[wasm_bindgen_test(unsupported = test)]
fn no_nesting_is_too_deep_to_search() {
    assert_eq!(find(&json(&nested_objects(100_000, "\"b\"")), "a").len(), 100_000);
}

#[cfg(not(target_arch = "wasm32"))]
mod by_chance {
    use proptest::prelude::*;
    use reprise_payload::{Name, Outline, find};

    use crate::stage::{chance, json};

    fn small(text: &str) -> String {
        text.chars().map(|sign| sign.to_lowercase().next().unwrap()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn search_is_what_a_look_at_every_row_would_find(text in chance::text(), query in "[a-fA-Fé€\"\\\\.:0-9é]{1,3}") {
            let root = json(&text);
            let hits = find(&root, &query);
            let mut outline = Outline::new(root);
            outline.open_to_depth(usize::MAX, usize::MAX);
            let mut found = 0;
            for number in 0..outline.len() {
                let row = outline.row(number).unwrap();
                let in_key = matches!(&row.name, Name::Key(key) if small(key).contains(&small(&query)));
                let in_value = !row.is_container && small(&row.json.plain()).contains(&small(&query));
                let hit = outline.hit_at(&hits, number).and_then(|number| hits.get(number));
                let told = hit.map_or((false, false), |hit| (hit.in_key, hit.in_value));
                prop_assert_eq!(told, (in_key, in_value));
                found += usize::from(in_key || in_value);
            }
            prop_assert_eq!(found, hits.len());
        }
    }
}
