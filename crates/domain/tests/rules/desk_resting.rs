//! Whether more comes of a rerun by itself, and what stands against an order about it.

#![allow(clippy::unwrap_used, reason = "a broken script fails the test")]

use crate::stage::{Play, failed, reply};
use reprise_domain::api::Silence;
use reprise_domain::desk::keeping::Journal;
use reprise_domain::desk::{Effect, Event, update};
use reprise_domain::explain::choice::against;
use reprise_domain::journal::{AppendTrouble, JournalTrouble};
use reprise_domain::rerun::policy::Order;
use reprise_domain::rerun::stage::Stage;
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
