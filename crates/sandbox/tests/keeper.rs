//! The `/_sandbox` paths.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a broken test may panic; the lint knows only plain test functions"
)]

mod caller;

use caller::Caller;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test(unsupported = test)]
fn executions_are_recorded_once_each() {
    let mut caller = Caller::new();
    caller.rerun(2770, Some("k"));
    caller.rerun(2770, Some("k"));
    caller.prefix = "/api/production";
    caller.rerun(9006, None);
    let got = caller.get("/_sandbox/executions").json();
    assert_eq!(got.as_array().unwrap().len(), 2);
    assert_eq!(got[0]["task_id"], 2770);
    assert_eq!((&got[0]["key"], &got[0]["tenant"]), (&"k".into(), &"sandbox".into()));
    assert_eq!(got[0]["at"], "2026-09-11T06:00:00.000Z");
    assert!(got[1]["key"].is_null());
    assert_eq!(got[1]["tenant"], "rehearsal");
}

#[wasm_bindgen_test(unsupported = test)]
fn requests_are_kept_without_their_token() {
    let mut caller = Caller::new();
    let headers = [("Authorization", "Bearer hidden"), ("X-Reprise", "1")];
    caller.ask("GET", "/workflows/tasks/9101?x=1", &headers, "");
    let kept = caller.get("/_sandbox/requests");
    assert!(!kept.text().contains("hidden"));
    let kept = &kept.json()[0];
    assert_eq!(kept["headers"]["authorization"], "Bearer");
    assert_eq!(kept["headers"]["x-reprise"], "1");
    assert_eq!(kept["path_and_query"], "/api/sandbox/workflows/tasks/9101?x=1");
    assert_eq!((&kept["method"], &kept["status"]), (&"GET".into(), &403.into()));
    for _ in 0..600 {
        caller.get("/workflows/tasks/2771");
    }
    assert_eq!(caller.get("/_sandbox/requests").json().as_array().unwrap().len(), 500);
}

#[wasm_bindgen_test(unsupported = test)]
fn faults_are_listed() {
    let got = Caller::new().get("/_sandbox/faults").json();
    assert_eq!(got.as_array().unwrap().len(), 20);
    assert_eq!((&got[0]["task_id"], &got[0]["on"]), (&9001.into(), &"rerun".into()));
    assert_eq!(got[19]["on"], "read");
    assert!(got[0]["title"].is_string() && got[0]["detail"].is_string());
}

#[wasm_bindgen_test(unsupported = test)]
fn the_clock_goes_forward_only() {
    let mut caller = Caller::new();
    caller.rerun(2770, Some("k"));
    let forward =
        |caller: &mut Caller, body: &str| caller.ask("POST", "/_sandbox/clock", &[], body).status;
    assert_eq!(forward(&mut caller, r#"{"forward_ms":86400000}"#), 200);
    assert_eq!(caller.task(2770)["status"], "Success");
    caller.rerun(2770, Some("k"));
    assert_eq!(caller.executions(), 2);
    assert_eq!(forward(&mut caller, r#"{"forward_ms":-1}"#), 400);
    assert_eq!(forward(&mut caller, "tomorrow"), 400);
    assert_eq!(caller.get("/_sandbox/clock").json()["now"], "2026-09-12T06:00:00.000Z");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_reset_brings_the_seed_back() {
    let mut caller = Caller::new();
    caller.rerun(2770, Some("k"));
    caller.now += 60_000;
    assert_eq!(caller.ask("POST", "/_sandbox/reset", &[], "").status, 200);
    assert_eq!(caller.executions(), 0);
    assert_eq!(caller.task(2770)["status"], "Error");
    assert_eq!(caller.get("/workflows/tasks/60001").status, 404);
    caller.rerun(2770, Some("k"));
    assert_eq!(caller.executions(), 1);
    assert_eq!(caller.get("/_sandbox/other").status, 404);
}
