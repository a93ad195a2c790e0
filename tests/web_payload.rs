//! The payload view in a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what is not on the stage fails the test"
)]

mod stage;

use leptos::prelude::*;
use leptos::task::tick;
use reprise::parts::payload::{PayloadView, SmallTree};
use stage::{Stage, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, KeyboardEvent, KeyboardEventInit};

wasm_bindgen_test_configure!(run_in_browser);

async fn whole(text: &'static str) -> Stage {
    let file = "payload.json".to_owned();
    Stage::open("sandbox", move || view! { <PayloadView json=json(text) label="Payload" file/> })
        .await
}

async fn small(text: &'static str) -> Stage {
    Stage::open("sandbox", move || view! { <SmallTree json=json(text) label="Value"/> }).await
}

/// Presses a key on the tree.
async fn key(stage: &Stage, name: &str) {
    let settings = KeyboardEventInit::new();
    settings.set_key(name);
    settings.set_bubbles(true);
    settings.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &settings);
    let _followed = stage.one("[role=tree]").dispatch_event(&event.unwrap());
    tick().await;
}

fn active(stage: &Stage) -> String {
    stage.one("[aria-selected=true]").text_content().unwrap_or_default()
}

#[wasm_bindgen_test]
async fn values_stand_as_they_came() {
    let text = r#"{"big": 12345678901234567890, "far": 1e400, "price": 1.10, "text": "a\u0062\n"}"#;
    for stage in [whole(text).await, small(text).await] {
        for written in ["12345678901234567890", "1e400", "1.10", r#""a\u0062\n""#] {
            assert!(stage.text().contains(written), "{written} in {}", stage.text());
        }
    }
}

#[wasm_bindgen_test]
async fn a_doubled_key_is_there_twice() {
    assert_eq!(whole(r#"{"a": 1, "a": 2}"#).await.all("[role=treeitem]").len(), 2);
}

#[wasm_bindgen_test]
async fn markup_is_text() {
    let stage = whole(r#"{"<img src=x onerror=alert(1)>": "<script>alert(2)</script>"}"#).await;
    assert!(stage.all("img, script").is_empty());
    assert!(stage.text().contains("<script>alert(2)</script>"));
}

#[wasm_bindgen_test]
async fn a_credential_is_hidden_until_asked_for_and_the_others_stay_hidden() {
    let stage = whole(r#"{"password": "p-4711", "headers": [{"key": "X-Api-Key", "value": "k-4711"}], "card": "4111111111111111"}"#).await;
    for hidden in ["p-4711", "k-4711", "4111111111111111"] {
        assert!(!stage.text().contains(hidden), "{}", stage.text());
    }
    stage.press("Show for 30 s").await;
    assert!(stage.text().contains("p-4711"));
    assert!(!stage.text().contains("k-4711"));
    stage.press("Hide").await;
    assert!(!stage.text().contains("p-4711"));
}

#[wasm_bindgen_test]
async fn what_lies_under_a_secret_name_is_hidden_too_but_not_the_way_of_signing_in() {
    let stage = whole(
        r#"{"credentials": {"user": "u-4711"}, "authorization": {"type": "none", "value": "v-4711"}}"#,
    )
    .await;
    assert!(!stage.text().contains("u-4711") && !stage.text().contains("v-4711"));
    assert!(stage.text().contains("none"));
}

#[wasm_bindgen_test]
async fn the_keyboard_walks_opens_and_closes() {
    let stage = whole(r#"{"a": {"b": {"c": 1}}, "d": 2}"#).await;
    assert!(active(&stage).contains('a'));
    key(&stage, "ArrowDown").await;
    assert!(active(&stage).contains('b'), "{}", active(&stage));
    assert!(!stage.text().contains("c1"));
    key(&stage, "ArrowRight").await;
    assert!(stage.text().contains("c1"), "{}", stage.text());
    key(&stage, "ArrowLeft").await;
    assert!(!stage.text().contains("c1"));
    key(&stage, "End").await;
    assert!(active(&stage).contains('d'));
}

#[wasm_bindgen_test]
async fn each_row_says_where_it_stands() {
    let many: Vec<String> = (0..250).map(|number| number.to_string()).collect();
    let text: &'static str = Box::leak(format!("[{}]", many.join(",")).into_boxed_str());
    let stage = whole(text).await;
    let row = stage.one("[role=treeitem]");
    assert_eq!(row.get_attribute("aria-setsize").as_deref(), Some("250"));
    assert_eq!(row.get_attribute("aria-posinset").as_deref(), Some("1"));
    assert_eq!(row.get_attribute("aria-level").as_deref(), Some("1"));
}

#[wasm_bindgen_test]
async fn rows_of_two_views_have_names_of_their_own() {
    let two = || view! { <SmallTree json=json("[1]") label="A"/> <SmallTree json=json("[2]") label="B"/> };
    let stage = Stage::open("sandbox", two).await;
    let rows = stage.all("[role=treeitem]");
    assert_eq!(rows.len(), 2);
    assert_ne!(rows[0].id(), rows[1].id());
    let second: HtmlElement = rows[1].clone().unchecked_into();
    second.click();
    tick().await;
    let trees = stage.all("[role=tree]");
    let active = trees[1].get_attribute("aria-activedescendant");
    assert_eq!(active.as_deref(), Some(rows[1].id().as_str()));
}

#[wasm_bindgen_test]
async fn an_empty_payload_and_a_bare_value_are_shown() {
    for open in ["{}", "null", "42"] {
        let shown = if open == "{}" { "{0}" } else { open };
        assert!(whole(open).await.text().contains(shown), "{open}");
        assert!(small(open).await.text().contains(open), "{open}");
    }
}

#[wasm_bindgen_test]
async fn a_single_value_among_other_facts_hides_what_looks_like_a_credential() {
    let stage = small("\"paid with 4111111111111111\"").await;
    assert!(!stage.text().contains("4111"), "{}", stage.text());
    assert!(stage.text().contains("paid with"));
}
