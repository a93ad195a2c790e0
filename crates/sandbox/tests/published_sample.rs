//! Tasks 2770 and 2771 of run 476.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a broken test may panic; the lint knows only plain test functions"
)]

mod caller;

use caller::Caller;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test(unsupported = test)]
fn the_published_task_is_served_byte_for_byte() {
    let got = Caller::new().get("/workflows/tasks/2771");
    assert_eq!(got.status, 200);
    assert_eq!(got.text(), include_str!("task-2771.json"));
}

#[wasm_bindgen_test(unsupported = test)]
fn the_task_before_it_has_failed_as_the_sample_tells() {
    let task = Caller::new().task(2770);
    let sample: serde_json::Value = serde_json::from_str(include_str!("task-2771.json")).unwrap();
    let told = &sample["data"]["Tasks"]["Previous"];
    assert_eq!(task["status"], told["Status"]);
    assert_eq!(task["error"], told["ErrorReason"]);
    assert_eq!(task["error_class"], told["ErrorClass"]);
    assert_eq!(task["workflow_id"], sample["workflow_id"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn its_amount_keeps_the_last_zero() {
    let got = Caller::new().get("/workflows/tasks/2770");
    assert!(got.text().contains(r#""Amount":1204.50,"Currency":"EUR""#));
}

#[wasm_bindgen_test(unsupported = test)]
fn its_setup_task_is_in_the_list_of_its_version() {
    let setups = Caller::new().all_tasks("&workflow_id=416");
    let ids: Vec<_> = setups.iter().map(|task| task["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, [2584, 2583, 2582, 2581]);
    assert!(setups.iter().all(|task| task["status"].is_null() && task["instance"] == false));
}
