//! `GET /workflows/tasks` and `GET /workflows`: pages and filters.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a broken test may panic; the lint knows only plain test functions"
)]

mod caller;

use caller::Caller;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test(unsupported = test)]
fn pages_give_every_task_once() {
    let tasks = Caller::new().all_tasks("");
    let mut ids: Vec<_> = tasks.iter().map(|task| task["id"].as_u64().unwrap()).collect();
    let count = ids.len();
    assert!(ids.is_sorted_by(|left, right| left > right));
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_next_page_is_named_on_another_host_with_the_filters() {
    let got = Caller::new().get("/workflows/tasks?instance=true&page=2&page_length=5").json();
    assert_eq!(
        got["pagination"]["next_page"],
        "https://rest.zuora.com/workflows/tasks?instance=true&page=3&page_length=5"
    );
    assert_eq!(got["pagination"]["page"], 2);
    assert_eq!(got["pagination"]["page_length"], 5);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_last_page_and_those_after_it_name_no_next() {
    let mut caller = Caller::new();
    for (page, length) in [(3, 0), (2, 1)] {
        let path = format!("/workflows/tasks?workflow_id=476&page_length=1&page={page}");
        let got = caller.get(&path).json();
        assert!(got["pagination"].get("next_page").is_none());
        assert_eq!(got["pagination"]["page_length"], length);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn pages_are_20_long_and_100_at_most() {
    let mut caller = Caller::new();
    for (query, length) in [("", 20), ("?page_length=100", 100), ("?page_length=101", 100)] {
        let got = caller.get(&format!("/workflows/tasks{query}")).json();
        assert_eq!(got["data"].as_array().unwrap().len(), length);
    }
    for query in ["page=0", "page=x", "page_length=0", "page_length=-1"] {
        assert_eq!(caller.get(&format!("/workflows/tasks?{query}")).status, 400, "{query}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_filter_filters() {
    let mut caller = Caller::new();
    for (query, field, value) in [
        ("id=2771", "id", "2771"),
        ("name=Notify%20tax%20vendor", "name", "\"Notify tax vendor\""),
        ("instance=false", "instance", "false"),
        ("instance=true", "instance", "true"),
        ("action_type=Billing%3A%3ABillRun", "action_type", "\"Billing::BillRun\""),
        ("object=Subscription", "object", "\"Subscription\""),
        (
            "object_id=2c92a0fd6d3f5f6b016d4a1b2c3d4f00",
            "object_id",
            "\"2c92a0fd6d3f5f6b016d4a1b2c3d4f00\"",
        ),
        ("call_type=BATCH", "call_type", "\"BATCH\""),
        ("workflow_id=476", "workflow_id", "476"),
        ("tags[]=sentinel", "tags", "[\"sentinel\"]"),
        ("tags=sentinel", "tags", "[\"sentinel\"]"),
    ] {
        let tasks = caller.all_tasks(&format!("&{query}"));
        assert!(!tasks.is_empty(), "{query}");
        for task in tasks {
            assert_eq!(task[field].to_string(), value, "{query}");
        }
    }
    assert!(caller.all_tasks("&id=2771&instance=false").is_empty());
    let any = caller.all_tasks("&tags[]=tax&tags[]=sentinel").len();
    assert_eq!(any, 21);
}

#[wasm_bindgen_test(unsupported = test)]
fn workflows_are_listed_and_read() {
    let mut caller = Caller::new();
    let list = caller.get("/workflows?page_length=50").json();
    assert_eq!(list["data"].as_array().unwrap().len(), 18);
    let first = &list["data"][0];
    assert_eq!(first["name"], "Nightly bill run");
    let read = caller.get(&format!("/workflows/{}", first["id"])).json();
    assert_eq!(read["active_version"], first["active_version"]);
    assert_eq!(caller.get("/workflows/999999").status, 404);
    let scheduled = caller.get("/workflows?scheduled_trigger=false&page_length=50").json();
    assert_eq!(scheduled["data"].as_array().unwrap().len(), 5);
}

#[wasm_bindgen_test(unsupported = test)]
fn usage_counts_the_runs_tasks_by_day() {
    let mut caller = Caller::new();
    let path = "/workflows/metrics.json?startDate=2026-09-01&endDate=2026-09-03&metrics=taskCount";
    let got = caller.get(path).json();
    let days = got["metrics"].as_array().unwrap();
    assert_eq!(days.len(), 3);
    assert!(days.iter().all(|day| day["values"]["taskCount"].as_u64().unwrap() > 0));
    assert_eq!(caller.get("/workflows/metrics.json?metrics=taskCount").status, 400);
}
