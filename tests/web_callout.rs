//! Callouts and parameters in a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, reason = "a test that cannot be set up fails")]

mod stage;

use leptos::prelude::*;
use reprise::parts::callouts::Callouts;
use reprise::parts::parameters::Parameters;
use reprise_domain::callout::exchanges;
use reprise_domain::parameters::settings;
use stage::{Stage, task};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

async fn calls(text: &'static str) -> Stage {
    Stage::open("sandbox", move || view! { <Callouts calls=exchanges(&task(text))/> }).await
}

async fn parameters(text: &'static str) -> Stage {
    Stage::open("sandbox", move || {
        let task = task(text);
        let file = "parameters.json".to_owned();
        view! { <Parameters json=task.parameters.clone() settings=settings(&task) file/> }
    })
    .await
}

const TWO: &str = r#"{"id":1,"action_type":"Callout","status":"Error","start_time":"2026-01-05T02:00:00Z","error":"Callout response was 500 after 1 tries.",
 "data":{"Callout":{"URL":"https://a.example/?token=u-4711","RequestHeaders":{"X-Api-Key":"k-4711","Accept":"a/b"},"ResponseBody":{"n":1.10,"password":"p-4711"},"ResponseCode":200}},
 "parameters":{"method":"POST","url":"https://b.example/{{ Data.Id }}","raw_body":"{\"a\":1.10}","body_type":"raw"}}"#;

#[wasm_bindgen_test]
async fn the_last_call_is_on_top_with_its_status() {
    let stage = calls(TWO).await;
    let headings: Vec<_> = stage.all("h3").iter().filter_map(|h| h.text_content()).collect();
    assert_eq!(headings, ["This task's own call", "Call at data.Callout"]);
    let badges: Vec<_> =
        stage.all(".badge").iter().filter_map(|badge| badge.get_attribute("data-status")).collect();
    assert_eq!(badges, ["error", "success"]);
    assert!(stage.text().contains("500 server error"), "{}", stage.text());
    assert!(stage.text().contains("Not recorded"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn credentials_are_hidden_until_asked_for() {
    let stage = calls(TWO).await;
    for secret in ["u-4711", "k-4711", "p-4711"] {
        assert!(!stage.text().contains(secret), "{secret} in {}", stage.text());
    }
    stage.press("Show").await;
    let shown =
        ["u-4711", "k-4711", "p-4711"].iter().filter(|s| stage.text().contains(**s)).count();
    assert_eq!(shown, 1, "{}", stage.text());
    stage.press("Hide").await;
    assert!(!stage.text().contains("4711"));
}

#[wasm_bindgen_test]
async fn a_body_is_indented_or_as_received() {
    let stage = calls(TWO).await;
    let body = || stage.one("[data-field='data.Callout.ResponseBody']").text_content();
    assert_eq!(body().as_deref(), Some("{\n  \"n\": 1.10,\n  \"password\": \"••••••\"\n}"));
    let raw = stage.all("button").into_iter().rev();
    let Some(raw) = raw.into_iter().find(|b| b.text_content().as_deref() == Some("Raw")) else {
        panic!("no button Raw")
    };
    wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>(raw).click();
    leptos::task::tick().await;
    assert_eq!(body().as_deref(), Some("{\"n\":1.10,\"password\":\"••••••\"}"));
}

#[wasm_bindgen_test]
async fn markup_in_a_call_is_text() {
    let stage = calls(r#"{"id":1,"data":{"Callout":{"URL":"<img src=x onerror=alert(1)>","ResponseBody":"<script>alert(2)</script>","RequestHeaders":{"<b>":"<i>"},"<u>":"<s>"}}}"#).await;
    assert!(stage.all("img, script, b bdi b, i i, u, s").is_empty());
    assert!(stage.text().contains("<script>alert(2)</script>"), "{}", stage.text());
    assert!(stage.text().contains("<img src=x onerror=alert(1)>"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn many_calls_come_in_steps() {
    let records = [r#"{"URL":"https://a"}"#; 25].join(",");
    let text: &'static str =
        Box::leak(format!(r#"{{"id":1,"data":{{"Callout":[{records}]}}}}"#).into_boxed_str());
    let stage = calls(text).await;
    assert_eq!(stage.all(".call").len(), 10);
    stage.press("Show 10 more of 15").await;
    stage.press("Show 5 more of 5").await;
    assert_eq!(stage.all(".call").len(), 25);
    assert!(!stage.all("#call-24").is_empty());
}

#[wasm_bindgen_test]
async fn source_is_coloured_and_stays_the_text() {
    let stage = parameters(
        r#"{"id":1,"action_type":"Data::Link","parameters":{"query":"SELECT a\nFROM b -- c"}}"#,
    )
    .await;
    let source = stage.one("[data-field='parameters.query']");
    assert_eq!(source.text_content().as_deref(), Some("SELECT a\nFROM b -- c"));
    let keyword = stage.one("[data-token='keyword']");
    assert_eq!(keyword.text_content().as_deref(), Some("SELECT"));
}

#[wasm_bindgen_test]
async fn a_clause_stands_beside_what_it_saw() {
    let stage = parameters(
        r#"{"id":1,"action_type":"If","parameters":{"if_clause":"{% if Data.A.n > 1 and Data.B %}True{% endif %}"},"data":{"A":{"n":1.10}}}"#,
    )
    .await;
    assert_eq!(stage.one("[data-field='seen.Data.A.n']").text_content().as_deref(), Some("1.10"));
    assert!(stage.text().contains("not in the payload"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn a_template_is_never_a_page() {
    let stage = parameters(
        r#"{"id":1,"action_type":"Email","parameters":{"email":{"to":["a@x"],"template":"<p><img src=x></p>"}}}"#,
    )
    .await;
    assert!(stage.all("pre img, pre p").is_empty());
    assert!(stage.text().contains("<p><img src=x></p>"), "{}", stage.text());
    assert_eq!(stage.one("[data-field='email.to']").text_content().as_deref(), Some("a@x"));
}

#[wasm_bindgen_test]
async fn what_is_not_understood_is_in_the_tree() {
    let stage = parameters(
        r#"{"id":1,"action_type":"Delay","parameters":{"delay_time":"60","novel":"n-1"}}"#,
    )
    .await;
    assert!(stage.text().contains("Waits 1 minute."), "{}", stage.text());
    assert!(stage.text().contains("Not explained above: novel"), "{}", stage.text());
    assert!(
        stage
            .one("[role='tree'][aria-label='Parameters']")
            .text_content()
            .unwrap_or_default()
            .contains("n-1")
    );
    let none = parameters(r#"{"id":1}"#).await;
    assert_eq!(none.text(), "This task has no parameters.");
}
