//! What a reading proves: that it is one of now, that the task ran, that it ran and looks as before.

use crate::stage::{Play, START, failed, task, task_json, tenancy};
use reprise_domain::api::Silence;
use reprise_domain::desk::Event;
use reprise_domain::desk::reading::Trouble;
use reprise_domain::journal::entry::Stamp;
use reprise_domain::rerun::keys::QUIET_UNMEASURED_MS;
use reprise_domain::rerun::policy::Order;
use reprise_domain::rerun::stage::{Stage, WhyNotSent};
use reprise_domain::task::TaskStatus;
use wasm_bindgen_test::wasm_bindgen_test;

/// `Date` so many seconds after the start, within its minute and hour.
fn date(seconds: i64) -> String {
    let (minute, second) = (6 + (40 + seconds) / 60, (40 + seconds) % 60);
    format!("Wed, 18 Nov 2026 11:{minute:02}:{second:02} GMT")
}

fn looked(play: &mut Play, seconds: i64) {
    play.tell(Event::TaskAsked(tenancy(), task(&failed()).id));
    play.reply_with(200, &[("date", &date(seconds))], &failed());
}

#[wasm_bindgen_test(unsupported = test)]
fn an_answer_that_is_older_than_the_question_allows_nothing() {
    let mut play = Play::new();
    play.tell(Event::TaskAsked(tenancy(), task(&failed()).id));
    play.reply_with(200, &[("date", &date(0))], &failed());
    looked(&mut play, 0);
    play.wait(60_000);
    play.confirm(&failed());
    // The very answer of a minute ago, out of a store in between.
    play.reply_with(200, &[("date", &date(0))], &failed());
    assert!(play.posts.is_empty());
    let Stage::NotSent(WhyNotSent::Unread(trouble)) = play.stage() else {
        unreachable!("{:?}", play.stage());
    };
    assert_eq!(**trouble, Trouble::Silence(Silence::Stale));
    play.confirm(&failed());
    play.reply_with(200, &[("date", &date(60))], &failed());
    assert_eq!(play.posts.len(), 1, "a fresh one does");
}

