//! What is said last of a rerun or a stop is how it ended; a journal that does not answer, or is
//! another one, is told as that.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken script fails the test")]

use crate::stage::{Play, failed, task_json, tenancy};
use reprise_domain::api::Silence;
use reprise_domain::desk::keeping::Journal;
use reprise_domain::desk::{Effect, Event};
use reprise_domain::explain::rerun::rerun_notice;
use reprise_domain::id::RunId;
use reprise_domain::journal::{AppendTrouble, JournalTrouble};
use reprise_domain::rerun::stage::{Stage, WhyNotSent};
use wasm_bindgen_test::wasm_bindgen_test;

/// What was announced last.
fn last(play: &Play) -> &str {
    &play.said.last().unwrap().0
}

#[wasm_bindgen_test(unsupported = test)]
fn what_was_taken_up_without_an_answer_is_announced_when_it_ends() {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    play.check(&key);
    play.reply(200, &task_json("Processing", 1));
    assert!(last(&play).contains("has started since"), "{}", last(&play));
    play.check(&key);
    play.reply(200, &task_json("Success", 1));
    assert!(last(&play).contains("it ended with Success"), "{}", last(&play));
}

#[wasm_bindgen_test(unsupported = test)]
fn an_end_that_another_tab_wrote_down_is_announced_here() {
    let mut here = Play::new();
    let key = here.sent();
    here.reply(200, &task_json("Queued", 0));
    let mut there = Play::new();
    there.keeper = here.keeper.clone();
    there.tell(Event::WrittenElsewhere);
    there.check(&key);
    there.reply(200, &task_json("Error", 1));
    here.keeper = there.keeper;
    here.tell(Event::WrittenElsewhere);
    assert!(last(&here).contains("ran again and ended with Error"), "{}", last(&here));
    let said = here.said.len();
    here.tell(Event::WrittenElsewhere);
    assert_eq!(here.said.len(), said, "an end is said once");
}

fn run(status: &str) -> String {
    format!(r#"{{"id":476,"status":"{status}"}}"#)
}

#[wasm_bindgen_test(unsupported = test)]
fn a_stop_is_announced_until_the_run_has_ended() {
    let mut play = Play::new();
    play.tell(Event::RunOpened(tenancy(), RunId::new(476)));
    play.reply(200, &run("Processing"));
    play.reply(200, r#"{"data":[]}"#);
    play.tell(Event::RunStopConfirmed(tenancy(), RunId::new(476)));
    play.reply(200, r#"{"success":true}"#);
    assert!(last(&play).contains("took the order"), "{}", last(&play));
    play.reply(200, &run("Stopping"));
    assert!(last(&play).contains("is stopping"), "{}", last(&play));
    while let Some((ticket, request)) = play.open.pop() {
        let body =
            if request.path.contains("tasks") { r#"{"data":[]}"#.into() } else { run("Stopping") };
        play.tell(Event::Answered(ticket, Ok(crate::stage::reply(200, &[], &body))));
    }
    let said = play.said.len();
    play.look();
    play.reply(200, &run("Stopped"));
    assert!(play.said.len() > said && last(&play).contains("stopped"), "{}", last(&play));
}

/// Confirms and answers the reading, with a journal that has not answered yet.
fn writing(play: &mut Play) {
    play.confirm(&failed());
    let (ticket, _) = play.open.remove(0);
    let answer = Ok(crate::stage::reply(200, &[], &failed()));
    // Not told to the keeper.
    let effects =
        reprise_domain::desk::update(&mut play.model, Event::Answered(ticket, answer), play.now);
    assert!(matches!(effects[..], [Effect::Record(_)]), "{effects:?}");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_journal_that_was_cleared_under_the_dialog_is_no_other_tab() {
    let mut play = Play::new();
    writing(&mut play);
    let key = play.rerun().intent.key.clone();
    play.tell(Event::Recorded(key, Err(AppendTrouble::Replaced)));
    let Stage::NotSent(WhyNotSent::Withheld(why)) = play.stage() else {
        panic!("{:?}", play.stage())
    };
    assert!(why.contains("may have been cleared"), "{why}");
    let notice = rerun_notice(play.rerun());
    assert!(!format!("{notice:?}").contains("nother tab"), "{notice:?}");
    assert!(notice.headline.contains("never sent"), "{notice:?}");
    assert_eq!(play.model.journal, Journal::Open, "it was read anew");
    play.sent();
}

#[wasm_bindgen_test(unsupported = test)]
fn a_journal_that_does_not_answer_is_told_and_what_it_wrote_late_is_not_sent() {
    let mut play = Play::new();
    writing(&mut play);
    let key = play.rerun().intent.key.clone();
    play.wait(10_001);
    play.tell(Event::JournalRead(Err(JournalTrouble::Unanswered)));
    assert_eq!(play.model.journal, Journal::Closed(JournalTrouble::Unanswered));
    play.tell(Event::Recorded(key, Ok(())));
    assert!(play.posts.is_empty(), "sent though it was written late");
    assert_eq!(*play.stage(), Stage::Prepared);
}

#[wasm_bindgen_test(unsupported = test)]
fn an_answer_that_cannot_be_written_down_is_no_sending_for_ever() {
    let mut play = Play::new();
    play.sent();
    let (ticket, _) = play.open.remove(0);
    let answer = Ok(crate::stage::reply(200, &[], &task_json("Queued", 0)));
    reprise_domain::desk::update(&mut play.model, Event::Answered(ticket, answer), play.now);
    assert!(matches!(play.stage(), Stage::Sending { .. }), "the answer is being written");
    play.tell(Event::JournalRead(Err(JournalTrouble::Unanswered)));
    assert_eq!(*play.stage(), Stage::Accepted);
    assert!(last(&play).contains("accepted"), "{}", last(&play));
}
