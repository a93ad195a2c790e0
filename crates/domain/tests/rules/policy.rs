//! What an operator may order, and when: the window by two clocks, and every condition of the
//! findings.

#![allow(clippy::unwrap_used, reason = "a broken script fails the test")]

use crate::stage::{Play, START, failed, replay, task, task_json};
use reprise_domain::api::fault::ApiFault;
use reprise_domain::header::TrackId;
use reprise_domain::journal::entry::{Answer, Entry, Seen, Stamp, TabId, What};
use reprise_domain::rerun::key::Basis;
use reprise_domain::rerun::policy::{ASK_AGAIN_FOR_MS, Inert, Order, QUIET_FOR_MS};
use reprise_domain::rerun::quiet::READINGS_APART_MS;
use reprise_domain::rerun::verdict::{Doubt, Verdict};
use reprise_domain::rerun::window::Window;
use reprise_domain::rerun::{Intent, Rerun};
use reprise_domain::time::UnixMillis;
use wasm_bindgen_test::wasm_bindgen_test;

/// So long after the first attempt, by both clocks (the server's is five seconds ahead).
pub(crate) fn after(ms: i64) -> Stamp {
    Stamp { wall: START.plus(ms), server: Some(START.plus(ms + 5000)) }
}

fn intent() -> Intent {
    let mut play = Play::new();
    play.confirm(&failed());
    play.rerun().intent.clone()
}

pub(crate) fn told(rerun: &mut Rerun, at: Stamp, what: What) {
    rerun.add(Entry { at, what });
}

pub(crate) fn sent(rerun: &mut Rerun, nth: u64, at: Stamp) {
    let tab = TabId::from_chance(9);
    told(rerun, at, What::Sent { track: TrackId::from_chance(nth), tab });
}

pub(crate) fn answered(rerun: &mut Rerun, nth: u64, at: Stamp, verdict: Verdict) {
    let answer = Answer { verdict, status: None, request_id: None, replayed: false };
    let track = TrackId::from_chance(nth);
    told(rerun, at, What::Answered { track, answer: Box::new(answer) });
}

pub(crate) fn read(rerun: &mut Rerun, at: Stamp, body: &str) {
    let task = task(body);
    told(rerun, at, What::Read(Seen { task: task.id, basis: Basis::of(&task) }));
}

/// Decided and sent at the start.
pub(crate) fn rerun() -> Rerun {
    let decided = Entry { at: after(0), what: What::Decided(Box::new(intent())) };
    let mut rerun = replay(vec![decided], TabId::from_chance(1));
    sent(&mut rerun, 1, after(0));
    rerun
}

pub(crate) fn down() -> Verdict {
    let fault = ApiFault::Down { status: 500, complaints: Vec::new() };
    Verdict::Unclear(Doubt::Unproven(fault))
}

/// Sent, answered with 500, read unchanged a minute later.
pub(crate) fn quiet() -> Rerun {
    let mut rerun = rerun();
    answered(&mut rerun, 1, after(1000), down());
    read(&mut rerun, after(60_000), &failed());
    rerun
}

