//! How a rerun is followed: slower and slower, not behind a hidden tab, and not for ever.

use crate::stage::{NO, Play, failed, reply, task, task_json, tenancy};
use reprise_domain::api::Silence;
use reprise_domain::desk::Event;
use reprise_domain::rerun::stage::{Stage, WhyNotSent};
use reprise_domain::task::TaskStatus;
use wasm_bindgen_test::wasm_bindgen_test;

fn accepted() -> Play {
    let mut play = Play::new();
    play.sent();
    play.reply(200, &task_json("Queued", 0));
    play
}

/// Follows until nothing more is planned; gives the pauses.
fn follow(play: &mut Play, body: &str) -> Vec<i64> {
    let mut pauses = Vec::new();
    let mut planned = 0;
    while play.wakes.len() > planned {
        planned = play.wakes.len();
        let before = play.now;
        play.wake();
        pauses.push(play.now.since(before));
        play.reply(200, body);
    }
    pauses
}

#[wasm_bindgen_test(unsupported = test)]
fn the_pauses_grow_and_come_to_an_end() {
    let mut play = accepted();
    let pauses = follow(&mut play, &task_json("Queued", 0));
    assert_eq!(pauses.len(), 32);
    assert_eq!(pauses[..4], [700, 1050, 1575, 2362]);
    assert!(pauses.is_sorted(), "{pauses:?}");
    assert_eq!(pauses.last(), Some(&30_000));
    let minutes = pauses.iter().sum::<i64>() / 60_000;
    assert!((11..=13).contains(&minutes), "{minutes} minutes");
    assert!(play.rerun().follow.is_over());
    assert_eq!(*play.stage(), Stage::Accepted, "not knowing the end is no end");
}

#[wasm_bindgen_test(unsupported = test)]
fn after_the_budget_the_operator_reads_by_hand() {
    let mut play = accepted();
    follow(&mut play, &task_json("Processing", 1));
    let key = play.rerun().intent.key.clone();
    play.check(&key);
    play.reply(200, &task_json("Success", 1));
    assert_eq!(*play.stage(), Stage::Finished(TaskStatus::Success));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_failed_reading_does_not_end_the_following() {
    let mut play = accepted();
    play.wake();
    play.silence(Silence::NoAnswer);
    assert!(play.rerun().trouble.is_some());
    play.wake();
    play.reply(200, &task_json("Success", 1));
    assert_eq!(*play.stage(), Stage::Finished(TaskStatus::Success));
    assert!(play.rerun().trouble.is_none());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_hidden_tab_reads_nothing_and_showing_it_resumes() {
    let mut play = accepted();
    play.tell(Event::VisibilityChanged(true));
    play.wake();
    assert!(play.open.is_empty(), "read behind a hidden tab");
    play.wait(3_600_000);
    play.tell(Event::VisibilityChanged(false));
    assert_eq!(play.open.len(), 1, "showing the tab reads at once");
    play.reply(200, &task_json("Processing", 1));
    let reads = play.reads;
    play.wake();
    assert_eq!(play.reads, reads + 1, "and following goes on");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_hidden_tab_still_sends_what_was_decided() {
    let mut play = Play::new();
    play.confirm(&failed());
    play.tell(Event::VisibilityChanged(true));
    play.reply(200, &failed());
    play.reply(200, &task_json("Queued", 0));
    assert_eq!(*play.stage(), Stage::Accepted);
}

#[wasm_bindgen_test(unsupported = test)]
fn waking_while_a_reading_is_under_way_asks_nothing_twice() {
    let mut play = accepted();
    play.wake();
    play.wake();
    let key = play.rerun().intent.key.clone();
    play.check(&key);
    play.tell(Event::VisibilityChanged(false));
    assert_eq!(play.open.len(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_has_ended_is_not_followed() {
    let mut play = Play::new();
    let key = play.sent();
    play.reply(200, &task_json("Success", 1));
    assert!(play.wakes.is_empty());
    play.tell(Event::Woke(key));
    play.tell(Event::VisibilityChanged(false));
    assert!(play.open.is_empty());
}

/// The browser may have sent a copy by itself, which ran before the other one was refused.
#[wasm_bindgen_test(unsupported = test)]
fn what_was_refused_is_read_on_for_two_minutes_and_a_change_outweighs_the_refusal() {
    for status in [400, 401, 403, 404, 429] {
        let mut play = Play::new();
        play.sent();
        let since = play.now;
        play.reply(status, NO);
        let mut reads = 0;
        while play.wakes.len() > reads {
            play.wake();
            play.reply(200, &failed());
            reads += 1;
        }
        assert_eq!(reads, 12, "{status}");
        assert!((100_000..200_000).contains(&play.now.since(since)), "{status}");
        assert!(!play.rerun().stage.may_have_run(), "{status}: {:?}", play.stage());

        let mut play = Play::new();
        play.sent();
        play.reply(status, NO);
        play.wake();
        play.reply(200, &task_json("Processing", 1));
        assert_eq!(*play.stage(), Stage::Ran, "{status}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn behind_a_gateway_that_stops_copies_a_refusal_is_the_end() {
    let mut play = Play::new();
    play.confirm(&failed());
    let date = "Sun, 22 Nov 2026 10:00:00 GMT";
    let headers = [("x-proxy-remembers", "tracks=1700000000"), ("date", date)];
    play.reply_with(200, &headers, &failed());
    play.reply_with(403, &headers, NO);
    assert!(matches!(play.stage(), Stage::Refused(_)));
    assert!(play.wakes.is_empty() && play.open.is_empty());
}

#[wasm_bindgen_test(unsupported = test)]
fn an_acceptance_is_followed_anew_however_long_the_doubt_was() {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::TimedOut);
    follow(&mut play, &failed());
    assert!(play.rerun().follow.is_over());
    play.resent(&key);
    play.reply(200, &task_json("Queued", 0));
    let pauses = follow(&mut play, &task_json("Queued", 0));
    assert_eq!(pauses.len(), 32);
}

#[wasm_bindgen_test(unsupported = test)]
fn two_reruns_are_followed_side_by_side() {
    let mut play = accepted();
    let other = failed().replace("2770", "2771");
    play.confirm(&other);
    play.reply(200, &other);
    play.reply(200, &other.replace("Error", "Queued"));
    assert_eq!(play.model.reruns.len(), 2);
    play.tell(Event::VisibilityChanged(true));
    play.tell(Event::VisibilityChanged(false));
    let paths: Vec<_> = play.open.iter().map(|(_, request)| request.path.as_str()).collect();
    assert_eq!(paths, ["/workflows/tasks/2770", "/workflows/tasks/2771"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_reading_for_an_earlier_rerun_stops_the_one_that_is_about_to_be_sent() {
    let mut play = Play::new();
    let earlier = play.sent();
    play.silence(Silence::TimedOut);
    play.check(&earlier);
    play.reply(200, &task_json("Processing", 5));
    // Read for it once more; before that is answered, the page shows the end, and that it failed.
    play.check(&earlier);
    play.tell(Event::TaskAsked(tenancy(), task(&failed()).id));
    let ended = task_json("Error", 5);
    let (look, _) = play.open.remove(1);
    play.tell(Event::Answered(look, Ok(reply(200, &[], &ended))));
    play.confirm(&ended);
    assert_eq!(play.open.len(), 2, "the reading before the transmission is under way");
    play.reply(200, &task_json("Processing", 9));
    play.reply(200, &ended);
    assert_eq!(play.posts.len(), 1, "it runs again already");
    assert_eq!(play.stage(), &Stage::NotSent(WhyNotSent::Changed));
}
