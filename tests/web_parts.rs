//! Badges, long texts, times and the rerun dialog in a real browser.
#![cfg(target_arch = "wasm32")]

mod stage;

use leptos::prelude::*;
use leptos::task::tick;
use reprise::parts::moment::Exact;
use reprise::parts::rerun_dialog::RerunDialog;
use reprise::parts::status_badge::StatusBadge;
use reprise::ui::long_text::LongText;
use reprise_domain::desk::Model;
use reprise_domain::task::TaskStatus;
use reprise_domain::tenancy::{EnvironmentId, Tenancy};
use reprise_domain::time::UnixMillis;
use stage::{Stage, task};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Event, EventInit, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn a_status_is_sign_word_and_colour() {
    let stage =
        Stage::open("sandbox", || view! { <StatusBadge status=Some(TaskStatus::Error)/> }).await;
    assert_eq!(stage.text(), "✕Error");
    assert_eq!(stage.one(".badge").get_attribute("data-status").as_deref(), Some("error"));
    let none = Stage::open("sandbox", || view! { <StatusBadge status=None/> }).await;
    assert_eq!(none.text(), "–No status");
}

#[wasm_bindgen_test]
async fn a_long_text_is_cut_and_can_be_had_whole() {
    let long = "é".repeat(400);
    let whole = long.clone();
    let stage = Stage::open("sandbox", move || view! { <LongText text=long/> }).await;
    assert!(!stage.text().contains(&whole));
    stage.press("Show all 400 characters").await;
    assert!(stage.text().contains(&whole));
}

#[wasm_bindgen_test]
async fn a_time_can_be_read_as_zuora_wrote_it() {
    let written = "2019-09-19T12:35:43.857Z";
    let stage = Stage::open("sandbox", move || view! { <Exact written=written.to_owned()/> }).await;
    let shown = stage.text();
    assert!(shown.contains("2019") && shown != written, "{shown}");
    stage.press(&shown).await;
    assert_eq!(stage.text(), written);
}

async fn dialog(environment: &'static str) -> Stage {
    Stage::open(environment, move || {
        let failed = r#"{"id": 2770, "status": "Error", "action_type": "Email", "start_time": "2026-11-01T10:00:00Z"}"#;
        let id = EnvironmentId::try_from(environment.to_owned()).unwrap_or_else(|error| wasm_bindgen::throw_str(error));
        let tenancy = Tenancy { environment: id, entity: None, orgs: Vec::new() };
        let draft = Model::default().draft("0123456789abcdef", tenancy, task(failed));
        view! { <RerunDialog draft read_at=UnixMillis(0) earlier=None closed=Callback::new(|()| ())/> }
    })
    .await
}

async fn write(stage: &Stage, selector: &str, text: &str) {
    let line: HtmlInputElement = stage.one(selector).unchecked_into();
    line.set_value(text);
    let bubbling = EventInit::new();
    bubbling.set_bubbles(true);
    let told = Event::new_with_event_init_dict("input", &bubbling)
        .map(|event| line.dispatch_event(&event));
    assert!(told.is_ok());
    tick().await;
}

fn is_inert(stage: &Stage) -> bool {
    stage.button("Rerun task 2770").get_attribute("aria-disabled").as_deref() == Some("true")
}

#[wasm_bindgen_test]
async fn the_dialog_names_what_happens_and_wants_a_reason() {
    let stage = dialog("sandbox").await;
    assert_eq!(stage.one("dialog").get_attribute("role").as_deref(), Some("alertdialog"));
    assert!(stage.text().contains("Sends the e-mail again"), "{}", stage.text());
    assert!(is_inert(&stage));
    write(&stage, "#dialog-reason", "mended").await;
    assert!(!is_inert(&stage));
    assert!(stage.all("#dialog-id").is_empty());
}

#[wasm_bindgen_test]
async fn production_wants_the_number_too() {
    let stage = dialog("live").await;
    assert!(stage.text().contains("Production · Live"), "{}", stage.text());
    write(&stage, "#dialog-reason", "mended").await;
    assert!(is_inert(&stage));
    write(&stage, "#dialog-id", "2771").await;
    assert!(is_inert(&stage));
    write(&stage, "#dialog-id", " 2770 ").await;
    assert!(!is_inert(&stage));
}
