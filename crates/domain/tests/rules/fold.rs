//! What readings add to a rerun, at the very edge of each condition; and the words of a stage.

use crate::policy::{after, answered, down, read, rerun, seen, told};
use crate::stage::tale::word;
use crate::stage::{START, failed, task, task_json};
use reprise_domain::api::fault::ApiFault;
use reprise_domain::id::TaskId;
use reprise_domain::journal::entry::{Closing, Seen, Stamp, What};
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::keys::{Memory, QUIET_UNMEASURED_MS, Remembered};
use reprise_domain::rerun::stage::{Stage, WhyNotSent};
use reprise_domain::rerun::verdict::{Doubt, Verdict};
use reprise_domain::task::TaskStatus;
use wasm_bindgen_test::wasm_bindgen_test;

/// How far a copy that is read may lag behind, in milliseconds.
const LAG_MS: i64 = 120_000;

/// The task as it failed, in another status: a rerun that waits, and bears no times of its own yet.
fn waiting() -> String {
    failed().replace("\"Error\"", "\"Queued\"")
}

/// By the wall's clock so late, by the server's so much.
fn clocks(wall: i64, server: i64) -> Stamp {
    Stamp { wall: after(wall).wall, server: after(server).server }
}

/// Sent, accepted after a second as that task.
fn accepted_as(task: u64) -> Rerun {
    let mut rerun = rerun();
    answered(&mut rerun, 1, after(1000), Verdict::Accepted(TaskId::new(task)));
    rerun
}

