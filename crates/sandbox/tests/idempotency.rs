//! What the key store does with a key.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a broken test may panic; the lint knows only plain test functions"
)]

mod caller;

use caller::Caller;
use reprise_sandbox::DAY_MS;
use wasm_bindgen_test::wasm_bindgen_test;

const RERUN: &str = "/workflows/tasks/2770/rerun";

#[wasm_bindgen_test(unsupported = test)]
fn a_repeated_key_gets_the_saved_answer_and_runs_nothing() {
    let mut caller = Caller::new();
    let first =
        caller.ask("POST", RERUN, &[("Idempotency-Key", "k"), ("Zuora-Track-Id", "first")], "");
    caller.now += 60_000;
    let again =
        caller.ask("POST", RERUN, &[("Idempotency-Key", "k"), ("Zuora-Track-Id", "second")], "");
    assert_eq!((first.status, again.status), (200, 200));
    assert_eq!(first.body, again.body);
    assert_eq!(again.header("zuora-track-id"), Some("first"));
    assert_eq!(again.header("zuora-request-id"), first.header("zuora-request-id"));
    assert_eq!(caller.executions(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_refusal_is_saved_too() {
    let mut caller = Caller::new();
    caller.rerun(2770, None);
    assert_eq!(caller.rerun(2770, Some("k")).status, 400);
    caller.now += 60_000;
    assert_eq!(caller.task(2770)["status"], "Success");
    assert_eq!(caller.rerun(2770, Some("k")).status, 400);
    assert_eq!(caller.executions(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_key_lives_24_hours() {
    let mut caller = Caller::new();
    caller.rerun(2770, Some("k"));
    caller.now += DAY_MS - 1;
    caller.rerun(2770, Some("k"));
    assert_eq!(caller.executions(), 1);
    caller.now += 1;
    caller.rerun(2770, Some("k"));
    assert_eq!(caller.executions(), 2);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_key_belongs_to_one_tenant_url_and_method() {
    let mut caller = Caller::new();
    let key = ("Idempotency-Key", "k");
    let german = ("Zuora-Entity-Ids", reprise_sandbox::ENTITIES[1].id);
    caller.rerun(2770, Some("k"));
    assert_eq!(caller.rerun(9001, Some("k")).status, 422);
    assert_eq!(caller.ask("POST", &format!("{RERUN}?x=1"), &[key], "").status, 422);
    assert_eq!(caller.ask("POST", RERUN, &[key, german], "").status, 422);
    caller.prefix = "/api/production";
    assert_eq!(caller.rerun(2770, Some("k")).status, 422);
    assert_eq!(caller.executions(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn two_keys_are_two_decisions() {
    let mut caller = Caller::new();
    caller.rerun(2770, Some("one"));
    caller.now += 60_000;
    caller.rerun(2770, Some("two"));
    assert_eq!(caller.executions(), 2);
}

#[wasm_bindgen_test(unsupported = test)]
fn keys_have_1_to_255_characters() {
    for (length, status) in [(0, 400), (1, 200), (255, 200), (256, 400)] {
        let got = Caller::new().rerun(2770, Some(&"k".repeat(length)));
        assert_eq!(got.status, status, "{length}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_put_must_not_carry_a_key() {
    let mut caller = Caller::new();
    let stop = "/workflows/workflow_runs/476/stop";
    let got = caller.ask("PUT", stop, &[("Idempotency-Key", "k")], "");
    assert_eq!(got.status, 400);
    assert!(got.text().contains("Request method 'PUT' not supported with Idempotency-Key header"));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_409_while_the_first_is_in_flight_comes_with_headers_of_its_own() {
    let mut caller = Caller::new();
    let first = caller.rerun(9009, Some("k"));
    caller.now += 7_999;
    let early = caller.rerun(9009, Some("k"));
    assert_eq!(early.status, 409);
    assert_ne!(early.header("zuora-request-id"), first.header("zuora-request-id"));
    caller.now += 1;
    let late = caller.rerun(9009, Some("k"));
    assert_eq!((late.status, late.body), (200, first.body));
    assert_eq!(caller.executions(), 1);
}
