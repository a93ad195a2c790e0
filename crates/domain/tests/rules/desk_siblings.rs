//! Where a rerun makes a new task, the old one looks failed for ever: the tasks of the run tell.

use crate::stage::{NO, Play, TASK, failed, reply, task_json};
use reprise_domain::api::{ApiReply, Silence};
use reprise_domain::desk::Event;
use reprise_domain::desk::guard::{Guard, Guards};
use reprise_domain::explain::rerun::rerun_notice;
use reprise_domain::id::TaskId;
use reprise_domain::journal::entry::{Closing, Newer, Stamp};
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::rerun::keys::QUIET_UNMEASURED_MS;
use reprise_domain::rerun::policy::{Inert, Order};
use reprise_domain::rerun::stage::{Stage, WhyNotSent};
use reprise_domain::task::TaskStatus;
use wasm_bindgen_test::wasm_bindgen_test;

const NEW: u64 = 9412;

/// A task of the same setup task, in a state of its own.
fn sibling(status: &str, minute: u32, more: &str) -> String {
    let own = task_json(status, minute).replace(&TASK.to_string(), &NEW.to_string());
    own.replace(r#""instance":true"#, &format!(r#""instance":true{more}"#))
}

fn list(tasks: &[String]) -> ApiReply {
    reply(200, &[], &format!(r#"{{"data":[{}]}}"#, tasks.join(",")))
}

/// In doubt, and quiet for long enough, where nothing is proved of keys.
fn quiet() -> (Play, IdempotencyKey) {
    let mut play = Play::new();
    let environment = crate::stage::tenancy().environment;
    play.tell(Event::Guarded(Guards::of(vec![(environment, Guard::Free)])));
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    play.wait(QUIET_UNMEASURED_MS);
    play.check(&key);
    play.reply(200, &failed());
    play.wait(60_000);
    (play, key)
}

fn find_not_run(play: &mut Play, key: &IdempotencyKey) {
    play.tell(Event::FoundNotRun { key: key.clone(), note: "looked".into() });
}

fn once_more(play: &mut Play, key: &IdempotencyKey) {
    let track = play.track();
    play.tell(Event::SentOnceMore { key: key.clone(), note: "looked".into(), track });
}

fn may(play: &Play, order: Order) -> Result<(), Inert> {
    play.rerun().may(order, Stamp::wall(play.now))
}

fn told(play: &Play) -> String {
    let notice = rerun_notice(play.rerun());
    format!("{} {}", notice.headline, notice.detail)
}

#[wasm_bindgen_test(unsupported = test)]
fn what_ran_under_a_new_number_is_never_said_not_to_have_run() {
    for order in [find_not_run, once_more] {
        let (mut play, key) = quiet();
        play.siblings = Some(Ok(list(&[failed(), sibling("Processing", 3, "")])));
        order(&mut play, &key);
        assert_eq!((play.stage(), play.posts.len()), (&Stage::Ran, 1));
        assert!(told(&play).starts_with("Task 2770 has started since, as task 9412."));
        assert_eq!(play.rerun().followed_task(), TaskId::new(NEW));
        play.wake();
        play.reply(200, &sibling("Success", 3, ""));
        assert!(
            told(&play)
                .starts_with("Task 2770 has run since, as task 9412: it ended with Success.")
        );
        assert_eq!(play.rerun().lamps.finished.as_ref().unwrap().1, TaskStatus::Success);
        play.crash();
        assert_eq!(play.rerun().followed_task(), TaskId::new(NEW), "the journal tells it");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_run_without_a_newer_one_lets_both_be_done() {
    let (mut play, key) = quiet();
    // An earlier row of the same step is no rerun of this one.
    play.siblings = Some(Ok(list(&[sibling("Error", 0, ""), failed()])));
    find_not_run(&mut play, &key);
    play.reply(200, &failed());
    let Some(Closing::NotRun(word)) = &play.rerun().closing else {
        unreachable!("{:?}", play.stage());
    };
    assert_eq!(word.newer, Some(Newer::RuledOut));
    let (mut play, key) = quiet();
    once_more(&mut play, &key);
    play.reply(200, &failed());
    assert_eq!(play.posts.len(), 2);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_cannot_be_ruled_out_is_said_first_and_then_the_operators_word_counts() {
    let another = sibling("Success", 3, r#","data":{"row":2}"#);
    let next = r#"{"data":[],"pagination":{"next_page":"https://rest.test/x"}}"#;
    for (tasks, why) in [
        (list(&[failed(), another]), "task 9412 of the same step has started since"),
        (list(&[]), "cannot all be read"),
        (reply(200, &[], next), "cannot all be read"),
        (list(&[failed(), "7".into()]), "cannot all be read"),
        (reply(403, &[("zuora-request-id", "r")], NO), "cannot be read"),
    ] {
        let (mut play, key) = quiet();
        play.siblings = Some(Ok(tasks));
        once_more(&mut play, &key);
        if !play.open.is_empty() {
            play.reply(200, &failed());
        }
        assert_eq!(play.posts.len(), 1, "{why}");
        assert_eq!(may(&play, Order::SendOnceMore), Err(Inert::MayHaveSibling), "{why}");
        assert!(told(&play).contains(why), "{why}: {}", told(&play));

        let (mut play, key) = quiet();
        play.siblings = Some(Ok(list(&[])));
        find_not_run(&mut play, &key);
        assert!(play.rerun().is_unsettled(), "it is said before it is written down");
        find_not_run(&mut play, &key);
        play.reply(200, &failed());
        assert_eq!(*play.stage(), Stage::NotRun);
        assert!(told(&play).contains("was not ruled out"));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_run_that_could_not_be_read_allows_nothing_for_now() {
    let (mut play, key) = quiet();
    play.siblings = Some(Err(Silence::NoAnswer));
    once_more(&mut play, &key);
    find_not_run(&mut play, &key);
    assert!(play.open.is_empty() && play.rerun().is_unsettled() && play.posts.len() == 1);
    assert!(play.rerun().trouble.is_some());
    // The third time it counts as an answer, lest there be no way on; and the word after it counts.
    find_not_run(&mut play, &key);
    assert!(told(&play).contains("cannot be read"));
    find_not_run(&mut play, &key);
    play.reply(200, &failed());
    assert_eq!(*play.stage(), Stage::NotRun);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_first_send_looks_first() {
    let mut play = Play::new();
    play.siblings = Some(Ok(list(&[failed(), sibling("Success", 3, "")])));
    play.confirm(&failed());
    assert_eq!(*play.stage(), Stage::NotSent(WhyNotSent::Changed));
    assert!(told(&play).contains("has run since, as task 9412"));
    assert!(play.posts.is_empty() && play.open.is_empty());

    let mut play = Play::new();
    play.siblings = Some(Err(Silence::NoAnswer));
    play.confirm(&failed());
    assert!(matches!(play.stage(), Stage::NotSent(WhyNotSent::Unread(_))));

    // Another row that started later is no reason against it.
    let mut play = Play::new();
    play.siblings = Some(Ok(list(&[failed(), sibling("Success", 3, r#","data":{"row":2}"#)])));
    play.sent();
}

#[wasm_bindgen_test(unsupported = test)]
fn a_doubt_is_looked_into_once_by_itself_and_with_each_check() {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    let before = play.looks_around;
    for _ in 0..20 {
        play.wake();
        play.reply(200, &failed());
    }
    assert_eq!(play.looks_around, before + 1);
    play.siblings = Some(Ok(list(&[failed(), sibling("Error", 3, "")])));
    play.check(&key);
    assert_eq!(*play.stage(), Stage::Ran);
}
