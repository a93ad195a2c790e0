//! A run as Zuora answers it, and the picture and the tree of its tasks.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a broken test may panic; the lint knows only plain test functions"
)]

use crate::stage::{json, reply};
use reprise_domain::api::list_tasks::{TaskPage, read_task_page};
use reprise_domain::explain::run::{
    followers_line, members_note, more_tasks, place_line, run_state,
};
use reprise_domain::id::{RunId, TaskId};
use reprise_domain::run::Run;
use reprise_domain::run::axis::SPAN;
use reprise_domain::run::members::{MOST, Members, Reach};
use reprise_domain::run::time_line::{Course, TimeLine};
use reprise_domain::run::tree::{Branch, Oddity, tree};
use reprise_domain::time::UnixMillis;
use wasm_bindgen_test::wasm_bindgen_test;

const RUN: RunId = RunId::new(476);

fn run(text: &str) -> Run {
    Run::read(&json(text)).unwrap()
}

fn page(tasks: &[String], next: bool) -> TaskPage {
    let next = if next { r#""next_page":"https://rest.zuora.com/x""# } else { "" };
    let body = format!(r#"{{"data":[{}],"pagination":{{{next}}}}}"#, tasks.join(","));
    read_task_page(&reply(200, &[], &body)).unwrap()
}

fn members(tasks: &[String]) -> Members {
    let mut members = Members::default();
    members.take(RUN, &page(tasks, false), 1);
    members
}

/// A task of run 476; times in seconds after ten o'clock.
fn task(id: u64, parent: Option<u64>, status: &str, from: Option<u64>, to: Option<u64>) -> String {
    let time = |name: &str, at: Option<u64>| {
        let clock = |at: u64| format!("{:02}:{:02}:{:02}", 10 + at / 3600, at / 60 % 60, at % 60);
        at.map(|at| format!(r#","{name}":"2026-11-01T{}.000Z""#, clock(at))).unwrap_or_default()
    };
    let parent = parent.map_or("null".to_owned(), |parent| parent.to_string());
    let (start, end) = (time("start_time", from), time("end_time", to));
    format!(
        r#"{{"id":{id},"status":"{status}","instance":true,"workflow_id":476,"task_id":{parent}{start}{end}}}"#
    )
}

fn ended(id: u64, parent: Option<u64>, from: u64, to: u64) -> String {
    task(id, parent, "Success", Some(from), Some(to))
}

fn at(seconds: i64) -> UnixMillis {
    UnixMillis::parse("2026-11-01T10:00:00Z").unwrap().plus(seconds * 1_000)
}

#[wasm_bindgen_test(unsupported = test)]
fn the_published_example_of_a_run_is_read_whole() {
    let read = run(r#"{"cpuTime":"19:01:04","createdAt":"2019-09-10 19:31:17 UTC",
        "finishedAt":"2019-09-10 19:32:21 UTC","id":19080,"name":"WF-19027-00000032",
        "originalWorkflowId":19027,"runTime":64.513026,"status":"Finished",
        "tasks":{"error":1,"pending":0,"processing":0,"queued":0,"stopped":0,"success":4,"total":5},
        "type":"Workflow::Instance","updatedAt":"2019-09-10 19:32:21 UTC"}"#);
    assert_eq!(read.lasted_ms, Some(64_513));
    assert_eq!(read.cpu_time.as_deref(), Some("19:01:04"));
    assert_eq!(read.original_workflow.as_deref(), Some("19027"));
    assert_eq!((read.failed(), read.is_under_way()), (1, false));
    let (tone, _, words) = run_state(&read);
    assert_eq!((tone, words.as_str()), ("error", "Finished, 1 task failed"));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_run_with_wrong_types_is_read_as_far_as_it_goes() {
    for odd in ["null", "[]", "\"x\"", "1e400", "{}", "-1", "\"1.2.3\""] {
        let read = run(&format!(
            r#"{{"id":1,"runTime":{odd},"messages":{odd},"tasks":{odd},"status":7,"name":null}}"#
        ));
        assert_eq!((read.lasted_ms, read.name, read.status), (None, None, None), "{odd}");
    }
    assert_eq!(run(r#"{"id":1,"messages":{"a":"b"}}"#).messages.unwrap().members().len(), 1);
    assert_eq!(run(r#"{"id":1,"runTime":64}"#).lasted_ms, Some(64_000));
    assert!(Run::read(&json(r#"{"id":"x"}"#)).is_none());
}

#[wasm_bindgen_test(unsupported = test)]
fn each_status_is_said_in_words() {
    for (status, counts, words) in [
        ("Finished", r#"{"success":3,"total":3}"#, "Finished"),
        ("Finished", r#"{"error":2,"success":3}"#, "Finished, 2 tasks failed"),
        ("Finished", r#"{"pending":1}"#, "Finished, 1 task still waits"),
        ("Processing", r#"{"error":1}"#, "Processing, 1 task failed"),
        ("Stopping", "{}", "Stopping"),
        ("Paused", "{}", "Paused"),
    ] {
        let read = run(&format!(r#"{{"id":1,"status":"{status}","tasks":{counts}}}"#));
        assert_eq!(run_state(&read).2, words);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_order_is_by_start_then_by_number_and_what_waits_comes_last() {
    let members = members(&[
        task(9, None, "Queued", None, None),
        ended(3, None, 5, 6),
        ended(2, None, 5, 9),
        ended(4, None, 1, 2),
        task(8, None, "Queued", None, None),
    ]);
    let ids: Vec<_> = members.list().iter().map(|member| member.id.number()).collect();
    assert_eq!(ids, [4, 2, 3, 8, 9]);
    assert_eq!(members.place_of(TaskId::new(3)), Some(2));
    assert_eq!(members.place_of(TaskId::new(7)), None);
}

#[wasm_bindgen_test(unsupported = test)]
fn from_failed_task_to_failed_task() {
    let failed = |id, from| task(id, None, "Error", Some(from), Some(from + 1));
    let members =
        members(&[ended(1, None, 0, 1), failed(2, 2), ended(3, None, 4, 5), failed(4, 6)]);
    let id = |member: Option<&reprise_domain::run::member::Member>| {
        member.map(|member| member.id.number())
    };
    assert_eq!(id(members.next_failed(TaskId::new(1))), Some(2));
    assert_eq!(id(members.next_failed(TaskId::new(2))), Some(4));
    assert_eq!(id(members.next_failed(TaskId::new(4))), None);
    assert_eq!(id(members.previous_failed(TaskId::new(4))), Some(2));
    assert_eq!(id(members.previous_failed(TaskId::new(2))), None);
    assert_eq!(id(members.next_failed(TaskId::new(99))), None);
    assert_eq!(members.failed(), 2);
    assert_eq!(place_line(1, 4, true), "Task 2 of 4, in the order in which they started");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_follows_a_task_is_told() {
    let members = members(&[
        ended(1, None, 0, 1),
        task(2, Some(1), "Error", Some(2), Some(3)),
        task(3, Some(1), "Queued", None, None),
        task(4, Some(2), "Queued", None, None),
    ]);
    let followers = |id: u64| {
        let all = members.followers(TaskId::new(id));
        all.map(|member| member.id.number()).collect::<Vec<_>>()
    };
    assert_eq!(followers(1), [2, 3]);
    assert_eq!(followers(2), [4]);
    assert_eq!(followers(4), [0; 0]);
    assert_eq!(followers_line(0, true), "Zuora lists no task that follows it.");
    assert_eq!(followers_line(0, false), "", "the rest is not known");
    assert_eq!(followers_line(1, true), "One task follows it:");
    assert_eq!(followers_line(2, false), "2 tasks follow it:");
    assert_eq!(more_tasks(3), "and 3 more");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_task_that_comes_twice_counts_once_and_strangers_are_left_out() {
    let mut gathered = Members::default();
    gathered.take(RUN, &page(&[task(1, None, "Processing", Some(0), None)], true), 10);
    assert_eq!(gathered.reach, Reach::Part);
    let stranger = r#"{"id":7,"instance":true,"workflow_id":477}"#.to_owned();
    let setup = r#"{"id":8,"instance":false,"workflow_id":476}"#.to_owned();
    let bare = r#"{"id":9}"#.to_owned();
    let rest = [ended(1, None, 0, 3), stranger, setup, bare, "null".to_owned()];
    gathered.take(RUN, &page(&rest, false), 10);
    let ids: Vec<_> = gathered.list().iter().map(|member| member.id.number()).collect();
    assert_eq!(ids, [1, 9]);
    assert_eq!((gathered.strangers, gathered.unreadable, gathered.bytes), (2, 1, 20));
    assert_eq!(gathered.reach, Reach::Whole);
    assert!(gathered.list()[0].end.is_some(), "the later reading stays");
    let note = members_note(&gathered, Some(3), false);
    assert!(note.starts_with("Zuora counts 3 tasks in this run and lists 2:"), "{note}");
    assert!(note.contains("1 entry could not be read") && note.contains("2 tasks of other runs"));
    assert_eq!(members_note(&members(&[ended(1, None, 0, 3)]), Some(1), false), "");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_list_without_end_is_cut() {
    let mut members = Members::default();
    for first in (1..).step_by(500).take(10) {
        let tasks: Vec<_> = (first..first + 500).map(|id| format!(r#"{{"id":{id}}}"#)).collect();
        members.take(RUN, &page(&tasks, true), 1);
    }
    assert_eq!(members.reach, Reach::TooMany);
    assert!(members_note(&members, Some(5_000), false).contains(&MOST.to_string()));
}

#[wasm_bindgen_test(unsupported = test)]
fn names_and_errors_are_kept_short() {
    let long = "x".repeat(1_000_000);
    let hostile = format!(
        r#"{{"id":1,"name":"{long}","status":"{long}","error":"\n\n first \n{long}","action_type":"__proto__","task_id":[],"start_time":{{}},"data":{{"a":1}}}}"#
    );
    let kept = members(&[hostile]).list()[0].clone();
    assert_eq!(kept.name.unwrap().chars().count(), 161);
    assert!(kept.status.unwrap().word().chars().count() <= 161);
    assert_eq!(kept.error.as_deref(), Some("first"));
    assert_eq!((kept.parent, kept.start), (None, None));
}

#[wasm_bindgen_test(unsupported = test)]
fn bars_lie_where_and_as_long_as_the_tasks_ran() {
    let members = members(&[
        ended(1, None, 0, 10),
        ended(2, Some(1), 10, 15),
        task(3, Some(2), "Processing", Some(15), None),
        task(4, Some(3), "Queued", None, None),
    ]);
    let line = TimeLine::of(&members, at(20));
    let bars: Vec<_> =
        line.rows.iter().map(|row| row.bar.map(|bar| (bar.left, bar.width))).collect();
    assert_eq!(bars, [Some((0, 5_000)), Some((5_000, 2_500)), Some((7_500, 2_500)), None]);
    let courses: Vec<_> = line.rows.iter().map(|row| row.course).collect();
    let told = [Course::Took(10_000), Course::Took(5_000), Course::GoesOn(5_000)];
    assert_eq!(courses[..3], told);
    assert_eq!(courses[3], Course::NotStarted);
    assert!(line.axis.pauses().is_empty());
    assert_eq!(line.axis.ends(), Some((at(0), at(20))));
}

#[wasm_bindgen_test(unsupported = test)]
fn hours_of_waiting_between_seconds_of_work_are_pressed_together() {
    let members = members(&[
        ended(1, None, 0, 10),
        ended(2, Some(1), 10, 10_810),
        ended(3, Some(2), 10_810, 10_820),
    ]);
    let line = TimeLine::of(&members, at(20_000));
    let pauses = line.axis.pauses();
    assert_eq!(pauses.len(), 1);
    assert_eq!(pauses[0].length_ms, 10_800_000);
    assert_eq!((pauses[0].left, pauses[0].width), (4_750, 500));
    let bars: Vec<_> = line.rows.iter().filter_map(|row| row.bar).collect();
    assert_eq!((bars[0].left, bars[0].width), (0, 4_750));
    assert_eq!((bars[2].left, bars[2].width), (5_250, 4_750), "seconds of work can be seen");
}

#[wasm_bindgen_test(unsupported = test)]
fn an_approval_that_has_waited_for_hours_is_a_pause_until_now() {
    let members = members(&[ended(1, None, 0, 10), task(2, Some(1), "Pending", Some(10), None)]);
    let line = TimeLine::of(&members, at(7_210));
    assert_eq!(line.rows[1].course, Course::Waits(7_200_000));
    assert_eq!(line.axis.pauses()[0].length_ms, 7_200_000);
}

#[wasm_bindgen_test(unsupported = test)]
fn long_work_among_long_work_is_no_pause() {
    let hour = 3_600;
    let members = members(&[ended(1, None, 0, hour), ended(2, None, hour, 3 * hour)]);
    assert!(TimeLine::of(&members, at(0)).axis.pauses().is_empty());
    let one = self::members(&[ended(1, None, 0, hour)]);
    assert!(TimeLine::of(&one, at(0)).axis.pauses().is_empty());
}

#[wasm_bindgen_test(unsupported = test)]
fn the_run_s_own_beat_is_no_pause() {
    let tasks: Vec<_> =
        (0..24).map(|beat| ended(beat + 1, None, beat * 600, beat * 600 + 1)).collect();
    assert!(TimeLine::of(&members(&tasks), at(0)).axis.pauses().is_empty());
}

#[wasm_bindgen_test(unsupported = test)]
fn odd_times_are_drawn_at_a_point_and_said_to_tell_nothing() {
    let members = members(&[
        ended(1, None, 10, 5),
        task(2, None, "Error", Some(3), None),
        task(3, None, "Stopped", None, Some(12)),
        task(4, None, "Throttled", None, None),
        task(5, None, "Processing", Some(900), None),
    ]);
    let line = TimeLine::of(&members, at(0));
    let untold = line.rows.iter().filter(|row| row.course == Course::Untold).count();
    assert_eq!(untold, 4);
    assert!(line.rows.iter().filter_map(|row| row.bar).all(|bar| bar.left + bar.width <= SPAN));
    let none = TimeLine::of(&Members::default(), at(0));
    assert!(none.rows.is_empty() && none.axis.ticks().is_empty() && none.axis.ends().is_none());
}

#[wasm_bindgen_test(unsupported = test)]
fn ticks_are_whole_steps_with_room_between() {
    for length in [1, 7, 59, 600, 3_599, 86_399] {
        let line = TimeLine::of(&members(&[ended(1, None, 0, length)]), at(0));
        let ticks = line.axis.ticks();
        assert!(ticks.len() <= 8, "{length}: {ticks:?}");
        assert!(!ticks.is_empty(), "{length}");
        assert!(ticks.windows(2).all(|pair| pair[1].left - pair[0].left >= 1_000), "{ticks:?}");
        assert!(ticks.iter().all(|tick| tick.at.0 % 1_000 == 0 && tick.left <= SPAN));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_ends_of_time_are_laid_out_too() {
    let far = |id, from: &str, to: &str| {
        format!(r#"{{"id":{id},"start_time":"{from}","end_time":"{to}","status":"Success"}}"#)
    };
    let members = members(&[
        far(1, "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"),
        far(2, "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.001Z"),
    ]);
    let line = TimeLine::of(&members, at(0));
    assert!(line.axis.ticks().len() < 20);
    assert!(line.rows.iter().filter_map(|row| row.bar).all(|bar| bar.left + bar.width <= SPAN));
}

fn shape(branches: &[Branch]) -> Vec<(u64, u32, u32, u32)> {
    branches.iter().map(|own| (own.id.number(), own.depth, own.indent, own.below)).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn a_chain_stays_a_list_and_a_fan_out_is_set_in() {
    let grown = tree(&members(&[
        ended(1, None, 0, 1),
        ended(2, Some(1), 1, 2),
        ended(3, Some(2), 2, 3),
        ended(4, Some(2), 2, 4),
        ended(5, Some(3), 5, 6),
    ]));
    let wanted = [(1, 0, 0, 4), (2, 1, 0, 3), (3, 2, 1, 1), (5, 3, 1, 0), (4, 2, 1, 0)];
    assert_eq!(shape(&grown), wanted);
    assert_eq!((grown[2].number, grown[2].among), (1, 2));
    assert_eq!((grown[4].number, grown[4].among), (2, 2));
    assert_eq!(grown[1].followers, 2);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_task_whose_parent_is_missing_stands_on_top_and_says_so() {
    let grown = tree(&members(&[ended(1, None, 0, 1), ended(2, Some(99), 1, 2)]));
    assert_eq!(grown[0].oddity, None);
    assert_eq!(grown[1].oddity, Some(Oddity::NoSuchParent(TaskId::new(99))));
    assert_eq!((grown[1].depth, grown[1].number, grown[1].among), (0, 2, 2));
}

#[wasm_bindgen_test(unsupported = test)]
fn loops_are_cut_where_their_first_task_stands() {
    let grown = tree(&members(&[
        ended(1, Some(3), 0, 1),
        ended(2, Some(1), 1, 2),
        ended(3, Some(2), 2, 3),
        ended(4, Some(3), 3, 4),
        ended(5, Some(5), 4, 5),
        ended(6, Some(4), 0, 1),
    ]));
    let ids: Vec<_> = grown.iter().map(|own| own.id.number()).collect();
    assert_eq!(ids, [1, 2, 3, 4, 6, 5]);
    assert_eq!(grown[0].oddity, Some(Oddity::Loop(TaskId::new(3))));
    assert_eq!(grown[5].oddity, Some(Oddity::Loop(TaskId::new(5))));
    assert_eq!(grown[0].below, 4);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_chain_of_thousands_neither_recurses_nor_takes_long() {
    let count = 2_000;
    let chain: Vec<_> = (1..=count)
        .map(|id| ended(id, Some(id - 1).filter(|id| *id > 0), id % 60, id % 60 + 1))
        .collect();
    assert_eq!(tree(&members(&chain)).len(), 2_000);
    let ring: Vec<_> = (1..=count).map(|id| ended(id, Some(id % count + 1), 0, 1)).collect();
    let grown = tree(&members(&ring));
    assert_eq!((grown.len(), grown[0].below), (2_000, 1_999));
    let selves: Vec<_> = (1..=count).map(|id| ended(id, Some(id), 0, 1)).collect();
    assert_eq!(tree(&members(&selves)).len(), 2_000);
}