#[wasm_bindgen_test(unsupported = test)]
fn a_reading_without_times_counts_when_no_copy_can_lag_so_far_by_either_clock() {
    let queued = task_json("Queued", 0);
    let changed = |at: Stamp| {
        let mut rerun = rerun();
        answered(&mut rerun, 1, after(1000), down());
        read(&mut rerun, at, &queued);
        rerun.lamps.has_changed
    };
    assert!(!changed(after(LAG_MS - 1)));
    assert!(changed(after(LAG_MS)));
    assert!(!changed(clocks(LAG_MS, LAG_MS - 1)), "the server's clock tells");
    assert!(!changed(clocks(LAG_MS - 1, LAG_MS)));
    assert!(changed(Stamp::wall(START.plus(LAG_MS))));
    let mut accepted = accepted_as(2770);
    read(&mut accepted, after(2000), &queued);
    assert!(accepted.lamps.has_changed, "what was accepted needs no time");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_looks_as_before_has_ended_alike_once_no_rerun_can_hide_by_either_clock() {
    let ended = |at: Stamp| {
        let mut rerun = accepted_as(2770);
        read(&mut rerun, after(2000), &waiting());
        read(&mut rerun, at, &failed());
        (rerun.lamps.ended_alike, rerun.stage == Stage::Finished(TaskStatus::Error))
    };
    let hides = 2000 + QUIET_UNMEASURED_MS;
    assert_eq!(ended(after(hides - 1)), (false, false));
    assert_eq!(ended(after(hides)), (true, true));
    assert_eq!(ended(clocks(hides, hides - 1)), (false, false), "the server's clock tells");
    assert_eq!(ended(clocks(hides - 1, hides)), (false, false));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_rerun_that_bore_times_of_its_own_has_not_ended_as_the_failed_run_did() {
    let mut rerun = accepted_as(2770);
    read(&mut rerun, after(60_000), &task_json("Processing", 1));
    read(&mut rerun, after(61_000), &waiting());
    assert!(rerun.lamps.has_new_times, "once seen, always known");
    read(&mut rerun, after(61_000 + QUIET_UNMEASURED_MS), &failed());
    assert_eq!((rerun.stage, rerun.lamps.finished), (Stage::Accepted, None));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_reading_that_shows_the_end_of_one_that_looked_as_before_is_noted() {
    let mut rerun = accepted_as(2770);
    read(&mut rerun, after(2000), &waiting());
    read(&mut rerun, after(3000), &failed());
    let late = 2000 + QUIET_UNMEASURED_MS;
    assert!(!rerun.is_worth_noting(&seen(&failed()), after(late - 1)));
    assert!(rerun.is_worth_noting(&seen(&failed()), after(late)));
    read(&mut rerun, after(4000), &waiting());
    assert!(!rerun.is_worth_noting(&seen(&waiting()), after(late)), "it is no news");
}

#[wasm_bindgen_test(unsupported = test)]
fn of_what_was_accepted_long_ago_readings_without_a_change_are_noted() {
    let late = after(1000 + QUIET_UNMEASURED_MS);
    let rerun = accepted_as(2770);
    assert!(!rerun.is_worth_noting(&seen(&failed()), after(1000 + QUIET_UNMEASURED_MS - 1)));
    assert!(rerun.is_worth_noting(&seen(&failed()), late));
    let mut changed = accepted_as(2770);
    read(&mut changed, after(2000), &task_json("Processing", 1));
    assert!(!changed.is_worth_noting(&seen(&task_json("Processing", 1)), late));
}

#[wasm_bindgen_test(unsupported = test)]
fn only_the_instance_that_was_accepted_is_news_by_its_number_alone() {
    let under = |task: u64| Seen { task: TaskId::new(task), ..seen(&failed()) };
    let rerun = accepted_as(2999);
    assert!(rerun.is_news(&under(2999)));
    assert!(!rerun.is_news(&under(2998)), "nobody's");
    assert!(!rerun.is_news(&under(2770)), "the failed run");
    assert!(!accepted_as(2770).is_news(&under(2770)));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_change_outweighs_that_it_was_let_be() {
    let mut rerun = rerun();
    answered(&mut rerun, 1, after(1000), Verdict::Limited { wait_ms: 10 });
    told(&mut rerun, after(2000), What::Closed(Closing::NotSent(WhyNotSent::LetBe)));
    assert_eq!(rerun.stage, Stage::NotSent(WhyNotSent::LetBe));
    read(&mut rerun, after(3000), &task_json("Processing", 1));
    assert_eq!(rerun.stage, Stage::Ran, "a copy of it has run");
}

#[wasm_bindgen_test(unsupported = test)]
fn each_stage_has_its_word_and_says_whether_it_is_settled() {
    let refused = ApiFault::NotFound(Vec::new());
    let stages = [
        (Stage::Checking, "checking", false),
        (Stage::Prepared, "prepared", false),
        (Stage::Sending { doubted: None }, "sending", false),
        (Stage::Accepted, "accepted", true),
        (Stage::HeldBack { until: START }, "held-back", false),
        (Stage::TurnedAway(WhyNotSent::LetBe), "turned-away", false),
        (Stage::Unsettled(Doubt::NoAnswer), "unsettled", false),
        (Stage::Refused(refused), "refused", true),
        (Stage::NotSent(WhyNotSent::Changed), "not-sent", true),
        (Stage::Ran, "ran", true),
        (Stage::NotRun, "not-run", true),
        (Stage::Finished(TaskStatus::Success), "finished", true),
    ];
    for (stage, word, is_settled) in stages {
        assert_eq!((stage.word(), stage.is_settled()), (word, is_settled));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_run_that_looks_as_before_is_the_old_one_until_no_rerun_can_hide() {
    let replaced = |late: i64, has_new_times: bool| {
        let mut rerun = rerun();
        answered(&mut rerun, 1, after(1000), down());
        read(&mut rerun, after(late), &failed());
        told(&mut rerun, after(late + 1), What::Closed(Closing::Ran(word("seen"))));
        rerun.lamps.has_new_times = has_new_times;
        assert_eq!(rerun.stage, Stage::Ran);
        rerun.has_replaced(&task(&failed()))
    };
    assert!(replaced(QUIET_UNMEASURED_MS - 1, false));
    assert!(!replaced(QUIET_UNMEASURED_MS, false), "it ended just as the failed one");
    assert!(replaced(QUIET_UNMEASURED_MS, true), "it bore other times");
    let mut unread = rerun();
    answered(&mut unread, 1, after(1000), down());
    read(&mut unread, after(QUIET_UNMEASURED_MS), &task_json("Success", 0));
    told(&mut unread, after(QUIET_UNMEASURED_MS + 1), What::Closed(Closing::Ran(word("seen"))));
    assert!(unread.has_replaced(&task(&failed())), "it did not look so when that was found");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_key_is_guarded_where_the_gateway_remembers_back_beyond_its_first_attempt() {
    let mut rerun = rerun();
    assert!(!rerun.is_guarded());
    let sent = after(0).server.unwrap_or(START);
    for (of, before, guards) in [
        (Remembered::Keys, 60_000, true),
        (Remembered::Keys, 59_999, false),
        (Remembered::Tracks, 60_000, false),
    ] {
        rerun.keys.memory = Some(Memory { of, since: sent.plus(-before) });
        assert_eq!(rerun.is_guarded(), guards, "{of:?} {before}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn for_an_hour_after_a_refusal_a_change_may_be_a_copys_doing() {
    let mut refused = rerun();
    answered(&mut refused, 1, after(1000), Verdict::Refused(ApiFault::Forbidden(Vec::new())));
    let ran = seen(&task_json("Success", 1));
    assert!(refused.is_worth_noting(&ran, after(3_599_999)));
    assert!(!refused.is_worth_noting(&ran, after(3_600_000)));
    assert_eq!(QUIET_UNMEASURED_MS, 2_700_000, "45 minutes");
}
