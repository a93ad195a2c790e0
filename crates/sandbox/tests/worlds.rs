//! The tenant in every world that the documents leave open, and the canary that tells them apart.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a broken test may panic; the lint knows only plain test functions"
)]

mod caller;

use caller::{Caller, settings};
use reprise_sandbox::{CREDENTIALS, Keys, Manners, Rerun, Sandbox};
use wasm_bindgen_test::wasm_bindgen_test;

const CANARY: u64 = 9301;

fn caller(manners: Manners) -> Caller {
    Caller { sandbox: Sandbox::new(settings().behaving(manners)), ..Caller::new() }
}

fn counted(caller: &mut Caller) -> u64 {
    let rows = caller.get("/_sandbox/counter").json();
    let own = &rows[0];
    assert_eq!((&own["tenant"], &own["label"]), (&"sandbox".into(), &"Entity US".into()));
    own["count"].as_u64().unwrap()
}

fn later(caller: &mut Caller, ms: i64) {
    caller.now += ms;
}

/// Reruns the canary and lets it end.
fn rerun(caller: &mut Caller, key: &str) -> u16 {
    let status = caller.rerun(CANARY, Some(key)).status;
    later(caller, 60_000);
    status
}

#[wasm_bindgen_test(unsupported = test)]
fn the_canary_calls_its_counter_once_a_run_and_always_fails() {
    let mut caller = caller(Manners::default());
    let before = caller.task(CANARY);
    assert_eq!((&before["status"], &before["action_type"]), (&"Error".into(), &"Callout".into()));
    assert_eq!(counted(&mut caller), 1, "the run that failed");
    rerun(&mut caller, "a");
    let after = caller.task(CANARY);
    assert_eq!((&after["status"], &after["error"]), (&"Error".into(), &before["error"]));
    assert_ne!(after["start_time"], before["start_time"]);
    assert_eq!(counted(&mut caller), 2);
    caller.rerun(2770, None);
    later(&mut caller, 60_000);
    assert_eq!(counted(&mut caller), 2, "other tasks call something else");
    let others = caller.get("/_sandbox/counter").json();
    assert!(others.as_array().unwrap()[1..].iter().all(|row| row["count"] == 1));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_key_runs_once_where_it_is_honoured_and_each_time_where_it_is_ignored() {
    for (keys, calls) in [(Keys::Honoured, 2), (Keys::Ignored, 4)] {
        let mut caller = caller(Manners { keys, ..Manners::default() });
        for _ in 0..3 {
            assert_eq!(rerun(&mut caller, "a"), 200, "{keys:?}");
        }
        assert_eq!(counted(&mut caller), calls, "{keys:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_key_per_client_runs_once_for_each() {
    let of = |caller: &mut Caller, client: usize| {
        let client = CREDENTIALS[client];
        let secret = client.client_secret.replace('+', "%2B").replace('=', "%3D");
        let secret = secret.replace('&', "%26");
        let form = format!(
            "grant_type=client_credentials&client_id={}&client_secret={secret}",
            client.client_id
        );
        let token = caller.ask("POST", "/oauth/token", &[], &form).json();
        format!("Bearer {}", token["access_token"].as_str().unwrap())
    };
    for (keys, calls) in [(Keys::Honoured, 2), (Keys::PerClient, 3)] {
        let mut caller = caller(Manners { keys, ..Manners::default() });
        rerun(&mut caller, "a");
        rerun(&mut caller, "a");
        assert_eq!(counted(&mut caller), 2, "{keys:?}: one client");
        caller.prefix = "";
        // The gateway's own client is the first; a second one asks at Zuora's own address.
        for client in [0, 2, 2] {
            let token = of(&mut caller, client);
            let headers = [("Authorization", token.as_str()), ("Idempotency-Key", "a")];
            let path = format!("/workflows/tasks/{CANARY}/rerun");
            assert_eq!(caller.ask("POST", &path, &headers, "").status, 200);
            later(&mut caller, 60_000);
        }
        assert_eq!(counted(&mut caller), calls, "{keys:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_rerun_may_make_a_new_task() {
    let mut caller = caller(Manners { rerun: Rerun::NewId, ..Manners::default() });
    let before = caller.task(CANARY);
    let got = caller.rerun(CANARY, Some("a")).json();
    let new = got["id"].as_u64().unwrap();
    assert_eq!((new, &got["status"]), (60_001, &"Queued".into()));
    assert_eq!(got["original_task_id"], before["original_task_id"]);
    assert_eq!(got["workflow_id"], before["workflow_id"]);
    later(&mut caller, 60_000);
    assert_eq!(caller.task(CANARY), before, "the old one stays");
    assert_eq!(caller.task(new)["status"], "Error");
    assert_eq!(caller.run(930)["tasks"]["total"], 2);
    assert_eq!(counted(&mut caller), 2);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_rerun_may_keep_the_times() {
    let mut caller = caller(Manners { rerun: Rerun::KeepsTimes, ..Manners::default() });
    let before = caller.task(CANARY);
    assert_eq!(caller.rerun(CANARY, Some("a")).json()["start_time"], before["start_time"]);
    later(&mut caller, 1_000);
    assert_eq!(caller.task(CANARY)["status"], "Processing");
    later(&mut caller, 60_000);
    assert_eq!(caller.task(CANARY), before);
    assert_eq!(counted(&mut caller), 2);
    // A task that never had times gets some.
    caller.rerun(2770, None);
    later(&mut caller, 60_000);
    assert!(caller.task(60_001)["start_time"].is_string());
}

#[wasm_bindgen_test(unsupported = test)]
fn readings_may_lag_behind() {
    let mut caller = caller(Manners { lag_ms: 5_000, ..Manners::default() });
    let before = caller.task(CANARY);
    let answer = caller.rerun(CANARY, Some("a")).json();
    assert_eq!(answer["status"], "Queued", "the answer to a rerun does not lag");
    for (ms, status) in [(4_999, "Error"), (1, "Queued"), (800, "Processing"), (2_500, "Error")] {
        later(&mut caller, ms);
        assert_eq!(caller.task(CANARY)["status"], status, "{ms}");
        let listed = caller.all_tasks("&workflow_id=930");
        assert_eq!(listed[0]["status"], status, "the list as well");
    }
    let after = caller.task(CANARY);
    assert_ne!(after["start_time"], before["start_time"]);
    // What comes into being by itself, and what is stopped, is seen later, too.
    caller.rerun(2770, None);
    later(&mut caller, 3_400);
    assert_eq!(caller.get("/workflows/tasks/60001").status, 404);
    assert_eq!(caller.ask("PUT", "/workflows/workflow_runs/476/stop", &[], "").status, 200);
    later(&mut caller, 4_999);
    assert_eq!(caller.task(60_001)["status"], "Queued");
    later(&mut caller, 1);
    assert_eq!(caller.task(60_001)["status"], "Stopped");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_queue_may_hide_a_rerun_until_it_begins() {
    let keys = Keys::Ignored;
    let mut caller = caller(Manners { queue_ms: 4_000, keys, ..Manners::default() });
    let before = caller.task(CANARY);
    assert_eq!(caller.rerun(CANARY, Some("a")).json(), before, "nothing of it shows");
    later(&mut caller, 3_000);
    assert_eq!(caller.task(CANARY), before);
    assert_eq!(caller.rerun(CANARY, Some("a")).status, 200, "so it can be ordered twice");
    later(&mut caller, 1_000);
    assert_eq!(caller.task(CANARY)["status"], "Processing");
    assert_eq!(counted(&mut caller), 2);
    later(&mut caller, 60_000);
    assert_eq!(caller.task(CANARY)["status"], "Error");
    assert_eq!(counted(&mut caller), 3);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_permission_can_be_taken_away_and_the_refusal_is_saved() {
    let mut caller = caller(Manners::default());
    let permit = |caller: &mut Caller, body: &str| {
        caller.ask("POST", "/_sandbox/permission", &[], body).status
    };
    assert_eq!(permit(&mut caller, r#"{"rerun":false}"#), 200);
    assert_eq!(rerun(&mut caller, "a"), 403);
    assert_eq!(permit(&mut caller, r#"{"rerun":true}"#), 200);
    assert_eq!((rerun(&mut caller, "a"), rerun(&mut caller, "b")), (403, 200));
    assert_eq!(counted(&mut caller), 2);
    assert_eq!(permit(&mut caller, "{}"), 400);
    permit(&mut caller, r#"{"rerun":false}"#);
    caller.ask("POST", "/_sandbox/reset", &[], "");
    assert_eq!(rerun(&mut caller, "c"), 200, "a reset gives it back");
}