#[wasm_bindgen_test(unsupported = test)]
fn the_window_is_over_when_either_clock_says_so() {
    let rerun = rerun();
    assert_eq!(rerun.window(after(0)), Window::Open(ASK_AGAIN_FOR_MS));
    assert_eq!(rerun.window(after(ASK_AGAIN_FOR_MS)), Window::Open(0));
    assert_eq!(rerun.window(after(ASK_AGAIN_FOR_MS + 1)), Window::Over);
    let walls = |wall: i64, server: i64| Stamp {
        wall: START.plus(wall),
        server: Some(START.plus(server + 5000)),
    };
    assert_eq!(rerun.window(walls(0, ASK_AGAIN_FOR_MS + 1)), Window::Over);
    assert_eq!(rerun.window(walls(ASK_AGAIN_FOR_MS + 1, 0)), Window::Over);
    assert_eq!(rerun.window(walls(10, 20)), Window::Open(ASK_AGAIN_FOR_MS - 20));
    assert_eq!(rerun.window(Stamp::wall(START.plus(30))), Window::Open(ASK_AGAIN_FOR_MS - 30));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_clock_that_went_back_is_not_trusted() {
    let mut rerun = rerun();
    read(&mut rerun, after(5000), &failed());
    let wall = |ms: i64| Stamp::wall(START.plus(ms));
    assert_eq!(rerun.window(wall(4999)), Window::Untrusted);
    assert!(matches!(rerun.window(wall(5000)), Window::Open(_)));
    assert!(matches!(rerun.window(after(4999)), Window::Open(_)), "the server's clock tells");
    let server_back = Stamp { wall: START.plus(5000), server: Some(START.plus(4999)) };
    assert_eq!(rerun.window(server_back), Window::Untrusted);
    assert_eq!(rerun.may_send(wall(4999)), Err(Inert::ClockUntrusted));
    let late = Err(Inert::TooSoon(START.plus(5000 + QUIET_FOR_MS)));
    assert_eq!(rerun.may_say_not_run(wall(4999)), late, "quiet is counted from the reading on");
    assert_eq!(rerun.may_say_ran(wall(4999)), Ok(()), "an end needs no clock");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_first_attempt_with_a_servers_time_needs_one_later() {
    let rerun = quiet();
    assert_eq!(rerun.may_send_after(after(70_000)), Ok(()));
    let bare = Stamp::wall(START.plus(70_000));
    assert_eq!(rerun.may_send_after(bare), Err(Inert::ClockUntrusted));
    assert_eq!(rerun.may_send(bare), Ok(()), "the press itself has no server's time");
}

#[wasm_bindgen_test(unsupported = test)]
fn not_run_needs_every_condition() {
    let rerun = quiet();
    assert_eq!(rerun.may_say_not_run(after(QUIET_FOR_MS)), Ok(()));
    let soon = Err(Inert::TooSoon(START.plus(QUIET_FOR_MS)));
    assert_eq!(rerun.may_say_not_run(after(QUIET_FOR_MS - 1)), soon);
    let by_server = Stamp { wall: START.plus(25 * 3_600_000), server: Some(START.plus(60_000)) };
    assert_eq!(rerun.may_say_not_run(by_server), soon, "the wall clock was set");

    let mut again = quiet();
    sent(&mut again, 2, after(70_000));
    answered(&mut again, 2, after(71_000), down());
    let soon = Err(Inert::TooSoon(START.plus(70_000 + QUIET_FOR_MS)));
    assert_eq!(again.may_say_not_run(after(QUIET_FOR_MS)), soon, "the last attempt counts");
    let late = after(70_000 + QUIET_FOR_MS);
    assert_eq!(again.may_say_not_run(late), Err(Inert::NoReading), "and what came after it");
    let first = after(70_000 + QUIET_FOR_MS - READINGS_APART_MS + 1);
    read(&mut again, first, &failed());
    let second = Err(Inert::SecondReading(first.wall.plus(READINGS_APART_MS)));
    assert_eq!(again.may_say_not_run(late), second);
    assert_eq!(again.may_say_not_run(after(70_001 + QUIET_FOR_MS)), Ok(()));
}

#[wasm_bindgen_test(unsupported = test)]
fn not_run_needs_an_answer_to_the_key_or_the_end_of_its_window() {
    let mut rerun = rerun();
    answered(&mut rerun, 1, after(135_000), Verdict::Unclear(Doubt::TimedOut));
    read(&mut rerun, after(140_000), &failed());
    let unanswered = Err(Inert::KeyUnanswered(START.plus(ASK_AGAIN_FOR_MS)));
    assert_eq!(rerun.may_say_not_run(after(QUIET_FOR_MS)), unanswered);
    assert_eq!(rerun.may_say_not_run(after(ASK_AGAIN_FOR_MS)), unanswered);
    assert_eq!(rerun.may_say_not_run(after(ASK_AGAIN_FOR_MS + 1)), Ok(()));
    let mut refused = rerun.clone();
    sent(&mut refused, 2, after(150_000));
    answered(&mut refused, 2, after(151_000), Verdict::Refused(ApiFault::NotFound(Vec::new())));
    read(&mut refused, after(152_000), &failed());
    assert_eq!(refused.may_say_not_run(after(150_000 + QUIET_FOR_MS)), Ok(()));
    for verdict in [Verdict::Limited { wait_ms: 1 }, Verdict::Unclear(Doubt::UnderWay)] {
        let mut other = rerun.clone();
        sent(&mut other, 2, after(150_000));
        answered(&mut other, 2, after(151_000), verdict);
        read(&mut other, after(152_000), &failed());
        assert_eq!(other.may_say_not_run(after(150_000 + QUIET_FOR_MS)), unanswered);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_reading_that_shows_something_else_is_no_quiet_one() {
    let mut rerun = rerun();
    answered(&mut rerun, 1, after(1000), down());
    read(&mut rerun, after(2000), &task_json("Processing", 0));
    assert_eq!(rerun.may_say_not_run(after(QUIET_FOR_MS)), Err(Inert::NoReading));
    read(&mut rerun, after(3000), &task_json("Success", 1));
    assert_eq!(rerun.may_say_not_run(after(QUIET_FOR_MS)), Err(Inert::Beside), "it has run");
}

#[wasm_bindgen_test(unsupported = test)]
fn ran_is_said_when_nothing_better_can_be_had() {
    let rerun = quiet();
    let left = Inert::KeyTells(START.plus(ASK_AGAIN_FOR_MS));
    let wall = |ms: i64| Stamp::wall(START.plus(ms));
    assert_eq!(rerun.may_say_ran(wall(70_000)), Err(left));
    assert_eq!(rerun.may_say_ran(wall(ASK_AGAIN_FOR_MS + 1)), Ok(()));

    let mut accepted = self::rerun();
    let task = accepted.intent.task;
    answered(&mut accepted, 1, after(1000), Verdict::Accepted(task));
    let soon = wall(1000 + QUIET_FOR_MS - 1);
    assert_eq!(accepted.may_say_ran(soon), Err(Inert::StillFollowed));
    assert_eq!(accepted.may_say_ran(wall(1000 + QUIET_FOR_MS)), Ok(()));

    let mut clashed = self::rerun();
    answered(&mut clashed, 1, after(1000), Verdict::Unclear(Doubt::KeyClash));
    assert_eq!(clashed.may_say_ran(after(2000)), Ok(()));
    assert_eq!(clashed.may_send(after(2000)), Err(Inert::KeyClash));
}

#[wasm_bindgen_test(unsupported = test)]
fn only_what_surely_did_not_run_may_be_let_be() {
    assert!(!quiet().may_let_be());
    let mut rerun = rerun();
    assert!(!rerun.may_let_be(), "another page may have sent it");
    answered(&mut rerun, 1, after(1000), Verdict::Limited { wait_ms: 7000 });
    assert!(rerun.may_let_be());
    let until = UnixMillis(START.0 + 8000);
    assert_eq!(rerun.may_send(after(7999)), Err(Inert::Wait(until)));
    assert_eq!(rerun.may_send(after(8000)), Ok(()));
    assert_eq!(rerun.may_say_not_run(after(QUIET_FOR_MS)), Err(Inert::Beside));
    assert_eq!(rerun.may_say_ran(after(QUIET_FOR_MS)), Err(Inert::Beside));
}

#[wasm_bindgen_test(unsupported = test)]
fn the_times_are_those_of_the_protocol() {
    assert_eq!(ASK_AGAIN_FOR_MS, 72_000_000, "20 hours");
    assert_eq!(QUIET_FOR_MS, 600_000, "10 minutes");
    assert_eq!(READINGS_APART_MS, 60_000, "1 minute");
}

/// Sent, and taken by Zuora.
pub(crate) fn accepted() -> Rerun {
    let mut rerun = rerun();
    let task = rerun.intent.task;
    answered(&mut rerun, 1, after(1000), Verdict::Accepted(task));
    rerun
}

#[wasm_bindgen_test(unsupported = test)]
fn each_order_has_its_stage() {
    let now = after(70_000);
    let unsettled = quiet();
    assert_eq!(unsettled.may(Order::Check, now), Ok(()));
    assert_eq!(unsettled.may(Order::LetBe, now), Err(Inert::Beside));
    assert_eq!(unsettled.may(Order::Send, now), Ok(()));
    assert_eq!(unsettled.may(Order::NotRun, now), unsettled.may_say_not_run(now));
    assert_eq!(unsettled.may(Order::Ran, now), unsettled.may_say_ran(now));

    let mut followed = accepted();
    assert_eq!(followed.may(Order::Check, now), Err(Inert::Beside), "it is read by itself");
    while followed.follow.next_pause_ms().is_some() {}
    assert_eq!(followed.may(Order::Check, now), Ok(()), "and no longer");
    assert_eq!(followed.may(Order::Send, now), Err(Inert::Beside));

    let decided = Entry { at: after(0), what: What::Decided(Box::new(intent())) };
    let prepared = replay(vec![decided], TabId::from_chance(1));
    assert_eq!(prepared.may(Order::LetBe, now), Ok(()));
    assert_eq!(prepared.may(Order::Check, now), Err(Inert::Beside));
}

#[wasm_bindgen_test(unsupported = test)]
fn the_second_reading_is_apart_by_both_clocks() {
    let mut rerun = rerun();
    answered(&mut rerun, 1, after(1000), down());
    read(&mut rerun, after(700_000), &failed());
    let early = Err(Inert::SecondReading(START.plus(760_000)));
    let clocks = |wall: i64, server: i64| Stamp {
        wall: START.plus(wall),
        server: Some(START.plus(server + 5000)),
    };
    assert_eq!(rerun.may_say_not_run(clocks(760_000, 759_999)), early);
    assert_eq!(rerun.may_say_not_run(clocks(759_999, 760_000)), early);
    assert_eq!(rerun.may_say_not_run(clocks(760_000, 760_000)), Ok(()));
}

pub(crate) fn seen(body: &str) -> Seen {
    let task = task(body);
    Seen { task: task.id, basis: Basis::of(&task) }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_reading_is_noted_that_is_new_or_quiet_for_a_minute() {
    let unsettled = quiet();
    let unchanged = seen(&failed());
    assert!(!unsettled.is_worth_noting(&unchanged, after(119_999)));
    assert!(unsettled.is_worth_noting(&unchanged, after(120_000)));
    assert!(unsettled.is_worth_noting(&seen(&task_json("Success", 1)), after(61_000)));

    let basis = Basis {
        status: Some("Success".into()),
        start_time: Some("2026-10-01T10:00:00.000Z".into()),
        end_time: Some("2026-10-01T10:00:01.000Z".into()),
    };
    let old = Seen { basis, ..unchanged.clone() };
    assert!(!unsettled.is_worth_noting(&old, after(300_000)), "a copy that lags behind");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_was_read_before_the_last_attempt_counts_no_more() {
    let mut rerun = quiet();
    sent(&mut rerun, 2, after(70_000));
    answered(&mut rerun, 2, after(71_000), down());
    assert!(rerun.is_worth_noting(&seen(&failed()), after(72_000)));
    read(&mut rerun, after(72_000), &failed());
    assert!(!rerun.is_worth_noting(&seen(&failed()), after(73_000)));
    let mut at_once = self::rerun();
    answered(&mut at_once, 1, after(0), down());
    read(&mut at_once, after(0), &failed());
    assert!(!at_once.is_worth_noting(&seen(&failed()), after(1000)), "in the same moment");
}

#[wasm_bindgen_test(unsupported = test)]
fn of_what_was_accepted_only_news_is_noted() {
    let accepted = accepted();
    assert!(!accepted.is_worth_noting(&seen(&failed()), after(300_000)));
    assert!(accepted.is_worth_noting(&seen(&task_json("Processing", 1)), after(2000)));
    let mut refused = rerun();
    answered(&mut refused, 1, after(1000), Verdict::Refused(ApiFault::Forbidden(Vec::new())));
    assert!(!refused.is_worth_noting(&seen(&failed()), after(2000)));
    let ran = seen(&task_json("Success", 1));
    assert!(refused.is_worth_noting(&ran, after(2000)), "a copy of it may have run");
    assert!(!refused.is_worth_noting(&ran, after(61 * 60_000)), "by then it is another's doing");
}
