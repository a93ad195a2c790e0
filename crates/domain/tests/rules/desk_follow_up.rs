//! What one press of a button sends by itself: three attempts at most, each after a pause and a
//! fresh reading, and only where nothing can be lost by it.

use crate::stage::{NO, Play, failed, header, task_json};
use reprise_domain::api::Silence;
use reprise_domain::desk::Event;
use reprise_domain::header::TrackId;
use reprise_domain::rerun::follow_up::{Budget, Press, Repeats};
use reprise_domain::rerun::stage::Stage;
use reprise_domain::rerun::verdict::Doubt;
use reprise_domain::time::UnixMillis;
use wasm_bindgen_test::wasm_bindgen_test;

/// Wakes, and answers the reading before the next attempt.
fn follow_up(play: &mut Play) {
    play.wake();
    assert_eq!(play.open.len(), 1, "a fresh reading comes first");
    play.reply(200, &failed());
}

#[wasm_bindgen_test(unsupported = test)]
fn one_press_sends_three_times_under_one_key() {
    let mut play = Play::eager();
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    follow_up(&mut play);
    assert_eq!(play.posts.len(), 2);
    play.reply(409, "{}");
    follow_up(&mut play);
    assert_eq!(play.posts.len(), 3);
    let wakes = play.wakes.len();
    play.silence(Silence::TimedOut);
    assert!(play.wakes.len() > wakes, "it is followed by readings");
    play.wake();
    play.reply(200, &failed());
    assert_eq!(play.posts.len(), 3, "but sent no more");
    let keys: Vec<_> = play.posts.iter().map(|post| header(post, "Idempotency-Key")).collect();
    assert_eq!(keys, [Some(key.as_str()); 3]);
    let tracks: Vec<_> = play.posts.iter().map(|post| header(post, "Zuora-Track-Id")).collect();
    let first = "rp-0000000000000001";
    assert_eq!(tracks, [Some(first), Some(&*format!("{first}-2")), Some(&*format!("{first}-3"))]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_changed_task_ends_the_press() {
    let mut play = Play::eager();
    play.sent();
    play.silence(Silence::NoAnswer);
    play.wake();
    play.reply(200, &task_json("Success", 1));
    assert_eq!((play.stage(), play.posts.len()), (&Stage::Ran, 1));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_failed_reading_ends_the_press() {
    let mut play = Play::eager();
    play.sent();
    play.silence(Silence::NoAnswer);
    play.wake();
    play.silence(Silence::NoAnswer);
    play.wake();
    play.reply(200, &failed());
    assert_eq!(play.posts.len(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_never_left_is_sent_again_and_then_given_up() {
    let mut play = Play::eager();
    play.sent();
    for posts in 2..=3 {
        play.reply_with(503, &[("x-proxy-local", "UF")], "");
        follow_up(&mut play);
        assert_eq!(play.posts.len(), posts);
    }
    play.reply_with(503, &[("x-proxy-local", "UF")], "");
    assert!(matches!(play.stage(), Stage::NotSent(_)), "{:?}", play.stage());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_short_wait_is_slept_and_a_long_one_is_not() {
    for (seconds, sleeps) in [("1", true), ("60", true), ("61", false)] {
        let mut play = Play::eager();
        play.sent();
        play.reply_with(429, &[("retry-after", seconds)], NO);
        let due = play.rerun().press.as_ref().and_then(|press| press.due);
        assert_eq!(due.is_some(), sleeps, "{seconds}");
        if let Some(at) = due {
            let wait: i64 = seconds.parse().unwrap();
            assert_eq!(at.since(play.now), wait * 1000);
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_wake_before_its_time_waits_on() {
    let mut play = Play::eager();
    let key = play.sent();
    play.reply_with(429, &[("retry-after", "30")], NO);
    play.wait(29_999);
    play.tell(Event::Woke(key.clone()));
    assert!(play.open.is_empty());
    play.wait(1);
    play.tell(Event::Woke(key));
    assert_eq!(play.open.len(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn nothing_follows_an_answer_that_settles_or_would_only_be_replayed() {
    for status in [400, 401, 403, 404, 422, 500, 502, 503] {
        let mut play = Play::eager();
        play.sent();
        play.reply(status, "{}");
        while let Some((at, key)) = play.wakes.pop() {
            play.now = at;
            play.tell(Event::Woke(key));
            if play.open.is_empty() {
                break;
            }
            play.reply(200, &failed());
        }
        assert_eq!(play.posts.len(), 1, "{status}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn nothing_follows_in_another_life_of_the_page_or_without_a_journal() {
    let mut play = Play::eager();
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    play.crash();
    play.wait(20_000);
    play.tell(Event::Woke(key));
    play.reply(200, &failed());
    assert_eq!((play.posts.len(), play.open.len()), (1, 0));

    let mut play = Play::eager();
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    play.keeper.trouble = Some(reprise_domain::journal::JournalTrouble::Blocked);
    play.tell(Event::WrittenElsewhere);
    play.wait(20_000);
    play.tell(Event::Woke(key));
    assert_eq!((play.posts.len(), play.open.len()), (1, 0));
}

#[wasm_bindgen_test(unsupported = test)]
fn pauses_are_picked_between_their_bounds() {
    let stage = Stage::Unsettled(Doubt::NoAnswer);
    let now = UnixMillis(0);
    let mut longest = [0; 4];
    for chance in 0..2000 {
        let mut press = Press::new(TrackId::from_chance(chance));
        for attempt in 1..=3 {
            drop(press.next_track());
            assert_eq!(press.attempts(), attempt);
            let pause = press.pause_ms(&stage, Repeats::AreAnswered, now);
            let bound = 1000 << attempt;
            match pause {
                Some(pause) => {
                    assert!((500..bound).contains(&pause), "{pause} after {attempt}");
                    let place = usize::try_from(attempt).unwrap();
                    longest[place] = longest[place].max(pause);
                }
                None => assert_eq!(attempt, 3),
            }
        }
    }
    assert!(longest[1] > 1900 && longest[2] > 3800, "chance uses its room: {longest:?}");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_tenth_of_the_requests_may_be_sent_unasked() {
    let mut budget = Budget::default();
    let taken = (0..20).filter(|_| budget.spend()).count();
    assert_eq!(taken, 10);
    for _ in 0..9 {
        budget.earn();
        assert!(!budget.spend());
    }
    budget.earn();
    assert!(budget.spend() && !budget.spend());
    let mut full = Budget::default();
    for _ in 0..500 {
        full.earn();
    }
    assert_eq!((0..20).filter(|_| full.spend()).count(), 10, "what is saved has an end");
    let mut none = Budget::none();
    (0..100).for_each(|_| none.earn());
    assert!(!none.spend());
}

#[wasm_bindgen_test(unsupported = test)]
fn where_the_gateway_stops_a_key_nothing_is_sent_by_itself_while_an_earlier_request_is_under_way() {
    let mut press = Press::new(TrackId::from_chance(1));
    drop(press.next_track());
    let pause = |doubt, repeats| press.pause_ms(&Stage::Unsettled(doubt), repeats, UnixMillis(0));
    assert_eq!(pause(Doubt::UnderWay, Repeats::AreStopped), None);
    assert!(pause(Doubt::UnderWay, Repeats::AreAnswered).is_some());
    assert!(pause(Doubt::NoAnswer, Repeats::AreStopped).is_some());
    assert_eq!(pause(Doubt::NoAnswer, Repeats::MayRunTwice), None);
}
