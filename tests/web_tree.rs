//! The JSON tree in a real browser.
#![cfg(target_arch = "wasm32")]

mod stage;

use leptos::prelude::*;
use reprise::parts::json_tree::JsonTree;
use stage::{Stage, json};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

async fn tree(text: &'static str) -> Stage {
    Stage::open("sandbox", move || view! { <JsonTree json=json(text) label="Payload"/> }).await
}

#[wasm_bindgen_test]
async fn values_stand_as_they_came() {
    let stage =
        tree(r#"{"big": 12345678901234567890, "far": 1e400, "price": 1.10, "text": "a\u0062\n"}"#)
            .await;
    for written in ["12345678901234567890", "1e400", "1.10", r#""a\u0062\n""#] {
        assert!(stage.text().contains(written), "{written} in {}", stage.text());
    }
}

#[wasm_bindgen_test]
async fn a_doubled_key_is_there_twice() {
    let stage = tree(r#"{"a": 1, "a": 2}"#).await;
    assert_eq!(stage.all(".leaf").len(), 2);
}

#[wasm_bindgen_test]
async fn markup_is_text() {
    let stage = tree(r#"{"<img src=x onerror=alert(1)>": "<script>alert(2)</script>"}"#).await;
    assert!(stage.all("img, script").is_empty());
    assert!(stage.text().contains("<script>alert(2)</script>"));
}

#[wasm_bindgen_test]
async fn a_credential_is_hidden_until_asked_for() {
    let stage = tree(r#"{"headers": [{"key": "X-Api-Key", "value": "k-4711"}], "password": "p-4711", "note": "n"}"#).await;
    assert!(!stage.text().contains("p-4711"), "{}", stage.text());
    stage.press("Show").await;
    assert!(stage.text().contains("p-4711"));
    assert!(!stage.text().contains("k-4711"));
}

#[wasm_bindgen_test]
async fn what_lies_under_a_secret_name_is_hidden_too() {
    let stage = tree(r#"{"credentials": {"user": "u-4711"}}"#).await;
    assert!(!stage.text().contains("u-4711"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn the_way_of_signing_in_is_no_secret() {
    let stage = tree(r#"{"authorization": {"type": "none", "value": "v-4711"}}"#).await;
    assert!(stage.text().contains("none") && !stage.text().contains("v-4711"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn a_long_list_comes_in_steps() {
    let many: Vec<String> = (0..250).map(|number| number.to_string()).collect();
    let text: &'static str = Box::leak(format!("[{}]", many.join(",")).into_boxed_str());
    let stage = tree(text).await;
    assert_eq!(stage.all(".leaf").len(), 100);
    stage.press("Show 100 more of 150").await;
    assert_eq!(stage.all(".leaf").len(), 200);
    stage.press("Show 50 more of 50").await;
    assert_eq!(stage.all(".leaf").len(), 250);
}

#[wasm_bindgen_test]
async fn an_empty_payload_and_a_bare_value_are_shown() {
    assert!(tree("{}").await.text().contains("{0}"));
    assert!(tree("null").await.text().contains("null"));
    assert!(tree("42").await.text().contains("42"));
}
