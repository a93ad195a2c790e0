//! Tasks as Zuora returns them, and as it might.

use crate::stage::{json, task};
use reprise_domain::id::{RunId, TaskId};
use reprise_domain::run::Run;
use reprise_domain::task::{NotATask, Task, TaskStatus};
use wasm_bindgen_test::wasm_bindgen_test;

/// The example of Zuora's API reference, `GET_WorkflowsTask`.
const SAMPLE: &str = include_str!("../fixtures/task-2771.json");

#[wasm_bindgen_test(unsupported = test)]
fn the_published_sample_is_read_whole() {
    let task = task(SAMPLE);
    assert_eq!(task.id, TaskId::new(2771));
    assert_eq!(task.name.as_deref(), Some("If"));
    assert_eq!(task.action_type.as_deref(), Some("If"));
    assert_eq!(task.call_type.as_deref(), Some("SOAP"));
    assert_eq!(task.instance, Some(true));
    assert_eq!(task.status, Some(TaskStatus::Success));
    assert_eq!(task.workflow_id, Some(RunId::new(476)));
    assert_eq!(task.original_workflow_id, Some(416));
    assert_eq!(task.original_task_id, Some(TaskId::new(2582)));
    assert_eq!(task.parent, None);
    assert_eq!((&task.error, &task.error_class, &task.error_details), (&None, &None, &None));
    assert_eq!(task.duration_ms(), Some(85));
    assert!(task.tags.is_empty());
    assert!(task.other.is_empty(), "{:?}", task.other);
    assert_eq!(task.source.text(), SAMPLE.trim());
}

