//! Every sentinel shows its fault.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a broken test may panic; the lint knows only plain test functions"
)]

mod caller;

use caller::Caller;
use reprise_sandbox::{Delivery, On, SENTINELS};
use wasm_bindgen_test::wasm_bindgen_test;

/// Id; statuses, deliveries and executions of the first, second and third request with one key.
type Course = (u64, [u16; 3], Delivery, [usize; 3]);

const COURSES: [Course; 12] = [
    (9001, [200, 200, 200], Delivery::CutAfterRunning, [1, 1, 1]),
    (9002, [502, 502, 502], Delivery::CutBeforeRunning, [0, 0, 0]),
    (9003, [200, 409, 409], Delivery::Never, [1, 1, 1]),
    (9004, [409, 409, 200], Delivery::Whole, [1, 1, 1]),
    (9005, [429, 200, 200], Delivery::Whole, [0, 1, 1]),
    (9006, [500, 500, 500], Delivery::Whole, [1, 1, 1]),
    (9007, [502, 502, 502], Delivery::Whole, [0, 0, 0]),
    (9008, [200, 200, 200], Delivery::Whole, [0, 0, 0]),
    (9009, [200, 409, 409], Delivery::After { delay_ms: 8_000 }, [1, 1, 1]),
    (9010, [500, 500, 500], Delivery::Whole, [0, 0, 0]),
    (9011, [400, 400, 400], Delivery::Whole, [0, 0, 0]),
    (9012, [403, 403, 403], Delivery::Whole, [0, 0, 0]),
];

#[wasm_bindgen_test(unsupported = test)]
fn reruns_take_the_course_of_the_table() {
    for (id, statuses, delivery, executions) in COURSES {
        let mut caller = Caller::new();
        for (attempt, (status, ran)) in statuses.into_iter().zip(executions).enumerate() {
            let got = caller.rerun(id, Some("k"));
            assert_eq!(got.status, status, "{id}, attempt {attempt}");
            assert_eq!(caller.executions(), ran, "{id}, attempt {attempt}");
            if attempt == 0 {
                assert_eq!(got.delivery, delivery, "{id}");
            } else if id != 9002 {
                assert_eq!(got.delivery, Delivery::Whole, "{id}");
            }
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_ran_is_seen_in_the_task() {
    for (id, _, _, executions) in COURSES {
        let mut caller = Caller::new();
        caller.rerun(id, Some("k"));
        caller.rerun(id, Some("k"));
        let status = if executions[1] == 1 { "Queued" } else { "Error" };
        assert_eq!(caller.task(id)["status"], status, "{id}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn saved_faults_are_replayed_with_their_first_request_id() {
    for id in [9006, 9008, 9010, 9011, 9012] {
        let mut caller = Caller::new();
        let first = caller.rerun(id, Some("k"));
        caller.now += 3_600_000;
        let again = caller.rerun(id, Some("k"));
        let request_id = first.header("zuora-request-id");
        assert_eq!(again.header("zuora-request-id"), request_id, "{id}");
    }
    let mut caller = Caller::new();
    let first = caller.rerun(9007, Some("k"));
    let again = caller.rerun(9007, Some("k"));
    assert_ne!(again.header("zuora-request-id"), first.header("zuora-request-id"));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_hung_rerun_can_be_asked_for_after_two_seconds() {
    let mut caller = Caller::new();
    caller.rerun(9003, Some("k"));
    caller.now += 2_000;
    assert_eq!(caller.rerun(9003, Some("k")).status, 200);
    assert_eq!(caller.executions(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_limiter_names_its_time_and_knows_each_key() {
    let mut caller = Caller::new();
    let got = caller.rerun(9005, Some("k"));
    assert_eq!(got.header("retry-after"), Some("5"));
    assert!(got.json().get("success").is_none());
    assert_eq!(caller.rerun(9005, Some("other")).status, 429);
}

#[wasm_bindgen_test(unsupported = test)]
fn without_a_key_the_faults_show_as_well() {
    for (id, status, ran) in
        [(9001, 200, 1), (9004, 200, 1), (9005, 429, 0), (9006, 500, 1), (9010, 500, 0)]
    {
        let mut caller = Caller::new();
        assert_eq!(caller.rerun(id, None).status, status, "{id}");
        assert_eq!(caller.executions(), ran, "{id}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn reading_shows_the_fault() {
    let mut caller = Caller::new();
    let mut read = |id: u64| caller.get(&format!("/workflows/tasks/{id}"));
    assert_eq!(read(9101).status, 403);
    assert_eq!(read(9102).status, 401);
    let unavailable = read(9103);
    assert_eq!(unavailable.status, 503);
    assert!(unavailable.header("content-type").unwrap().starts_with("text/plain"));
    let page = read(9104);
    assert_eq!(page.status, 200);
    assert!(page.header("content-type").unwrap().starts_with("text/html"));
    let limited: Vec<_> = (0..4).map(|_| read(9105).status).collect();
    assert_eq!(limited, [200, 429, 200, 429]);
    let refused = read(9106);
    assert_eq!((refused.status, &refused.json()["success"]), (200, &false.into()));
    let truncated = read(9107);
    assert_eq!(truncated.status, 200);
    assert!(serde_json::from_str::<serde_json::Value>(truncated.text()).is_err());
    assert_eq!(read(9108).json()["id"], 2771);
}

#[wasm_bindgen_test(unsupported = test)]
fn all_are_failed_callouts_in_runs_of_their_own() {
    let mut caller = Caller::new();
    let tasks = caller.all_tasks("&tags[]=sentinel");
    assert_eq!(tasks.len(), SENTINELS.len());
    for sentinel in SENTINELS {
        let task = tasks.iter().find(|task| task["id"] == sentinel.task_id).unwrap();
        assert_eq!((&task["status"], &task["action_type"]), (&"Error".into(), &"Callout".into()));
        let run = if sentinel.on == On::Rerun { 900 } else { 901 };
        assert_eq!(task["workflow_id"], run);
    }
    assert_eq!(caller.run(900)["tasks"]["total"], 12);
}
