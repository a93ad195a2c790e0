//! The page of a run: gathered page after page, followed while it goes on, stopped once.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a broken test may panic; the lint knows only plain test functions"
)]

use crate::stage::{NO, Play, tenancy};
use reprise_domain::api::{Method, Silence};
use reprise_domain::desk::gathering::RunQuestion;
use reprise_domain::desk::{Effect, Event};
use reprise_domain::explain::stop::stop_notice;
use reprise_domain::id::RunId;
use reprise_domain::run::members::Reach;
use reprise_domain::run::stop::{StopStage, WhyNotStop};
use wasm_bindgen_test::wasm_bindgen_test;

fn question() -> RunQuestion {
    (tenancy(), RunId::new(476))
}

fn run(status: &str, success: u64) -> String {
    format!(
        r#"{{"id":476,"status":"{status}","tasks":{{"total":9,"success":{success},"processing":1}}}}"#
    )
}

/// Tasks from one number to another; `pad` makes each that much larger.
fn tasks(ids: std::ops::RangeInclusive<u64>, next: bool, pad: usize) -> String {
    let pad = "x".repeat(pad);
    let each = ids.map(|id| {
        format!(r#"{{"id":{id},"instance":true,"workflow_id":476,"data":{{"pad":"{pad}"}}}}"#)
    });
    let next = if next { r#""next_page":"https://rest.zuora.com/x""# } else { "" };
    let each: Vec<_> = each.collect();
    format!(r#"{{"data":[{}],"pagination":{{{next}}}}}"#, each.join(","))
}

fn opened() -> Play {
    let mut play = Play::new();
    let (tenancy, run) = question();
    play.tell(Event::RunOpened(tenancy, run));
    play
}

/// The page of a run whose reading and tasks have come.
fn settled(status: &str) -> Play {
    let mut play = opened();
    play.reply(200, &run(status, 3));
    play.reply(200, &tasks(1..=4, false, 0));
    assert!(play.open.is_empty());
    play
}

fn known(play: &Play) -> usize {
    play.model.gathering.of(&question()).map_or(0, |(members, _)| members.list().len())
}

fn stop(play: &mut Play) -> Vec<Effect> {
    let (tenancy, run) = question();
    play.tell(Event::RunStopConfirmed(tenancy, run))
}

fn stage_of(play: &Play) -> StopStage {
    play.model.stop_of(&question()).unwrap().stage.clone()
}

#[wasm_bindgen_test(unsupported = test)]
fn small_tasks_are_read_many_at_a_time_and_each_once() {
    let mut play = opened();
    play.reply(200, &run("Finished", 3));
    let mut paths = Vec::new();
    let pages =
        [(1..=10, true), (11..=20, true), (21..=40, true), (41..=80, true), (81..=150, false)];
    for (ids, next) in pages {
        paths.push(play.reply(200, &tasks(ids, next, 100)).path);
        assert!(!next || play.model.gathering.progress(&question()).is_some());
    }
    let base = "/workflows/tasks?workflow_id=476&instance=true";
    let asked: Vec<_> = [(1, 10), (2, 10), (2, 20), (2, 40), (2, 80)]
        .map(|(page, length)| format!("{base}&page={page}&page_length={length}"))
        .into();
    assert_eq!(paths, asked);
    let (members, at) = play.model.gathering.of(&question()).unwrap();
    assert_eq!((members.list().len(), members.reach), (150, Reach::Whole));
    assert!(at.is_some() && play.model.gathering.progress(&question()).is_none());
}

#[wasm_bindgen_test(unsupported = test)]
fn large_tasks_are_read_few_at_a_time() {
    let mut play = opened();
    play.reply(200, &run("Finished", 3));
    play.reply(200, &tasks(1..=10, true, 900_000));
    let request = play.reply(200, &tasks(11..=12, true, 900_000));
    assert!(request.path.ends_with("page=6&page_length=2"), "{}", request.path);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_has_come_is_shown_while_the_rest_is_read() {
    let mut play = opened();
    play.reply(200, &run("Finished", 3));
    assert!(play.model.gathering.of(&question()).is_none());
    play.reply(200, &tasks(1..=10, true, 0));
    assert_eq!(known(&play), 10);
    let other = (tenancy(), RunId::new(477));
    assert!(play.model.gathering.of(&other).is_none());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_halted_reading_keeps_what_came_and_asks_no_further() {
    let mut play = opened();
    play.reply(200, &run("Finished", 3));
    play.reply(200, &tasks(1..=10, true, 0));
    let (ticket, _) = play.open[0].clone();
    play.tell(Event::RunTasksHalted);
    assert_eq!((play.aborted.as_slice(), play.open.len()), ([ticket].as_slice(), 0));
    assert_eq!(known(&play), 10);
    assert!(play.model.gathering.was_halted(&question()));
    play.tell(Event::Answered(ticket, Err(Silence::NoAnswer)));
    assert!(play.model.gathering.trouble_with(&question()).is_none());
}

#[wasm_bindgen_test(unsupported = test)]
fn leaving_the_page_ends_the_reading() {
    let mut play = opened();
    play.reply(200, &run("Processing", 3));
    let (tenancy, run_id) = question();
    play.tell(Event::RunLeft(tenancy, run_id));
    assert!(play.open.is_empty(), "a reading that nobody waits for goes on");
    play.look();
    assert!(play.open.is_empty(), "a run that nobody looks at was read");
}

#[wasm_bindgen_test(unsupported = test)]
fn trouble_on_the_way_keeps_what_came_and_a_failed_refresh_keeps_what_was_whole() {
    let mut play = opened();
    play.reply(200, &run("Finished", 3));
    play.reply(200, &tasks(1..=10, true, 0));
    play.reply(503, "down");
    assert_eq!(known(&play), 10);
    assert!(play.model.gathering.trouble_with(&question()).is_some());
    let (tenancy, run) = question();
    play.tell(Event::RunTasksAsked(tenancy.clone(), run));
    play.reply(200, &tasks(1..=10, true, 0));
    play.reply(200, &tasks(11..=20, false, 0));
    assert_eq!(known(&play), 20);
    play.tell(Event::RunTasksAsked(tenancy, run));
    play.reply(200, &tasks(1..=10, true, 0));
    play.silence(Silence::TimedOut);
    assert_eq!(known(&play), 20, "part of a reading took the place of a whole one");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_run_that_goes_on_is_read_slower_and_slower_and_not_without_end() {
    let mut play = settled("Processing");
    let mut pauses = Vec::new();
    while let Some(at) = play.looks.last().copied().filter(|at| *at > play.now) {
        pauses.push(at.since(play.now));
        play.look();
        play.reply(200, &run("Processing", 3));
    }
    assert_eq!(pauses.len(), 32);
    assert!(pauses.is_sorted() && pauses[31] == 30_000);
    assert!(play.model.attention.is_over(&question()));
    let (tenancy, run_id) = question();
    play.tell(Event::RunOpened(tenancy, run_id));
    assert!(!play.model.attention.is_over(&question()), "reading by hand follows anew");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_run_that_is_over_is_not_followed() {
    assert!(settled("Finished").looks.is_empty());
    assert!(settled("Stopped").looks.is_empty());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_hidden_page_reads_nothing_and_catches_up_when_shown() {
    let mut play = settled("Processing");
    play.tell(Event::VisibilityChanged(true));
    play.look();
    assert!(play.open.is_empty());
    play.tell(Event::VisibilityChanged(false));
    let request = play.reply(200, &run("Processing", 3));
    assert_eq!(request.path, "/workflows/workflow_runs/476");
}

#[wasm_bindgen_test(unsupported = test)]
fn following_survives_an_outage_and_ends_where_waiting_does_not_help() {
    let mut play = settled("Processing");
    play.look();
    let looks = play.looks.len();
    play.reply(503, "down");
    assert_eq!(play.looks.len(), looks + 1);
    assert!(play.model.run.of(&question()).is_some(), "what is known stays on screen");
    play.look();
    play.reply(401, NO);
    assert_eq!(play.looks.len(), looks + 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn tasks_are_read_again_when_the_counts_moved_and_only_then() {
    let mut play = settled("Processing");
    play.look();
    play.reply(200, &run("Processing", 3));
    assert!(play.open.is_empty());
    play.look();
    play.reply(200, &run("Processing", 4));
    let request = play.reply(200, &tasks(1..=5, false, 0));
    assert!(request.path.starts_with("/workflows/tasks?workflow_id=476"));
    assert_eq!(known(&play), 5);
}

#[wasm_bindgen_test(unsupported = test)]
fn heavy_tasks_are_read_again_only_when_asked() {
    let mut play = opened();
    play.reply(200, &run("Processing", 3));
    play.reply(200, &tasks(1..=5, false, 900_000));
    play.look();
    play.reply(200, &run("Processing", 4));
    assert!(play.open.is_empty());
    let counts = play.model.run.of(&question()).unwrap().0.tasks;
    assert!(play.model.gathering.is_behind(&question(), counts));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_stop_is_one_put_without_a_key_or_a_body() {
    let mut play = settled("Processing");
    stop(&mut play);
    assert_eq!(stage_of(&play), StopStage::Sent);
    let request = play.reply(200, r#"{"success":true}"#);
    assert_eq!(request.method, Method::Put);
    assert_eq!(request.path, "/workflows/workflow_runs/476/stop");
    assert!(request.headers.is_empty(), "{:?}", request.headers);
    assert_eq!(stage_of(&play), StopStage::Taken);
    assert_eq!(play.open.len(), 1, "the run is read at once");
    play.reply(200, &run("Stopped", 3));
    assert_eq!(stage_of(&play), StopStage::Over("Stopped".into()));
    assert_eq!(play.posts.len(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_stop_is_offered_only_while_the_run_is_processing_and_freshly_read() {
    for status in ["Queued", "Stopping", "Stopped", "Finished", "Paused"] {
        let mut play = settled(status);
        let why = WhyNotStop::NotProcessing(Some(status.into()));
        assert_eq!(play.model.why_not_stop(&question()), Some(why));
        stop(&mut play);
        assert!(play.posts.is_empty(), "{status}");
    }
    let mut play = Play::new();
    assert_eq!(play.model.why_not_stop(&question()), Some(WhyNotStop::Unread));
    stop(&mut play);
    assert!(play.posts.is_empty());
    let mut play = settled("Processing");
    assert_eq!(play.model.why_not_stop(&question()), None);
    play.look();
    play.reply(503, "down");
    assert_eq!(play.model.why_not_stop(&question()), Some(WhyNotStop::Unread));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_second_press_while_the_first_has_no_answer_sends_nothing() {
    let mut play = settled("Processing");
    stop(&mut play);
    stop(&mut play);
    assert_eq!(play.posts.len(), 1);
    assert_eq!(play.model.why_not_stop(&question()), Some(WhyNotStop::OnItsWay));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_lost_answer_is_a_doubt_that_a_reading_settles() {
    let mut play = settled("Processing");
    stop(&mut play);
    play.silence(Silence::NoAnswer);
    let notice = stop_notice(play.model.stop_of(&question()).unwrap());
    assert_eq!(notice.headline, "We do not know whether run 476 was stopped.");
    assert!(!notice.detail.contains("Reading changes nothing"), "a stop is no reading");
    assert!(play.said.last().unwrap().1, "a doubt may interrupt");
    assert_eq!(play.model.why_not_stop(&question()), Some(WhyNotStop::NotReadSince));
    stop(&mut play);
    assert_eq!(play.posts.len(), 1, "it was sent again");
    play.reply(200, &run("Stopping", 3));
    assert_eq!(stage_of(&play), StopStage::Over("Stopping".into()));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_run_that_goes_on_after_a_lost_answer_may_be_stopped_again_by_hand() {
    let mut play = settled("Processing");
    stop(&mut play);
    play.silence(Silence::TimedOut);
    play.reply(200, &run("Processing", 3));
    assert_eq!(play.posts.len(), 1, "nothing is sent unasked");
    let notice = stop_notice(play.model.stop_of(&question()).unwrap());
    assert_eq!(notice.headline, "Run 476 was read since, and is Processing.");
    stop(&mut play);
    assert_eq!(play.posts.len(), 2);
}

#[wasm_bindgen_test(unsupported = test)]
fn each_answer_proves_what_it_proves() {
    for (status, body, proves) in [
        (400, r#"{"errors":[{"code":"Invalid","title":"not processing"}]}"#, true),
        (401, NO, true),
        (403, NO, true),
        (403, "{}", false),
        (404, "<html>", false),
        (404, r#"{"errors":[{"code":"Invalid","status":404,"title":"is not found"}]}"#, true),
        (429, NO, true),
        (429, "{}", false),
        (408, "{}", false),
        (409, "{}", false),
        (500, "{}", false),
        (504, "{}", false),
        (200, "<html>", false),
        (200, r#"{"success":false}"#, false),
        (200, "{}", false),
        (200, r#"{"success":"true"}"#, false),
        (302, "", false),
    ] {
        let mut play = settled("Processing");
        stop(&mut play);
        play.reply(status, body);
        let refused = matches!(stage_of(&play), StopStage::Refused(_));
        let unknown = matches!(stage_of(&play), StopStage::Unsettled { .. });
        assert_eq!((refused, unknown), (proves, !proves), "{status} {body}");
    }
    let mut play = settled("Processing");
    stop(&mut play);
    play.silence(Silence::Withheld("offline".into()));
    assert!(matches!(stage_of(&play), StopStage::Refused(_)));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_reading_that_was_asked_for_before_the_answer_settles_nothing() {
    let mut play = settled("Processing");
    play.look();
    let (slow, _) = play.open[0].clone();
    stop(&mut play);
    let answered = play.open.iter().position(|(_, own)| own.method == Method::Put).unwrap();
    let (ticket, _) = play.open.remove(answered);
    play.tell(Event::Answered(ticket, Err(Silence::NoAnswer)));
    assert!(play.aborted.contains(&slow));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_stop_s_answer_is_heard_on_another_page_and_leads_nobody_away() {
    let mut play = settled("Processing");
    stop(&mut play);
    let (tenancy, run_id) = question();
    play.tell(Event::RunLeft(tenancy, run_id));
    play.tell(Event::RunAsked(crate::stage::tenancy(), RunId::new(500)));
    play.reply(200, r#"{"success":true}"#);
    assert_eq!(play.open.len(), 1);
    assert!(play.open[0].1.path.ends_with("/500"));
    assert_eq!(stage_of(&play), StopStage::Taken);
}