#[wasm_bindgen_test(unsupported = test)]
fn the_sample_tells_of_the_failure_before_it() {
    let failure = task(SAMPLE).upstream_failure();
    let failure = failure.map(|failure| {
        let texts = [failure.status, failure.class, failure.reason];
        (failure.id, texts.map(Option::unwrap_or_default))
    });
    let texts = ["Error", "WorkflowError::Callout", "Callout response was 500 after 1 tries."];
    assert_eq!(failure, Some((Some(TaskId::new(2770)), texts.map(str::to_owned))));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_task_that_followed_a_success_tells_of_no_failure() {
    for data in [
        r#"{"Tasks":{"Previous":{"Id":1,"Status":"Success","ErrorClass":null,"ErrorReason":null}}}"#,
        r#"{"Tasks":{"Previous":[]}}"#,
        r#"{"Tasks":null}"#,
        "[]",
        "null",
        "5",
    ] {
        let task = task(&format!(r#"{{"id":1,"data":{data}}}"#));
        assert_eq!(task.upstream_failure(), None, "{data}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_id_alone_is_a_task() {
    let task = task(r#"{"id":7}"#);
    assert_eq!(task.id, TaskId::new(7));
    assert_eq!((task.status, task.name, task.data), (None, None, None));
    assert!(task.other.is_empty());
}

#[wasm_bindgen_test(unsupported = test)]
fn ids_may_be_texts() {
    let task = task(r#"{"id":"2771","workflow_id":"476","original_task_id":"2582","task_id":"9"}"#);
    assert_eq!(task.id, TaskId::new(2771));
    assert_eq!(task.workflow_id, Some(RunId::new(476)));
    assert_eq!(task.original_task_id, Some(TaskId::new(2582)));
    assert_eq!(task.parent, Some(TaskId::new(9)));
}

#[wasm_bindgen_test(unsupported = test)]
fn an_id_beyond_the_numbers_of_a_browser_is_exact() {
    assert_eq!(task(r#"{"id":9007199254740993}"#).id.to_string(), "9007199254740993");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_has_no_usable_id_is_no_task() {
    for body in [
        "{}",
        r#"{"id":null}"#,
        r#"{"id":-1}"#,
        r#"{"id":1.5}"#,
        r#"{"id":"x"}"#,
        r#"{"id":{}}"#,
        r#"{"id":1e400}"#,
        r#"{"id":18446744073709551616}"#,
    ] {
        assert_eq!(Task::read(&json(body)).err(), Some(NotATask::NoId), "{body}");
    }
    for body in ["[]", "null", "\"x\"", "1"] {
        assert_eq!(Task::read(&json(body)).err(), Some(NotATask::NoObject), "{body}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_field_of_another_type_is_kept_among_the_others() {
    let task = task(
        r#"{"id":1,"name":5,"instance":"true","status":{},"workflow_id":[1],"tags":"a","error":["e"],"concurrent_limit":1.5}"#,
    );
    let kept: Vec<_> = task.other.iter().map(|(key, value)| (key.as_str(), value.text())).collect();
    let expected = [
        ("name", "5"),
        ("instance", "\"true\""),
        ("status", "{}"),
        ("workflow_id", "[1]"),
        ("tags", "\"a\""),
        ("error", "[\"e\"]"),
        ("concurrent_limit", "1.5"),
    ];
    assert_eq!(kept, expected);
    assert_eq!((task.name, task.instance, task.status), (None, None, None));
}

#[wasm_bindgen_test(unsupported = test)]
fn unknown_fields_keep_their_order_and_bytes() {
    let task = task(r#"{"zulu":1.10,"id":1,"alpha":null,"priority":"High","mike":[1e400]}"#);
    let kept: Vec<_> = task.other.iter().map(|(key, value)| (key.as_str(), value.text())).collect();
    let expected =
        [("zulu", "1.10"), ("alpha", "null"), ("priority", "\"High\""), ("mike", "[1e400]")];
    assert_eq!(kept, expected);
}

#[wasm_bindgen_test(unsupported = test)]
fn null_is_as_good_as_absent() {
    let null = task(
        r#"{"id":1,"status":null,"error":null,"tags":null,"data":null,"parameters":null,"task_id":null}"#,
    );
    assert!(null.other.is_empty(), "{:?}", null.other);
    assert_eq!((null.status, null.error, null.data, null.parent), (None, None, None, None));
}

#[wasm_bindgen_test(unsupported = test)]
fn of_a_doubled_field_the_last_counts_and_the_first_is_kept() {
    let task = task(r#"{"id":1,"status":"Error","status":"Success","id":2}"#);
    assert_eq!(task.id, TaskId::new(2));
    assert_eq!(task.status, Some(TaskStatus::Success));
    let kept: Vec<_> = task.other.iter().map(|(key, value)| (key.as_str(), value.text())).collect();
    assert_eq!(kept, [("id", "1"), ("status", "\"Error\"")]);
}

#[wasm_bindgen_test(unsupported = test)]
fn every_word_of_zuora_is_known_and_every_other_kept() {
    for word in ["Queued", "Processing", "Pending", "Success", "Stopped", "Error"] {
        let status = TaskStatus::from_word(word);
        assert_eq!(status.to_string(), word);
        assert!(!matches!(status, TaskStatus::Other(_)));
        assert_ne!(status.has_ended(), status.is_under_way(), "{word}");
    }
    for word in ["error", "", " Error", "Paused"] {
        let status = TaskStatus::from_word(word);
        assert_eq!(status, TaskStatus::Other(word.into()));
        assert!(!status.has_ended() && !status.is_under_way());
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn empty_tags_are_left_out() {
    assert_eq!(task(r#"{"id":1,"tags":[""," ","month-end"]}"#).tags, ["month-end"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_duration_needs_both_times_in_order() {
    for times in [
        r#""start_time":"2026-11-01T10:00:00Z""#,
        r#""end_time":"2026-11-01T10:00:00Z""#,
        r#""start_time":"2026-11-01T10:00:01Z","end_time":"2026-11-01T10:00:00Z""#,
        r#""start_time":"soon","end_time":"2026-11-01T10:00:00Z""#,
    ] {
        assert_eq!(task(&format!("{{\"id\":1,{times}}}")).duration_ms(), None, "{times}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_run_is_read_by_its_counts() {
    let body =
        r#"{"id":476,"name":"WF-1","status":"Finished","tasks":{"total":3,"error":1,"success":2}}"#;
    let run = Run::read(&json(body));
    let counts = run.as_ref().and_then(|run| run.tasks).unwrap_or_default();
    assert_eq!((counts.total, counts.error, counts.success, counts.queued), (3, 1, 2, 0));
    assert_eq!(run.and_then(|run| run.status).as_deref(), Some("Finished"));
    assert_eq!(Run::read(&json(r#"{"id":"x"}"#)), None);
    assert_eq!(Run::read(&json("[]")), None);
}
