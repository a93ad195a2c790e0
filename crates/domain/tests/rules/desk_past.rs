//! What a task looked like before stays at hand while it is on screen.

use crate::stage::{Play, TASK, failed, task, task_json, tenancy};
use reprise_domain::desk::Event;
use reprise_domain::explain::since::changes_since;
use reprise_domain::id::TaskId;
use reprise_domain::tenancy::Tenancy;
use wasm_bindgen_test::wasm_bindgen_test;

fn question() -> (Tenancy, TaskId) {
    (tenancy(), TaskId::new(TASK))
}

/// The statuses of the readings that are kept, oldest first.
fn kept(play: &Play) -> Vec<String> {
    let readings = play.model.past.of(&question()).iter();
    readings.filter_map(|(task, _)| Some(task.status.as_ref()?.to_string())).collect()
}

fn read(play: &mut Play, body: &str) {
    play.tell(Event::TaskAsked(tenancy(), TaskId::new(TASK)));
    play.reply(200, body);
}

#[wasm_bindgen_test(unsupported = test)]
fn different_readings_are_kept_and_equal_ones_are_not() {
    let mut play = Play::new();
    for body in [failed(), failed(), task_json("Processing", 1), task_json("Success", 1)] {
        read(&mut play, &body);
    }
    assert_eq!(kept(&play), ["Error", "Processing", "Success"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_reading_that_was_opened_is_never_dropped() {
    let mut play = Play::new();
    read(&mut play, &failed());
    for minute in 1..9 {
        read(&mut play, &task_json("Success", minute));
    }
    let kept = kept(&play);
    assert_eq!((kept.len(), kept[0].as_str()), (5, "Error"));
}

#[wasm_bindgen_test(unsupported = test)]
fn another_task_begins_anew() {
    let mut play = Play::new();
    read(&mut play, &failed());
    play.tell(Event::TaskAsked(tenancy(), TaskId::new(7)));
    play.reply(200, r#"{"id":7}"#);
    assert!(kept(&play).is_empty());
    assert_eq!(play.model.past.of(&(tenancy(), TaskId::new(7))).len(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_changed_is_told_field_by_field() {
    let before = task(
        r#"{"id":1,"status":"Error","error":"x","data":{"a":1},"start_time":"2026-11-01T10:00:00Z","own":1}"#,
    );
    assert!(changes_since(&before, &before.clone()).is_empty());
    let after = task(
        r#"{"id":1,"status":"Success","data":{"a":2},"start_time":"2026-11-01T10:05:00Z","own":2,"name":"new"}"#,
    );
    assert_eq!(
        changes_since(&before, &after),
        [
            "status: Error → Success",
            "name: nothing → new",
            "error: gone",
            "start: 2026-11-01T10:00:00Z → 2026-11-01T10:05:00Z",
            "payload",
            "own",
        ]
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn long_values_are_not_told() {
    let long = "x".repeat(200);
    let before = task(&format!(r#"{{"id":1,"name":"{long}","error":"{long}"}}"#));
    let after = task(r#"{"id":1,"name":"short","error":"another"}"#);
    assert_eq!(changes_since(&before, &after), ["name", "error"]);
}
