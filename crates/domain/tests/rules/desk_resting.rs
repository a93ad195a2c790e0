//! Whether more comes of a rerun by itself, and what stands against an order about it.

#![allow(clippy::unwrap_used, reason = "a broken script fails the test")]

use crate::desk_writing::{to_write, written};
use crate::stage::{Play, failed, reply, task_json};
use reprise_domain::api::Silence;
use reprise_domain::desk::keeping::Journal;
use reprise_domain::desk::{Effect, Event, update};
use reprise_domain::explain::choice::against;
use reprise_domain::journal::entry::What;
use reprise_domain::journal::{AppendTrouble, JournalTrouble};
use reprise_domain::rerun::policy::Order;
use reprise_domain::rerun::stage::{Stage, WhyNotSent};
use reprise_domain::rerun::verdict::Doubt;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test(unsupported = test)]
fn what_cannot_be_written_down_is_known_and_waited_for_no_more() {
    let mut play = Play::new();
    play.sent();
    assert!(play.model.is_busy(play.rerun()), "its answer is awaited");
    let (ticket, _) = play.open.remove(0);
    let answer = Event::Answered(ticket, Ok(reply(200, &[], &failed())));
    let effects = update(&mut play.model, answer, play.now);
    let record = effects.into_iter().find_map(|effect| match effect {
        Effect::Record(append) => Some(append),
        _ => None,
    });
    assert!(play.model.is_busy(play.rerun()), "its answer is being written");
    let full = Err(AppendTrouble::Journal(JournalTrouble::Full));
    update(&mut play.model, Event::Recorded(record.unwrap().key, full), play.now);
    assert_eq!(*play.stage(), Stage::Accepted);
    assert!(!play.model.is_busy(play.rerun()));
    assert!(!play.model.is_followed(play.rerun()), "following waits for the journal");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_rerun_in_doubt_is_followed_and_not_busy() {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::TimedOut);
    play.ask_again(&key);
    assert!(play.model.is_busy(play.rerun()), "the task is read before it is sent");
    // It cannot be read: nothing is sent.
    play.reply(503, "{}");
    assert!(play.rerun().is_unsettled());
    assert!(!play.model.is_busy(play.rerun()) && play.model.is_followed(play.rerun()));
    assert!(play.rerun().stage.may_have_run() && !play.rerun().stage.is_settled());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_journal_that_is_shut_stands_against_all_but_reading() {
    let mut play = Play::new();
    play.sent();
    play.silence(Silence::TimedOut);
    let said = |play: &Play, order| against(&play.model, play.rerun(), order);
    for order in [Order::Check, Order::Send, Order::LetBe, Order::NotRun, Order::Ran] {
        assert_eq!(said(&play, order), "");
    }
    play.model.journal = Journal::Closed(JournalTrouble::Full);
    assert_eq!(said(&play, Order::Check), "");
    for order in [Order::Send, Order::LetBe, Order::NotRun, Order::Ran] {
        assert!(said(&play, order).contains("no room left"), "{order:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_page_is_needed_while_something_is_decided_written_or_on_its_way() {
    let mut play = Play::new();
    let key = play.confirm(&failed());
    assert!(play.rerun().needs_this_page(), "it is not written down");
    play.reply(200, &failed());
    assert!(play.rerun().needs_this_page(), "its answer would be lost");
    play.silence(Silence::TimedOut);
    assert!(!play.rerun().needs_this_page());
    play.check(&key);
    let (ticket, _) = play.open.remove(0);
    let news = Event::Answered(ticket, Ok(reply(200, &[], &task_json("Success", 1))));
    let append = to_write(&mut play, news);
    assert!(play.rerun().needs_this_page(), "what was read would be lost");
    let event = written(&mut play, &append);
    play.tell(event);
    assert!(!play.rerun().needs_this_page());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_shut_journal_ends_no_waiting_for_an_answer_or_for_what_is_due() {
    let lost = || Event::JournalRead(Err(JournalTrouble::Unavailable("gone".into())));
    let mut play = Play::new();
    play.sent();
    play.tell(lost());
    assert!(play.model.is_busy(play.rerun()), "the answer will be heard all the same");
    let mut play = Play::eager();
    play.sent();
    play.silence(Silence::NoAnswer);
    assert!(play.rerun().press.as_ref().is_some_and(|press| press.due.is_some()));
    play.tell(lost());
    assert!(play.model.is_busy(play.rerun()), "until it wakes and finds the journal shut");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_fact_that_cannot_be_written_gives_no_decision_up_and_a_reading_that_failed_does() {
    let mut play = Play::new();
    play.sent();
    play.keeper.trouble = Some(JournalTrouble::Full);
    play.silence(Silence::TimedOut);
    assert_eq!(*play.stage(), Stage::Unsettled(Doubt::TimedOut));
    assert_eq!((play.rerun().given_up(), play.rerun().own_attempts()), (None, 1));
    let mut play = Play::new();
    play.confirm(&failed());
    play.reply(503, "");
    assert!(matches!(play.rerun().given_up(), Some(WhyNotSent::Unread(_))));
    assert_eq!(play.rerun().own_attempts(), 0);
}

#[wasm_bindgen_test(unsupported = test)]
fn attempts_of_a_page_that_is_gone_are_not_this_ones() {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::TimedOut);
    play.resent(&key);
    assert_eq!(play.rerun().own_attempts(), 2);
    play.crash();
    assert_eq!((play.rerun().attempts.len(), play.rerun().own_attempts()), (2, 0));
}

#[wasm_bindgen_test(unsupported = test)]
fn of_two_findings_only_the_first_is_written_down() {
    let mut play = Play::new();
    let key = play.sent();
    play.reply(422, crate::stage::NO);
    assert_eq!(*play.stage(), Stage::Unsettled(Doubt::KeyClash));
    let found = |note: &str| Event::FoundRan { key: key.clone(), note: note.into() };
    let append = to_write(&mut play, found("seen in the ledger"));
    play.tell(found("seen twice"));
    let event = written(&mut play, &append);
    play.tell(event);
    let story = &play.rerun().story;
    let closed = story.iter().filter(|entry| matches!(entry.what, What::Closed(_)));
    assert_eq!((closed.count(), play.stage()), (1, &Stage::Ran));
}
