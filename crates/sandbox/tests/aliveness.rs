//! What happens after a rerun, by itself.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a broken test may panic; the lint knows only plain test functions"
)]

mod caller;

use caller::Caller;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test(unsupported = test)]
fn a_rerun_task_waits_works_and_succeeds() {
    let mut caller = Caller::new();
    let answer = caller.rerun(2770, None).json();
    assert_eq!((&answer["id"], &answer["status"]), (&2770.into(), &"Queued".into()));
    assert!(answer["error"].is_null() && answer.get("start_time").is_none());
    caller.now += 799;
    assert_eq!(caller.task(2770)["status"], "Queued");
    caller.now += 1;
    let task = caller.task(2770);
    assert_eq!(task["status"], "Processing");
    assert_eq!(task["start_time"], "2026-09-11T06:00:00.800Z");
    caller.now += 2_500;
    let task = caller.task(2770);
    assert_eq!(task["status"], "Success");
    assert_eq!(task["end_time"], "2026-09-11T06:00:03.300Z");
}

#[wasm_bindgen_test(unsupported = test)]
fn the_tasks_after_it_follow_one_by_one() {
    let mut caller = Caller::new();
    caller.rerun(2770, None);
    caller.now += 3_300;
    let first = caller.task(60_001);
    assert_eq!((&first["task_id"], &first["status"]), (&2770.into(), &"Queued".into()));
    assert_eq!(first["name"], "Attach tax document");
    assert_eq!(first["workflow_id"], 476);
    assert_eq!(caller.get("/workflows/tasks/60002").status, 404);
    caller.now += 60_000;
    let second = caller.task(60_002);
    assert_eq!((&second["task_id"], &second["status"]), (&60_001.into(), &"Success".into()));
    assert_eq!(second["data"]["Invoice"]["Currency"], "EUR");
}

#[wasm_bindgen_test(unsupported = test)]
fn the_run_tells_how_its_tasks_are() {
    let mut caller = Caller::new();
    let before = caller.run(476);
    assert_eq!((&before["status"], &before["tasks"]["error"]), (&"Finished".into(), &1.into()));
    caller.rerun(2770, None);
    let queued = caller.run(476);
    assert_eq!(queued["status"], "Processing");
    assert!(queued.get("finishedAt").is_none());
    caller.now += 60_000;
    let after = caller.run(476);
    assert_eq!((&after["status"], &after["tasks"]["success"]), (&"Finished".into(), &4.into()));
    assert_eq!(after["finishedAt"], "2026-09-11 06:00:09 UTC");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_lasting_cause_brings_the_same_error_back() {
    let mut caller = Caller::new();
    let tasks = caller.all_tasks("&instance=true");
    let undefined = "Liquid error: undefined variable due_date";
    let before = tasks.iter().find(|task| task["error"] == undefined).unwrap();
    let id = before["id"].as_u64().unwrap();
    caller.rerun(id, None);
    assert!(caller.task(id)["error"].is_null());
    caller.now += 60_000;
    let after = caller.task(id);
    assert_eq!((&after["status"], &after["error"]), (&"Error".into(), &undefined.into()));
    assert_eq!(after["error_class"], before["error_class"]);
    assert_ne!(after["start_time"], before["start_time"]);
    assert_eq!(caller.get("/workflows/tasks/60001").status, 404);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_waits_or_works_cannot_be_rerun() {
    let mut caller = Caller::new();
    for status in ["Queued", "Processing", "Pending"] {
        let tasks = caller.all_tasks("&instance=true");
        let task = tasks.iter().find(|task| task["status"] == status).unwrap();
        let got = caller.rerun(task["id"].as_u64().unwrap(), None);
        assert_eq!(got.status, 400, "{status}");
        assert_eq!(got.json()["errors"][0]["code"], "Task");
    }
    assert_eq!(caller.rerun(2582, None).status, 400);
    assert_eq!(caller.rerun(999_999, None).status, 404);
    assert_eq!(caller.executions(), 0);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_stopped_run_stays_where_it_was_stopped() {
    let mut caller = Caller::new();
    caller.rerun(2770, None);
    caller.now += 1_000;
    let stop = "/workflows/workflow_runs/476/stop";
    assert_eq!(caller.ask("PUT", stop, &[], "").text(), r#"{"success":true}"#);
    caller.now += 60_000;
    assert_eq!(caller.task(2770)["status"], "Stopped");
    assert_eq!(caller.run(476)["status"], "Stopped");
    assert_eq!(caller.ask("PUT", stop, &[], "").status, 400);
    assert_eq!(caller.rerun(2770, None).status, 200);
    assert_eq!(caller.run(476)["status"], "Processing");
}

#[wasm_bindgen_test(unsupported = test)]
fn an_unknown_run_cannot_be_stopped() {
    let got = Caller::new().ask("PUT", "/workflows/workflow_runs/19080/stop", &[], "");
    assert_eq!(got.status, 404);
    assert_eq!(
        got.text(),
        r#"{"errors":[{"code":"Invalid","status":404,"title":"Workflow run '19080' is not found"}]}"#
    );
}
