//! An answer is shown only under the question that it answers.

use crate::stage::{Play, TASK, environment, failed, reply, task_json, tenancy};
use reprise_domain::api::Silence;
use reprise_domain::api::fault::ApiFault;
use reprise_domain::desk::reading::Trouble;
use reprise_domain::desk::{Effect, Event};
use reprise_domain::id::{RunId, TaskId};
use reprise_domain::payload::Json;
use reprise_domain::query::TaskQuery;
use reprise_domain::task::TaskStatus;
use reprise_domain::tenancy::Tenancy;
use wasm_bindgen_test::wasm_bindgen_test;

const PAGE: &str = r#"{"data":[{"id":1},{"name":"no id"},{"id":"2"},null],"pagination":{"next_page":"https://rest.zuora.com/workflows/tasks?page=2","page":1}}"#;
const EMPTY: &str = r#"{"data":[],"pagination":{"page":2,"page_length":0}}"#;

fn question(page: u32) -> (Tenancy, TaskQuery) {
    (tenancy(), TaskQuery::default().on_page(page))
}

fn ask(play: &mut Play, page: u32) {
    let (tenancy, query) = question(page);
    play.tell(Event::TasksAsked(tenancy, query));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_list_is_read_and_what_is_no_task_is_counted() {
    let mut play = Play::new();
    ask(&mut play, 1);
    assert!(play.model.tasks.is_under_way());
    let request = play.reply(200, PAGE);
    assert_eq!(request.path, "/workflows/tasks?instance=true&page=1&page_length=20");
    assert!(request.headers.is_empty(), "a reading carries no key");
    let (page, at) = play.model.tasks.of(&question(1)).unwrap();
    let ids: Vec<_> = page.tasks.iter().map(|task| task.id.number()).collect();
    assert_eq!((ids, page.unreadable, page.has_next, at), (vec![1, 2], 2, true, play.now));
    assert!(!play.model.tasks.is_under_way());
}

#[wasm_bindgen_test(unsupported = test)]
fn the_last_page_has_no_next() {
    for body in [EMPTY, r#"{"data":[],"pagination":{"next_page":null}}"#, r#"{"data":[]}"#] {
        let mut play = Play::new();
        ask(&mut play, 2);
        play.reply(200, body);
        let (page, _) = play.model.tasks.of(&question(2)).unwrap();
        assert!(!page.has_next && page.tasks.is_empty(), "{body}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_answer_without_a_list_is_trouble_and_no_empty_list() {
    for body in ["{}", "[]", "null", r#"{"data":{}}"#, r#"{"data":null}"#, "", "{\"data\":["] {
        let mut play = Play::new();
        ask(&mut play, 1);
        play.reply(200, body);
        assert!(play.model.tasks.of(&question(1)).is_none(), "{body}");
        let trouble = play.model.tasks.trouble_with(&question(1)).map(|(trouble, _)| trouble);
        let garbled =
            matches!(trouble, Some(Trouble::Fault { fault: ApiFault::Garbled { .. }, .. }));
        assert!(garbled, "{body}: {trouble:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_superseded_reading_is_aborted_and_its_late_answer_dropped() {
    let mut play = Play::new();
    ask(&mut play, 1);
    let (first, _) = play.open[0].clone();
    let (tenancy, query) = question(2);
    let effects = play.tell(Event::TasksAsked(tenancy, query));
    assert_eq!(effects[0], Effect::Abort(first));
    play.reply(200, EMPTY);
    play.tell(Event::Answered(first, Ok(reply(200, &[], PAGE))));
    let (page, _) = play.model.tasks.of(&question(2)).unwrap();
    assert!(page.tasks.is_empty(), "the late answer took the place of the newer one");
    assert!(play.model.tasks.of(&question(1)).is_none());
}

#[wasm_bindgen_test(unsupported = test)]
fn the_abort_of_a_superseded_reading_is_no_trouble() {
    let mut play = Play::new();
    ask(&mut play, 1);
    let (first, _) = play.open[0].clone();
    ask(&mut play, 2);
    play.tell(Event::Answered(first, Err(Silence::NoAnswer)));
    assert!(play.model.tasks.trouble_with(&question(2)).is_none());
    assert!(play.model.tasks.is_under_way());
}

#[wasm_bindgen_test(unsupported = test)]
fn an_answer_is_never_shown_under_another_question() {
    let mut play = Play::new();
    ask(&mut play, 1);
    play.reply(200, PAGE);
    ask(&mut play, 2);
    assert!(play.model.tasks.of(&question(2)).is_none(), "page 1 was shown as page 2");
    play.silence(Silence::TimedOut);
    assert!(play.model.tasks.trouble_with(&question(2)).is_some());
    assert!(play.model.tasks.trouble_with(&question(1)).is_none());
    assert!(play.model.tasks.of(&question(1)).is_some(), "what is known stays known");
}

#[wasm_bindgen_test(unsupported = test)]
fn another_tenancy_is_another_question() {
    let mut play = Play::new();
    let elsewhere = Tenancy { environment: environment("production"), ..tenancy() };
    let task = TaskId::new(2770);
    play.tell(Event::TaskAsked(tenancy(), task));
    play.reply(200, &failed());
    play.tell(Event::TaskAsked(elsewhere.clone(), task));
    assert!(play.model.task.of(&(elsewhere, task)).is_none());
    assert!(play.model.task.of(&(tenancy(), task)).is_some());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_failed_reading_keeps_what_was_known() {
    let mut play = Play::new();
    ask(&mut play, 1);
    play.reply(200, PAGE);
    ask(&mut play, 1);
    play.reply_with(503, &[("zuora-request-id", "r-1")], "");
    assert!(play.model.tasks.of(&question(1)).is_some());
    let (trouble, _) = play.model.tasks.trouble_with(&question(1)).unwrap();
    assert!(matches!(trouble, Trouble::Fault { request_id: Some(id), .. } if id == "r-1"));
    ask(&mut play, 1);
    play.reply(200, EMPTY);
    assert!(play.model.tasks.trouble_with(&question(1)).is_none(), "a success ends the trouble");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_task_that_was_not_asked_for_is_not_shown() {
    let mut play = Play::new();
    let task = TaskId::new(2771);
    play.tell(Event::TaskAsked(tenancy(), task));
    play.reply(200, &failed());
    assert!(play.model.task.of(&(tenancy(), task)).is_none());
    let (trouble, _) = play.model.task.trouble_with(&(tenancy(), task)).unwrap();
    let Trouble::Fault { fault: ApiFault::Garbled { what, .. }, .. } = trouble else {
        panic!("{trouble:?}")
    };
    assert_eq!(what, "the answer is about task 2770, not 2771");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_run_is_asked_by_its_number_and_must_be_that_run() {
    let mut play = Play::new();
    let run = RunId::new(476);
    play.tell(Event::RunAsked(tenancy(), run));
    let request = play.reply(200, r#"{"id":476,"status":"Finished"}"#);
    assert_eq!(request.path, "/workflows/workflow_runs/476");
    assert!(play.model.run.of(&(tenancy(), run)).is_some());
    let other = RunId::new(477);
    play.tell(Event::RunAsked(tenancy(), other));
    play.reply(200, r#"{"id":476}"#);
    assert!(play.model.run.of(&(tenancy(), other)).is_none());
    assert!(play.model.run.trouble_with(&(tenancy(), other)).is_some());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_second_answer_to_one_request_counts_for_nothing() {
    let mut play = Play::new();
    ask(&mut play, 1);
    let (ticket, _) = play.open[0].clone();
    play.reply(200, EMPTY);
    play.tell(Event::Answered(ticket, Ok(reply(200, &[], PAGE))));
    let (page, _) = play.model.tasks.of(&question(1)).unwrap();
    assert!(page.tasks.is_empty());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_list_of_five_megabytes_is_read_at_once() {
    let blob = "x".repeat(5_000_000);
    let body = format!(r#"{{"data":[{{"id":1,"data":{{"blob":"{blob}"}}}}],"pagination":{{}}}}"#);
    let mut play = Play::new();
    ask(&mut play, 1);
    play.reply(200, &body);
    let (page, _) = play.model.tasks.of(&question(1)).unwrap();
    let size = page.tasks[0].data.as_ref().map(Json::size_bytes);
    assert_eq!(size, Some(5_000_011));
}

#[wasm_bindgen_test(unsupported = test)]
fn an_answer_that_is_older_than_what_a_rerun_learned_counts_no_more() {
    let mut play = Play::new();
    let question = (tenancy(), TaskId::new(TASK));
    play.tell(Event::TaskAsked(question.0.clone(), question.1));
    let slow = play.open.remove(0);
    play.sent();
    play.reply(200, &task_json("Processing", 30));
    play.tell(Event::Answered(slow.0, Ok(reply(200, &[], &failed()))));
    let (task, _) = play.model.task.of(&question).unwrap();
    assert_eq!(task.status, Some(TaskStatus::Processing));
}
