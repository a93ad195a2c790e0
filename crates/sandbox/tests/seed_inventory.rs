//! What the seed holds.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a broken test may panic; the lint knows only plain test functions"
)]

mod caller;

use caller::Caller;
use wasm_bindgen_test::wasm_bindgen_test;

use std::collections::BTreeSet;

fn texts(tasks: &[serde_json::Value], field: &str) -> BTreeSet<String> {
    tasks.iter().filter_map(|task| Some(task[field].as_str()?.to_owned())).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn thirty_days_of_runs() {
    let mut caller = Caller::new();
    let tasks = caller.all_tasks("&instance=true");
    let recent: Vec<_> =
        tasks.iter().filter(|task| task["id"].as_u64().unwrap() > 30_000).cloned().collect();
    let runs: BTreeSet<u64> =
        recent.iter().map(|task| task["workflow_id"].as_u64().unwrap()).collect();
    assert!(recent.len() >= 400, "{} tasks", recent.len());
    assert!(runs.len() >= 60, "{} runs", runs.len());
    let days: BTreeSet<String> =
        texts(&recent, "start_time").into_iter().map(|time| time[..10].to_owned()).collect();
    assert_eq!(days.first().unwrap(), "2026-08-12");
    assert_eq!(days.last().unwrap(), "2026-09-10");
    assert_eq!(days.len(), 30);
    for run in runs {
        assert_eq!(caller.run(run)["id"], run);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_status_and_every_type() {
    let tasks = Caller::new().all_tasks("&instance=true");
    let statuses = texts(&tasks, "status");
    for status in ["Queued", "Processing", "Pending", "Success", "Stopped", "Error", "Throttled"] {
        assert!(statuses.contains(status), "{status}");
    }
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("zuora-schema.json")).unwrap();
    let listed = schema["$defs"]["Task"]["properties"]["action_type"]["enum"].as_array().unwrap();
    let types = texts(&tasks, "action_type");
    assert_eq!(listed.len(), 48);
    for action in listed {
        assert!(types.contains(action.as_str().unwrap()), "{action}");
    }
    assert!(types.len() > listed.len() + 4);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_dozen_ways_to_fail() {
    let tasks = Caller::new().all_tasks("&instance=true");
    let failed: Vec<_> = tasks.into_iter().filter(|task| task["status"] == "Error").collect();
    assert!(texts(&failed, "error").len() >= 20);
    assert!(texts(&failed, "error_class").len() >= 8);
    assert!(texts(&failed, "action_type").len() >= 12);
    let secure = "Workflow will not report sensitive errors for unhandled exceptions.";
    assert!(texts(&failed, "error").contains(secure));
}

#[wasm_bindgen_test(unsupported = test)]
fn payloads_of_every_size() {
    let mut caller = Caller::new();
    for (id, bytes) in
        [(1201, 5_000), (1202, 50_000), (1203, 200_000), (1204, 1_000_000), (1205, 5_200_000)]
    {
        let got = caller.get(&format!("/workflows/tasks/{id}"));
        let data = got.text().split_once(r#""data":"#).unwrap().1;
        let data = data.split_once(r#","end_time""#).unwrap().0;
        serde_json::from_str::<serde_json::Value>(data).unwrap();
        assert_eq!(data.len(), bytes);
        assert_eq!(got.body, caller.get(&format!("/workflows/tasks/{id}")).body);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_first_pages_are_light() {
    let mut caller = Caller::new();
    for page in 1..=5 {
        let got = caller.get(&format!("/workflows/tasks?page_length=100&page={page}"));
        assert!(got.body.len() < 400_000, "page {page}: {} bytes", got.body.len());
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn one_run_of_more_than_200_tasks() {
    let mut caller = Caller::new();
    let tasks = caller.all_tasks("&instance=true&workflow_id=340");
    assert!((200..=220).contains(&tasks.len()), "{} tasks", tasks.len());
    let ids: BTreeSet<u64> = tasks.iter().map(|task| task["id"].as_u64().unwrap()).collect();
    let roots = tasks.iter().filter(|task| task["task_id"].is_null()).count();
    assert_eq!(roots, 1);
    let parents = tasks.iter().filter_map(|task| task["task_id"].as_u64());
    assert!(parents.into_iter().all(|parent| ids.contains(&parent)));
    let run = caller.run(340);
    assert_eq!((&run["status"], &run["tasks"]["error"]), (&"Finished".into(), &4.into()));
    assert_eq!(run["tasks"]["total"], tasks.len());
    assert!(run["runTime"].as_f64().unwrap() > 3.0 * 3_600.0);
}

#[wasm_bindgen_test(unsupported = test)]
fn numbers_leave_as_they_were_written() {
    let got = Caller::new().get("/workflows/tasks/1301");
    for number in ["9007199254740993", "12345678901234567890123", "1.10", "1e400", "-0.0"] {
        assert!(got.text().contains(number), "{number}");
    }
    assert_eq!(got.text().matches(r#""key":"#).count(), 3);
}

#[wasm_bindgen_test(unsupported = test)]
fn odd_tasks() {
    let mut caller = Caller::new();
    assert_eq!(caller.get("/workflows/tasks/1303").text(), r#"{"id":1303}"#);
    let hostile = caller.task(1302);
    assert!(hostile["name"].as_str().unwrap().chars().count() >= 9_900);
    assert!(hostile["name"].as_str().unwrap().contains("<script>"));
    assert!(hostile["error_details"].as_str().unwrap().contains('\0'));
    assert!(caller.task(1306)["parameters"].is_null());
    assert!(caller.task(1307).get("parameters").is_none());
    assert!(caller.task(1308)["data"]["Callout"].is_array());
    assert!(caller.task(1309)["data"]["Callout"].is_object());
}

#[wasm_bindgen_test(unsupported = test)]
fn one_anchor_gives_the_same_bytes() {
    let list = || Caller::new().get("/workflows/tasks?page_length=100").body;
    assert_eq!(list(), list());
}

#[wasm_bindgen_test(unsupported = test)]
fn entities_share_ids_and_nothing_else() {
    let mut caller = Caller::new();
    let header = [("Zuora-Entity-Ids", reprise_sandbox::ENTITIES[1].id)];
    let us = caller.all_tasks("&instance=true");
    for id in [2770, 2771, 30_001, 9001] {
        let german = caller.ask("GET", &format!("/workflows/tasks/{id}"), &header, "").json();
        let own = us.iter().find(|task| task["id"] == id).unwrap();
        assert_eq!(german["id"], own["id"]);
        assert_ne!(german["name"], own["name"]);
    }
    caller.ask("POST", "/workflows/tasks/2770/rerun", &header, "");
    assert_eq!(caller.task(2770)["status"], "Error");
    let german = caller.ask("GET", "/workflows/tasks/2770", &header, "").json();
    assert_eq!(german["status"], "Queued");
}
