//! What values of a payload stand for.

#![allow(clippy::unwrap_used, reason = "a broken example fails the test")]

use std::sync::Arc;

use reprise_domain::id::{RunId, TaskId};
use reprise_domain::meaning::{Meaning, inner_json};
use reprise_domain::payload::Json;
use reprise_domain::time::UnixMillis;
use wasm_bindgen_test::wasm_bindgen_test;

fn json(text: &str) -> Json {
    Json::parse(&Arc::from(text)).unwrap()
}

fn of(parent: Option<&str>, key: &str, text: &str) -> Option<Meaning> {
    Meaning::of(parent, key, &json(text))
}

#[wasm_bindgen_test(unsupported = test)]
fn numbers_of_tasks_and_runs_are_told_by_their_key() {
    let task = Some(Meaning::Task(TaskId::new(2770)));
    assert_eq!(of(Some("Previous"), "Id", "2770"), task);
    assert_eq!(of(None, "task_id", "2770"), task);
    assert_eq!(of(None, "task_id", r#""2770""#), task);
    assert_eq!(of(None, "WorkflowRunId", "476"), Some(Meaning::Run(RunId::new(476))));
    for (parent, key, value) in [
        (None, "Id", "2770"),
        (Some("Invoice"), "Id", "2770"),
        (None, "task_id", "0"),
        (None, "task_id", "-1"),
        (None, "task_id", "1.5"),
        (None, "task_id", "99999999999999999999999"),
        (None, "quantity", "2770"),
    ] {
        assert_eq!(of(parent, key, value), None, "{key} {value}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn times_are_told_by_their_shape() {
    let moment = Some(Meaning::Moment(UnixMillis::parse("2019-09-19T12:35:43.857Z").unwrap()));
    assert_eq!(of(None, "anything", r#""2019-09-19T12:35:43.857Z""#), moment);
    for text in
        [r#""2019""#, r#""2019-09-19""#, r#""19 September""#, r#""2019-09-19T12:35:43Z and more""#]
    {
        assert_eq!(of(None, "at", text), None, "{text}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn json_and_markup_in_texts_are_told_by_their_shape() {
    assert_eq!(of(None, "body", r#""{\"a\": 1}""#), Some(Meaning::Json));
    assert_eq!(of(None, "body", r#"" [1, 2] ""#), Some(Meaning::Json));
    assert_eq!(of(None, "body", r#""<p>Hello</p>""#), Some(Meaning::Html));
    assert_eq!(of(None, "body", r#""<!doctype html><title>x</title>""#), Some(Meaning::Html));
    for text in
        [r#""{a}""#, r#""[1] and more""#, r#""{{ Account.Id }}""#, r#""< 3""#, r#""<b""#, r#""""#]
    {
        assert_eq!(of(None, "body", text), None, "{text}");
    }
    assert_eq!(inner_json(&json(r#""{\"n\": 1.10}""#)).unwrap().text(), "{\"n\": 1.10}");
}
