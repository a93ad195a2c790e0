//! A rerun from the confirmation to the end, and every way in which it is not sent.

use crate::stage::{Play, TASK, failed, header, task_json, tenancy};
use reprise_domain::api::{Method, Silence};
use reprise_domain::desk::Event;
use reprise_domain::id::TaskId;
use reprise_domain::rerun::reason::{LONGEST, Reason};
use reprise_domain::rerun::stage::{Stage, WhyNotSent};
use reprise_domain::task::TaskStatus;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test(unsupported = test)]
fn a_confirmed_rerun_is_read_sent_followed_and_finished() {
    let mut play = Play::new();
    let key = play.confirm(&failed());
    assert_eq!(*play.stage(), Stage::Checking);
    assert!(play.posts.is_empty(), "nothing is sent before the fresh reading");
    let read = play.reply(200, &failed());
    assert_eq!((read.method, read.path.as_str()), (Method::Get, "/workflows/tasks/2770"));
    assert!(matches!(play.stage(), Stage::Sending { doubted: None }));

    let post = play.posts[0].clone();
    assert_eq!((post.method, post.path.as_str()), (Method::Post, "/workflows/tasks/2770/rerun"));
    let names: Vec<_> = post.headers.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["Idempotency-Key", "Zuora-Track-Id"]);
    assert_eq!(header(&post, "Idempotency-Key"), Some(key.as_str()));
    assert_eq!(header(&post, "Zuora-Track-Id"), Some("rp-0000000000000001"));
    let reason = post.reason.as_ref().map(Reason::as_str);
    assert_eq!(reason, Some("the%20ledger%20is%20back"), "for the gateway's journal");

    let echo = [("zuora-track-id", "rp-0000000000000001"), ("zuora-request-id", "r-7")];
    play.reply_with(200, &echo, &task_json("Queued", 0));
    assert_eq!(*play.stage(), Stage::Accepted);
    let attempt = &play.rerun().attempts[0];
    assert_eq!(
        (attempt.status(), attempt.request_id(), attempt.is_replay()),
        (Some(200), Some("r-7"), false)
    );
    assert_eq!(play.rerun().lamps.accepted_at, Some(play.now));
    assert_eq!(play.rerun().lamps.started_at, None, "queued is not started");

    play.wake();
    play.reply(200, &task_json("Processing", 1));
    assert_eq!(play.rerun().lamps.started_at, Some(play.now));
    play.wake();
    play.reply(200, &task_json("Success", 1));
    assert_eq!(*play.stage(), Stage::Finished(TaskStatus::Success));
    assert_eq!(play.posts.len(), 1);
    assert!(play.open.is_empty());
    assert!(!play.rerun().is_open());
}

#[wasm_bindgen_test(unsupported = test)]
fn the_page_shows_what_the_rerun_learned() {
    let mut play = Play::new();
    let question = (tenancy(), TaskId::new(TASK));
    play.tell(Event::TaskAsked(question.0.clone(), question.1));
    play.reply(200, &failed());
    play.sent();
    play.reply(200, &task_json("Queued", 0));
    let (shown, _) = play.model.task.of(&question).unwrap();
    assert_eq!(shown.status, Some(TaskStatus::Queued));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_task_that_changed_since_is_never_sent() {
    for changed in [
        task_json("Error", 1),
        task_json("Success", 0),
        task_json("Queued", 0),
        task_json("Processing", 0),
        r#"{"id":2770}"#.into(),
    ] {
        let mut play = Play::new();
        play.confirm(&failed());
        play.reply(200, &changed);
        assert_eq!(*play.stage(), Stage::NotSent(WhyNotSent::Changed), "{changed}");
        assert!(play.posts.is_empty() && play.open.is_empty());
        let lamps = &play.rerun().lamps;
        assert_eq!((lamps.started_at, &lamps.finished), (None, &None), "another's run lit a lamp");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn without_a_fresh_reading_nothing_is_sent() {
    for (status, body) in [
        (503, ""),
        (401, "{}"),
        (404, "{}"),
        (200, "<!doctype html>"),
        (200, r#"{"id":2771}"#),
        (200, "{"),
        (204, ""),
    ] {
        let mut play = Play::new();
        play.confirm(&failed());
        play.reply(status, body);
        let unread = matches!(play.stage(), Stage::NotSent(WhyNotSent::Unread(_)));
        assert!(unread, "{status} {body}: {:?}", play.stage());
        assert!(play.posts.is_empty());
    }
    for silence in [Silence::TimedOut, Silence::NoAnswer, Silence::Withheld("offline".into())] {
        let mut play = Play::new();
        play.confirm(&failed());
        play.silence(silence);
        assert!(matches!(play.stage(), Stage::NotSent(WhyNotSent::Unread(_))));
        assert!(play.posts.is_empty());
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_new_instance_is_followed_under_its_own_number() {
    let mut play = Play::new();
    play.sent();
    let instance = task_json("Queued", 0).replace("2770", "2999");
    play.reply(200, &instance);
    assert_eq!(*play.stage(), Stage::Accepted);
    assert_eq!(play.rerun().followed_task(), TaskId::new(2999));
    play.wake();
    assert_eq!(play.open[0].1.path, "/workflows/tasks/2999");
    play.reply(200, &task_json("Success", 1).replace("2770", "2999"));
    assert_eq!(*play.stage(), Stage::Finished(TaskStatus::Success));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_reason_is_told_in_signs_that_any_header_takes_and_no_longer_than_agreed() {
    let told = |text: &str| Reason::of(text).map(|reason| reason.as_str().to_owned());
    assert_eq!(told("  \n "), None);
    assert_eq!(told(" a\r\nX-Evil: 1 ").as_deref(), Some("a%0D%0AX-Evil%3A%201"));
    assert_eq!(told("Ä~_.-%").as_deref(), Some("%C3%84~_.-%25"));
    let long = "💥".repeat(LONGEST + 1);
    assert_eq!(told(&long).as_deref(), Some("%F0%9F%92%A5".repeat(LONGEST).as_str()));
}