#[wasm_bindgen_test(unsupported = test)]
fn an_answer_without_its_date_is_no_fresh_one_where_others_have_one() {
    let mut play = Play::new();
    play.confirm(&failed());
    play.reply_with(200, &[("date", &date(0))], &failed());
    play.silence(Silence::NoAnswer);
    let key = play.rerun().intent.key.clone();
    play.ask_again(&key);
    play.reply(200, &failed());
    assert_eq!(play.posts.len(), 1);
    assert_eq!(play.rerun().trouble, Some(Trouble::Silence(Silence::Stale)));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_clock_that_was_set_forward_is_found_out_by_answers_that_go_on() {
    let mut play = Play::new();
    play.confirm(&failed());
    play.reply_with(200, &[("date", &date(0))], &failed());
    play.silence(Silence::NoAnswer);
    let key = play.rerun().intent.key.clone();
    play.wait(3_600_000);
    for (seconds, posts) in [(1, 1), (2, 1), (31, 2)] {
        play.ask_again(&key);
        play.reply_with(200, &[("date", &date(seconds))], &failed());
        assert_eq!(play.posts.len(), posts, "{seconds}");
        play.wait(if seconds == 1 { 1000 } else { 29_000 });
    }
}

/// In doubt, and then read so.
fn read(status: &str, start: &str, end: &str) -> Play {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    play.check(&key);
    let body = failed()
        .replace(r#""status":"Error""#, &format!(r#""status":"{status}""#))
        .replace("2026-11-01T10:00:00.000Z", start)
        .replace("2026-11-01T10:00:09.500Z", end);
    play.reply(200, &body);
    play
}

#[wasm_bindgen_test(unsupported = test)]
fn times_in_another_form_are_no_news() {
    let play = read("Error", "2026-11-01T02:00:00.000-08:00", "2026-11-01T11:00:09.500+01:00");
    assert!(play.rerun().is_unsettled(), "{:?}", play.stage());
    assert!(!play.rerun().lamps.has_changed);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_status_that_was_set_by_hand_proves_no_run() {
    for status in ["Success", "Stopped"] {
        let play = read(status, "2026-11-01T10:00:00.000Z", "2026-11-01T10:00:09.500Z");
        assert!(play.rerun().is_unsettled(), "{status}: {:?}", play.stage());
        // It is not asked again for a task that has changed; an operator may say what happened.
        assert_eq!(play.rerun().may(Order::Ran, Stamp::wall(play.now)), Ok(()));
    }
    for status in ["Queued", "Processing", "Pending"] {
        let play = read(status, "2026-11-01T10:00:00.000Z", "2026-11-01T10:00:09.500Z");
        assert_eq!(*play.stage(), Stage::Ran, "{status}");
    }
    let play = read("Success", "2026-11-01T10:05:00.000Z", "2026-11-01T10:05:09.500Z");
    assert_eq!(*play.stage(), Stage::Ran);
}

/// Accepted, seen while it waits at the times of the failed run, and then just as it had failed.
fn kept_times(pause_ms: i64) -> Play {
    let mut play = Play::new();
    let key = play.sent();
    let queued = failed().replace("Error", "Queued");
    play.reply(200, &queued);
    play.wait(pause_ms);
    play.check(&key);
    play.reply(200, &failed());
    play
}

#[wasm_bindgen_test(unsupported = test)]
fn a_rerun_that_keeps_the_times_and_fails_again_can_be_decided_anew() {
    let play = kept_times(1000);
    assert_eq!(*play.stage(), Stage::Accepted, "a copy that lags behind would show it so, too");
    assert!(play.model.why_not_rerun(&tenancy(), &task(&failed())).is_some());
    let mut play = kept_times(QUIET_UNMEASURED_MS);
    assert_eq!(*play.stage(), Stage::Finished(TaskStatus::Error));
    assert_eq!(play.model.why_not_rerun(&tenancy(), &task(&failed())), None);
    let draft = play.draft(&failed());
    assert_eq!(draft.generation, 1);
    play.confirm_draft(&draft);
    play.reply(200, &failed());
    assert_eq!(play.posts.len(), 2);
}

#[wasm_bindgen_test(unsupported = test)]
fn one_that_failed_again_unseen_is_freed_by_a_finding() {
    let mut play = Play::new();
    let key = play.sent();
    play.reply(200, r#"{"id":2770}"#);
    assert_eq!(*play.stage(), Stage::Accepted);
    play.wait(QUIET_UNMEASURED_MS + 1);
    play.check(&key);
    play.reply(200, &failed());
    play.tell(Event::FoundRan { key, note: "the ledger has it twice".into() });
    assert!(!play.rerun().is_open());
    assert_eq!(play.model.why_not_rerun(&tenancy(), &task(&failed())), None);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_has_run_with_new_times_is_never_offered_by_an_old_reading() {
    let mut play = Play::new();
    play.sent();
    play.reply(200, &task_json("Success", 1));
    assert_eq!(*play.stage(), Stage::Finished(TaskStatus::Success));
    play.wait(10 * 3_600_000);
    assert!(play.model.why_not_rerun(&tenancy(), &task(&failed())).is_some());
    assert!(play.now > START);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_clock_that_was_a_year_ahead_once_is_no_dead_end() {
    let mut play = Play::new();
    let year = 365 * 86_400_000;
    play.wait(year);
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    play.wait(-year);
    play.check(&key);
    play.reply(200, &failed());
    assert!(play.rerun().may(Order::NotRun, Stamp::wall(play.now)).is_err());
    play.wait(21 * 3_600_000);
    play.tell(Event::FoundNotRun { key, note: "not in the ledger".into() });
    play.reply(200, &failed());
    assert_eq!(*play.stage(), Stage::NotRun);
}
