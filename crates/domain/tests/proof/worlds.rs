//! Each world is told rightly.

#![allow(clippy::unwrap_used, reason = "a broken test may panic")]

use crate::administrator::{Administrator, Zeal, plan};
use reprise_domain::api::{ApiReply, Method};
use reprise_domain::proof::course::Course;
use reprise_domain::proof::question::{Answer, Question};
use reprise_domain::proof::record::{Record, hash_of};
use reprise_domain::proof::standing::{WhyUnproven, proves};
use reprise_sandbox::{Keys, Manners, Rerun};

fn ended(course: &Course) -> &Record {
    assert_eq!(course.trouble(), None, "{}", course.transcript().text());
    course.record().unwrap()
}

fn proven(manners: Manners, clients: &[&str]) -> (Course, Result<(), WhyUnproven>) {
    let course = Administrator::of(manners).prove(plan(clients, 3));
    let proven = proves(ended(&course));
    (course, proven)
}

fn answers(course: &Course, expected: &[(Question, Answer)]) {
    for (question, answer) in expected {
        let text = course.transcript().text();
        assert_eq!(course.answers().to(*question), *answer, "{question:?}\n{text}");
    }
}

#[test]
fn honoured_keys_are_proven_and_every_question_is_answered() {
    let mut administrator = Administrator::of(Manners::default());
    administrator.zeal = Zeal::Everything;
    let course = administrator.prove(plan(&["gateway", "jobs"], 20));
    let record = ended(&course);
    assert_eq!(proves(record), Ok(()));
    let yes = Question::ALL.map(|(_, question)| question);
    answers(&course, &yes.map(|question| (question, Answer::Yes)));
    assert_eq!(record.rounds, 20);
    assert!((1..=1_100).contains(&record.worst_lag_ms), "{}", record.worst_lag_ms);
    assert!((800..=1_900).contains(&record.worst_queue_ms.unwrap()));
    assert_eq!(record.transcript, hash_of(&course.transcript().text()));
    // 1, 20 rounds, the control, one of two, the one of two while under way, the one after a day.
    assert_eq!(administrator.counter(), 25);
}

#[test]
fn whether_a_rerun_under_way_is_refused_is_told_only_where_it_was_seen() {
    // A rerun that makes a new task leaves the canary as it was.
    let (course, _) = proven(Manners { rerun: Rerun::NewId, ..Manners::default() }, &["a"]);
    answers(&course, &[(Question::BusyRefused, Answer::NotSeen)]);
    // By a tenant that takes it: the answer of the rerun before is given in its place.
    for (lag_ms, seen) in [(0, Answer::No), (5_000, Answer::NotSeen)] {
        let mut own = Administrator::of(Manners { lag_ms, ..Manners::default() });
        let mut taken = None;
        own.meddle = Box::new(move |request, outcome| match (request.method, &outcome) {
            (Method::Post, Ok(reply)) if reply.status == 200 => {
                taken = Some(outcome.clone());
                outcome
            }
            (Method::Post, Ok(_)) => taken.clone().unwrap_or(outcome),
            _ => outcome,
        });
        let course = own.prove(plan(&["a"], 2));
        assert_eq!(proves(ended(&course)), Ok(()));
        answers(&course, &[(Question::BusyRefused, seen)]);
    }
    // A limiter's word is none about the task.
    let mut own = Administrator::of(Manners::default());
    own.meddle = Box::new(|request, outcome| match (request.method, outcome) {
        (Method::Post, Ok(reply)) if reply.status >= 400 && reply.status != 409 => {
            Ok(ApiReply { status: 429, ..reply })
        }
        (_, outcome) => outcome,
    });
    answers(&own.prove(plan(&["a"], 2)), &[(Question::BusyRefused, Answer::NotSeen)]);
}

#[test]
fn ignored_keys_are_not_proven() {
    let (course, proven) = proven(Manners { keys: Keys::Ignored, ..Manners::default() }, &["a"]);
    assert_eq!(proven, Err(WhyUnproven::Answered(Question::KeyCounts, Answer::No)));
    answers(&course, &[(Question::HeadersSaved, Answer::No), (Question::SameId, Answer::Yes)]);
}

#[test]
fn keys_per_client_are_proven_for_one_client_only() {
    let manners = Manners { keys: Keys::PerClient, ..Manners::default() };
    let (course, one) = proven(manners, &["a"]);
    assert_eq!(one, Ok(()));
    answers(&course, &[(Question::ClientsShare, Answer::NotSeen)]);
    let (_, two) = proven(manners, &["a", "b"]);
    assert_eq!(two, Err(WhyUnproven::Answered(Question::ClientsShare, Answer::No)));
}

