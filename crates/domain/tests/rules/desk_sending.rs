//! A transmission step by step: what changes between two of them, and whose answer it is.

use crate::desk_writing::{to_write, written};
use crate::stage::{NO, Play, environment, failed, proven, reply, task_json};
use reprise_domain::api::Silence;
use reprise_domain::desk::Event;
use reprise_domain::desk::guard::{Guard, Guards};
use reprise_domain::desk::reading::Reading;
use reprise_domain::journal::JournalTrouble;
use reprise_domain::journal::entry::What;
use reprise_domain::rerun::policy::ASK_AGAIN_FOR_MS;
use reprise_domain::rerun::stage::{Stage, WhyNotSent};
use reprise_domain::rerun::verdict::Doubt;
use wasm_bindgen_test::wasm_bindgen_test;

/// Sent without an answer.
fn doubtful() -> (Play, reprise_domain::rerun::key::IdempotencyKey) {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    (play, key)
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_forbidden_while_the_task_is_read_is_not_even_written_down() {
    let (mut play, key) = doubtful();
    play.ask_again(&key);
    let guards = Guards::of(vec![(environment("sandbox"), Guard::ReadOnly)]);
    play.tell(Event::Guarded(guards.with_keys(proven())));
    play.reply(200, &failed());
    assert_eq!((play.posts.len(), play.rerun().attempts.len()), (1, 1));
    assert_eq!(*play.stage(), Stage::Unsettled(Doubt::NoAnswer));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_press_whose_window_ends_while_the_task_is_read_sends_nothing() {
    for (waited, posts) in [(0, 2), (1, 1)] {
        let (mut play, key) = doubtful();
        play.wait(ASK_AGAIN_FOR_MS);
        play.ask_again(&key);
        play.wait(waited);
        play.reply(200, &failed());
        assert_eq!((play.posts.len(), play.rerun().attempts.len()), (posts, posts), "{waited}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_journal_that_is_lost_while_the_task_is_read_sends_nothing() {
    let (mut play, key) = doubtful();
    play.ask_again(&key);
    play.tell(Event::JournalRead(Err(JournalTrouble::Unavailable("gone".into()))));
    play.reply(200, &failed());
    assert_eq!((play.posts.len(), play.rerun().attempts.len()), (1, 1));
}

/// Accepted with that echo, when it was seen to start, and whether its answer was noted as a reading.
fn accepted_with(headers: &[(&str, &str)]) -> (bool, bool) {
    let mut play = Play::new();
    play.sent();
    play.reply_with(200, headers, &task_json("Processing", 1));
    assert_eq!(*play.stage(), Stage::Accepted);
    let is_read = play.rerun().story.iter().any(|entry| matches!(entry.what, What::Read(_)));
    (play.rerun().lamps.started_at == Some(play.now), is_read)
}

#[wasm_bindgen_test(unsupported = test)]
fn an_answer_is_a_reading_only_if_it_is_to_this_very_attempt() {
    assert_eq!(accepted_with(&[("zuora-track-id", "rp-0000000000000001")]), (true, true));
    assert_eq!(accepted_with(&[]), (true, true));
    assert_eq!(accepted_with(&[("zuora-track-id", "rp-0000000000000009")]), (false, false));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_saved_answer_is_no_reading_although_it_bears_the_name_of_this_attempt() {
    let mut play = Play::new();
    let key = play.sent();
    play.reply_with(500, &[("zuora-request-id", "r-1")], "{}");
    play.resent(&key);
    play.reply_with(200, &[("zuora-request-id", "r-1")], &task_json("Processing", 1));
    assert_eq!(*play.stage(), Stage::Accepted);
    assert!(play.rerun().is_replayed());
    assert_eq!(play.rerun().lamps.started_at, None);
}

/// Asked again; while the attempt is being written, a further reading for the rerun shows the task
/// as `body`. Gives how many attempts have left in the end.
fn left_while_read(body: &str) -> usize {
    let (mut play, key) = doubtful();
    play.ask_again(&key);
    let (ticket, _) = play.open.remove(0);
    let mut next = to_write(&mut play, Event::Answered(ticket, Ok(reply(200, &[], &failed()))));
    play.check(&key);
    play.reply(200, body);
    // No page shows the task: only what waits to be written tells.
    play.model.task = Reading::default();
    let event = written(&mut play, &next);
    next = to_write(&mut play, event);
    let event = written(&mut play, &next);
    play.tell(event);
    play.posts.len()
}

#[wasm_bindgen_test(unsupported = test)]
fn news_that_proves_nothing_yet_withholds_an_attempt_all_the_same() {
    assert_eq!(left_while_read(&task_json("Queued", 0)), 1, "it may be the rerun that waits");
    assert_eq!(left_while_read(&failed().replace("\"Error\"", "\"Success\"")), 1);
    assert_eq!(left_while_read(&failed()), 2);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_latest_decision_that_was_given_up_says_why() {
    let mut play = Play::new();
    let key = play.sent();
    play.reply(429, NO);
    play.tell(Event::LetBe(key));
    assert_eq!(*play.stage(), Stage::NotSent(WhyNotSent::LetBe));
    play.confirm(&failed());
    play.reply(503, "");
    assert!(matches!(play.stage(), Stage::NotSent(WhyNotSent::Unread(_))), "{:?}", play.stage());
}
