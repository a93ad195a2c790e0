//! When the same key may go out once more, and when it must not.

use crate::stage::{NO, Play, failed, header, reply, task_json};
use reprise_domain::api::Silence;
use reprise_domain::desk::Event;
use reprise_domain::journal::entry::Stamp;
use reprise_domain::rerun::policy::ASK_AGAIN_FOR_MS;
use reprise_domain::rerun::stage::{Stage, WhyNotSent};
use reprise_domain::rerun::verdict::Doubt;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test(unsupported = test)]
fn a_limited_rerun_is_held_back_until_its_time() {
    let mut play = Play::new();
    let key = play.sent();
    play.reply_with(429, &[("retry-after", "120")], NO);
    let until = play.now.plus(120_000);
    assert_eq!(*play.stage(), Stage::HeldBack { until });
    play.wait(119_999);
    play.ask_again(&key);
    assert!(play.open.is_empty(), "asked before the time was up");
    play.wait(1);
    play.resent(&key);
    assert_eq!(play.posts.len(), 2);
    assert_eq!(header(&play.posts[1], "Idempotency-Key"), Some(key.as_str()));
    assert_eq!(*play.stage(), Stage::Sending { doubted: None });
    play.reply(200, &task_json("Queued", 0));
    assert_eq!(*play.stage(), Stage::Accepted);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_held_back_rerun_of_a_changed_task_is_given_up() {
    let mut play = Play::new();
    let key = play.sent();
    play.reply(429, NO);
    play.check(&key);
    play.reply(200, &task_json("Processing", 1));
    // A copy of it may have come before the limiter: a change is never told as "nothing ran".
    assert_eq!(*play.stage(), Stage::Ran);
    play.wait(10_000);
    play.ask_again(&key);
    assert_eq!(play.posts.len(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_was_let_be_is_not_sent_by_a_reading_that_was_under_way() {
    let mut play = Play::new();
    let key = play.sent();
    play.reply(429, NO);
    play.wait(10_000);
    play.ask_again(&key);
    let (ticket, _) = play.open[0].clone();
    play.tell(Event::LetBe(key));
    assert_eq!(*play.stage(), Stage::NotSent(WhyNotSent::LetBe));
    assert_eq!(play.aborted, [ticket]);
    play.tell(Event::Answered(ticket, Ok(reply(200, &[], &failed()))));
    assert_eq!(play.posts.len(), 1, "sent although it was let be");
    play.confirm(&failed());
    play.tell(Event::Answered(ticket, Ok(reply(200, &[], &failed()))));
    assert_eq!((play.posts.len(), play.stage()), (1, &Stage::Checking));
}

#[wasm_bindgen_test(unsupported = test)]
fn only_a_held_back_rerun_can_be_let_be() {
    let mut play = Play::new();
    let key = play.sent();
    play.tell(Event::LetBe(key.clone()));
    assert!(matches!(play.stage(), Stage::Sending { .. }));
    play.silence(Silence::NoAnswer);
    play.tell(Event::LetBe(key));
    assert_eq!(*play.stage(), Stage::Unsettled(Doubt::NoAnswer));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_doubtful_key_is_not_sent_after_its_safe_time() {
    for (waited, posts) in [(ASK_AGAIN_FOR_MS, 2), (ASK_AGAIN_FOR_MS + 1, 1), (-1, 1)] {
        let mut play = Play::new();
        let key = play.sent();
        play.silence(Silence::NoAnswer);
        play.wait(waited);
        assert_eq!(play.rerun().may_send(Stamp::wall(play.now)).is_ok(), posts == 2, "{waited}");
        play.ask_again(&key);
        if posts == 2 {
            play.reply(200, &failed());
        }
        assert_eq!((play.posts.len(), play.open.len()), (posts, posts - 1), "{waited}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_reading_that_comes_after_the_safe_time_sends_nothing() {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    play.ask_again(&key);
    play.wait(ASK_AGAIN_FOR_MS + 1);
    play.reply(200, &failed());
    assert_eq!((play.posts.len(), play.stage()), (1, &Stage::Unsettled(Doubt::NoAnswer)));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_second_click_on_ask_again_sends_once() {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    play.ask_again(&key);
    play.ask_again(&key);
    assert_eq!(play.open.len(), 1);
    play.reply(200, &failed());
    play.ask_again(&key);
    assert_eq!((play.open.len(), play.posts.len()), (1, 2));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_slow_poll_does_not_swallow_the_wish_to_ask_again() {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    play.wake();
    let (poll, _) = play.open[0].clone();
    play.ask_again(&key);
    assert_eq!(play.aborted, [poll]);
    play.reply(200, &failed());
    assert_eq!(play.posts.len(), 2);
    // The poll left before the second transmission: what it says is no evidence after it.
    play.tell(Event::Answered(poll, Ok(reply(200, &[], &task_json("Error", 7)))));
    assert!(matches!(play.stage(), Stage::Sending { .. }));
    assert_eq!(play.rerun().lamps.finished, None);
}

#[wasm_bindgen_test(unsupported = test)]
fn no_reading_leaves_while_a_request_is_on_the_wire() {
    let mut play = Play::new();
    let key = play.confirm(&failed());
    play.check(&key);
    assert_eq!(play.open.len(), 1, "the reading before the transmission is the only one");
    play.reply(200, &failed());
    play.check(&key);
    play.tell(Event::Woke(key));
    play.tell(Event::VisibilityChanged(false));
    assert_eq!(play.open.len(), 1, "only the POST is open");
    play.reply(200, &task_json("Queued", 0));
    assert_eq!(*play.stage(), Stage::Accepted);
}
