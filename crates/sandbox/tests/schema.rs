//! Answers against the response schemas of the Zuora API reference.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a broken test may panic; the lint knows only plain test functions"
)]

mod caller;

use caller::Caller;
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Tasks that are outside the schema on purpose: unknown status, unknown type, nulls throughout.
const OUTSIDE: [u64; 3] = [1304, 1305, 1306];

/// Types in real use that the schema's enum lacks.
const UNLISTED_TYPES: [&str; 12] = [
    "GraphQuery",
    "Data::Aqua",
    "Logic::Liquid",
    "Logic::Merge",
    "Script::JavaScript",
    "File::ZuoraImport",
    "Usage::ImportUsage",
    "AsynchronousCallout",
    "Notifications::Kafka",
    "Execute::WorkflowTask",
    "Upload::S3",
    "Revenue::ReleaseRevenue",
];

/// Fields that samples show and schemas lack.
const UNLISTED_FIELDS: [&str; 1] = ["priority"];

fn schema() -> Value {
    serde_json::from_str(include_str!("zuora-schema.json")).unwrap()
}

fn validator(operation: &str) -> Validator {
    let schema = schema();
    let own = &schema["operations"][operation];
    assert!(own.is_object(), "{operation}");
    let whole = json!({"$schema": schema["$schema"], "$defs": schema["$defs"], "allOf": [own]});
    jsonschema::validator_for(&whole).unwrap()
}

fn assert_valid(operation: &str, answer: &Value) {
    let errors: Vec<String> = validator(operation)
        .iter_errors(answer)
        .map(|error| format!("{}: {error}", error.instance_path))
        .collect();
    assert!(errors.is_empty(), "{operation}: {errors:?}");
}

fn fields_of(definition: &str) -> BTreeSet<String> {
    let properties = schema()["$defs"][definition]["properties"].clone();
    properties.as_object().unwrap().keys().cloned().collect()
}

/// Every field is one that the contract names: a misspelt one would pass the schema unseen.
fn assert_named(definition: &str, answer: &Value) {
    let known = fields_of(definition);
    for field in answer.as_object().unwrap().keys() {
        let named = known.contains(field) || UNLISTED_FIELDS.contains(&field.as_str());
        assert!(named, "{definition}.{field}");
    }
}

#[test]
fn every_task_fits_or_is_a_listed_exception() {
    let validator = validator("GET /workflows/tasks/{task_id} 200");
    let tasks = Caller::new().all_tasks("");
    for task in &tasks {
        let id = task["id"].as_u64().unwrap();
        if OUTSIDE.contains(&id) {
            assert!(!validator.is_valid(task), "{id} fits and need not be an exception");
            continue;
        }
        assert_named("Task", task);
        let mut checked = task.clone();
        if UNLISTED_TYPES.contains(&task["action_type"].as_str().unwrap_or_default()) {
            assert!(!validator.is_valid(task), "{id}");
            checked["action_type"] = "Callout".into();
        }
        let errors: Vec<_> = validator.iter_errors(&checked).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{id}: {errors:?}");
    }
    assert!(tasks.len() > 600);
}

#[test]
fn lists_of_tasks_fit() {
    let mut caller = Caller::new();
    for query in ["workflow_id=476", "instance=false&workflow_id=420", "tags[]=none", "id=2771"] {
        let answer = caller.get(&format!("/workflows/tasks?{query}&page_length=2")).json();
        assert_valid("GET /workflows/tasks 200", &answer);
    }
}

#[test]
fn a_task_fits_in_every_state_of_its_rerun() {
    let mut caller = Caller::new();
    let answer = caller.rerun(2770, None).json();
    assert_valid("POST /workflows/tasks/{task_id}/rerun 200", &answer);
    for _ in 0..10 {
        caller.now += 1_000;
        for id in [2770, 60_001, 60_002] {
            let got = caller.get(&format!("/workflows/tasks/{id}"));
            if got.status == 200 {
                assert_valid("GET /workflows/tasks/{task_id} 200", &got.json());
                assert_named("Task", &got.json());
            }
        }
        let operation = "GET /workflows/workflow_runs/{workflow_run_id} 200";
        assert_valid(operation, &caller.run(476));
    }
}

#[test]
fn every_run_fits() {
    let mut caller = Caller::new();
    let tasks = caller.all_tasks("&instance=true");
    let runs: BTreeSet<u64> =
        tasks.iter().filter_map(|task| task["workflow_id"].as_u64()).collect();
    for id in runs {
        let run = caller.run(id);
        assert_valid("GET /workflows/workflow_runs/{workflow_run_id} 200", &run);
        assert_named("GetWorkflowResponse", &run);
    }
}

#[test]
fn stopping_fits() {
    let mut caller = Caller::new();
    caller.rerun(2770, None);
    for (run, status) in [(476, 200), (19_080, 404)] {
        let path = format!("/workflows/workflow_runs/{run}/stop");
        let got = caller.ask("PUT", &path, &[], "");
        assert_eq!(got.status, status);
        let operation = format!("PUT /workflows/workflow_runs/{{workflow_run_id}}/stop {status}");
        assert_valid(&operation, &got.json());
    }
}

#[test]
fn workflows_fit() {
    let mut caller = Caller::new();
    let list = caller.get("/workflows?page_length=50").json();
    assert_valid("GET /workflows 200", &list);
    for row in list["data"].as_array().unwrap() {
        assert_named("WorkflowDefinitionAndVersions", row);
        let read = caller.get(&format!("/workflows/{}", row["id"])).json();
        assert_valid("GET /workflows/{workflow_id} 200", &read);
        assert_named("WorkflowDefinition", &read);
    }
}

#[test]
fn usage_and_token_fit() {
    let mut caller = Caller::new();
    let path = "/workflows/metrics.json?startDate=2026-08-01&endDate=2026-09-30&metrics=taskCount";
    assert_valid("GET /workflows/metrics.json 200", &caller.get(path).json());
    let client = reprise_sandbox::CREDENTIALS[0];
    let secret = client.client_secret.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    let id = client.client_id;
    let form = format!("client_id={id}&client_secret={secret}&grant_type=client_credentials");
    let token = caller.ask("POST", "/oauth/token", &[], &form);
    assert_valid("POST /oauth/token 200", &token.json());
    assert_named("tokenResponse", &token.json());
}
