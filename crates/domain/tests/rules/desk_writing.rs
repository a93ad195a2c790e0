//! While an entry is being written: what is heard meanwhile counts before what is to be sent.

#![allow(clippy::unwrap_used, reason = "a broken script fails the test")]

use crate::stage::{Play, failed, reply, task_json};
use reprise_domain::api::Silence;
use reprise_domain::desk::reading::Reading;
use reprise_domain::desk::{Effect, Event, update};
use reprise_domain::explain::rerun::rerun_notice;
use reprise_domain::journal::Append;
use reprise_domain::rerun::stage::Stage;
use wasm_bindgen_test::wasm_bindgen_test;

/// What is to be written next after an event, none of which is written by itself.
pub(crate) fn to_write(play: &mut Play, event: Event) -> Append {
    let effects = update(&mut play.model, event, play.now);
    let append = effects.into_iter().find_map(|effect| match effect {
        Effect::Record(append) => Some(append),
        _ => None,
    });
    append.unwrap()
}

pub(crate) fn written(play: &mut Play, append: &Append) -> Event {
    Event::Recorded(append.key.clone(), play.keeper.append(append))
}

/// Asked again; while what was read for that and the attempt are being written, a further reading
/// shows that the task runs. Gives that reading as it comes to be written, the last of the three.
fn read_behind_an_attempt() -> (Play, Append) {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::TimedOut);
    play.ask_again(&key);
    let (ticket, _) = play.open.remove(0);
    let mut next = to_write(&mut play, Event::Answered(ticket, Ok(reply(200, &[], &failed()))));
    play.check(&key);
    play.reply(200, &task_json("Processing", 1));
    // No page shows the task: only the reading for the rerun itself tells that it runs.
    play.model.task = Reading::default();
    for _ in ["what was read", "the attempt"] {
        let event = written(&mut play, &next);
        next = to_write(&mut play, event);
    }
    (play, next)
}

#[wasm_bindgen_test(unsupported = test)]
fn while_its_attempt_is_being_written_a_decision_is_not_called_left_behind() {
    let mut play = Play::new();
    play.confirm(&failed());
    let (ticket, _) = play.open.remove(0);
    let decided = to_write(&mut play, Event::Answered(ticket, Ok(reply(200, &[], &failed()))));
    let event = written(&mut play, &decided);
    to_write(&mut play, event);
    assert_eq!(*play.stage(), Stage::Prepared);
    assert!(rerun_notice(play.rerun()).headline.starts_with("Writing the rerun"));
    // The page ends before its attempt is on the disk.
    play.crash();
    assert!(rerun_notice(play.rerun()).headline.contains("written down, not sent"));
}

#[wasm_bindgen_test(unsupported = test)]
fn the_lock_is_what_another_page_reads_from_the_journal() {
    let (mut play, last) = read_behind_an_attempt();
    written(&mut play, &last);
    play.crash();
    assert_eq!(*play.stage(), Stage::Ran);
    assert!(play.keeper.locks().is_empty(), "nobody would ever free it");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_waits_to_be_written_is_heeded_before_anything_is_sent() {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::TimedOut);
    play.check(&key);
    let (ticket, _) = play.open.remove(0);
    let found = Event::Answered(ticket, Ok(reply(200, &[], &task_json("Success", 1))));
    let slow = to_write(&mut play, found);
    // The disk is slow, and a copy that lags behind shows the task as decided on.
    play.resent(&key);
    let event = written(&mut play, &slow);
    play.tell(event);
    assert_eq!(play.posts.len(), 1, "asked again for what is known to have run");
    assert_eq!(*play.stage(), Stage::Ran);
    assert!(play.keeper.locks().is_empty());
}

#[wasm_bindgen_test(unsupported = test)]
fn what_waits_behind_an_attempt_is_heeded_before_that_leaves() {
    let (mut play, last) = read_behind_an_attempt();
    let event = written(&mut play, &last);
    play.tell(event);
    assert_eq!(play.posts.len(), 1, "sent although the task was seen to run");
    assert_eq!(*play.stage(), Stage::Ran);
}