#[test]
fn what_a_rerun_does_to_its_task_is_recorded() {
    let (course, new) = proven(Manners { rerun: Rerun::NewId, ..Manners::default() }, &["a"]);
    assert_eq!(new, Ok(()));
    answers(&course, &[(Question::SameId, Answer::No)]);
    let manners = Manners { rerun: Rerun::KeepsTimes, ..Manners::default() };
    let (course, kept) = proven(manners, &["a"]);
    assert_eq!(kept, Ok(()));
    answers(&course, &[(Question::SameId, Answer::Yes), (Question::TimesChange, Answer::No)]);
    assert_eq!(ended(&course).worst_queue_ms, None);
}

#[test]
fn lag_and_queue_are_measured() {
    for rerun in [Rerun::SameId, Rerun::NewId, Rerun::KeepsTimes] {
        for lag_ms in [2_000, 5_000, 30_000] {
            let (course, _) = proven(Manners { lag_ms, rerun, ..Manners::default() }, &["a"]);
            let seen = ended(&course).worst_lag_ms;
            assert!((lag_ms..lag_ms + 2_200).contains(&seen), "{rerun:?} {lag_ms}: {seen}");
        }
    }
    for queue_ms in [4_000, 120_000] {
        let (course, _) = proven(Manners { queue_ms, ..Manners::default() }, &["a"]);
        let (lag, queue) = (ended(&course).worst_lag_ms, ended(&course).worst_queue_ms.unwrap());
        assert!((queue_ms..queue_ms + 1_300).contains(&lag), "{queue_ms}: {lag}");
        // The answer's date has whole seconds.
        assert!((queue_ms..queue_ms + 1_000).contains(&queue), "{queue_ms}: {queue}");
    }
}

#[test]
fn the_worst_round_counts() {
    let mut own = Administrator::of(Manners::default());
    let (mut sent, mut stale, mut before) = (0, 0, None);
    // After the second rerun, seven readings show the canary as it was.
    own.meddle = Box::new(move |request, outcome| {
        if request.method == Method::Post {
            sent += 1;
            stale = if sent == 2 { 7 } else { 0 };
            return outcome;
        }
        if stale > 0 {
            stale -= 1;
            return before.clone().unwrap_or(outcome);
        }
        before = Some(outcome.clone());
        outcome
    });
    let course = own.prove(plan(&["a"], 4));
    let worst = ended(&course).worst_lag_ms;
    assert!((7_000..8_000).contains(&worst), "{worst}");
}

#[test]
fn the_watch_outlasts_a_queue_that_was_seen() {
    // With a watch of five seconds the counter would still stand: the repeated key runs later.
    let manners = Manners { keys: Keys::Ignored, queue_ms: 120_000, ..Manners::default() };
    let mut short = plan(&["a"], 2);
    short.quiet_ms = 5_000;
    let course = Administrator::of(manners).prove(short);
    answers(&course, &[(Question::KeyCounts, Answer::No)]);
}

#[test]
fn every_combination_is_told_rightly() {
    let mut cells = 0;
    for (_, keys) in Keys::ALL {
        for (_, rerun) in Rerun::ALL {
            for (lag_ms, queue_ms) in [(0, 0), (5_000, 0), (0, 4_000), (5_000, 4_000)] {
                for clients in [&["a"][..], &["a", "b"]] {
                    let manners = Manners { keys, rerun, lag_ms, queue_ms };
                    let (course, proven) = proven(manners, clients);
                    let right = match keys {
                        Keys::Honoured => true,
                        Keys::Ignored => false,
                        Keys::PerClient => clients.len() == 1,
                    };
                    let text = course.transcript().text();
                    assert_eq!(proven.is_ok(), right, "{manners:?} {clients:?}\n{text}");
                    let same = Answer::of(rerun != Rerun::NewId);
                    assert_eq!(course.answers().to(Question::SameId), same, "{manners:?}");
                    let change = Answer::of(rerun != Rerun::KeepsTimes);
                    assert_eq!(course.answers().to(Question::TimesChange), change, "{manners:?}");
                    let lag = course.record().unwrap().worst_lag_ms;
                    // A new task shows at once that it waits.
                    let hidden = if rerun == Rerun::NewId { 0 } else { queue_ms };
                    let least = lag_ms + hidden;
                    assert!((least..least + 2_200).contains(&lag), "{manners:?}: {lag}");
                    cells += 1;
                }
            }
        }
    }
    assert_eq!(cells, 72);
}
