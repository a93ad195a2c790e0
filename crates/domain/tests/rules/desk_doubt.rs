//! Lost and doubtful answers: what was sent is never called harmless without proof.

use crate::stage::{NO, Play, failed, header, task_json};
use reprise_domain::api::Silence;
use reprise_domain::header::TrackId;
use reprise_domain::rerun::Attempt;
use reprise_domain::rerun::stage::Stage;
use reprise_domain::rerun::verdict::Doubt;
use reprise_domain::task::TaskStatus;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test(unsupported = test)]
fn a_lost_answer_leaves_the_rerun_unsettled() {
    for (silence, doubt) in
        [(Silence::NoAnswer, Doubt::NoAnswer), (Silence::TimedOut, Doubt::TimedOut)]
    {
        let mut play = Play::new();
        play.sent();
        play.silence(silence);
        assert_eq!(*play.stage(), Stage::Unsettled(doubt));
        assert!(play.rerun().is_open());
        assert_eq!(play.model.open_reruns().count(), 1);
        assert!(play.said.last().is_some_and(|(_, urgent)| *urgent));
        assert_eq!(play.posts.len(), 1, "nothing is sent again by itself");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn evidence_settles_a_lost_answer_and_is_followed_to_the_end() {
    let mut play = Play::new();
    play.sent();
    play.silence(Silence::NoAnswer);
    play.wake();
    play.reply(200, &task_json("Processing", 1));
    assert_eq!(*play.stage(), Stage::Ran);
    assert_eq!(play.rerun().lamps.finished, None);
    play.wake();
    play.reply(200, &task_json("Success", 1));
    let ended = play.rerun().lamps.finished.clone();
    assert_eq!(ended, Some((play.now, TaskStatus::Success)));
    assert_eq!(*play.stage(), Stage::Ran, "whose run it was is not known");
    let wakes = play.wakes.len();
    assert!(play.open.is_empty());
    assert_eq!(play.wakes.len(), wakes, "what has ended is not followed");
}

#[wasm_bindgen_test(unsupported = test)]
fn an_unchanged_reading_proves_nothing() {
    let mut play = Play::new();
    play.sent();
    play.silence(Silence::TimedOut);
    for _ in 0..3 {
        play.wake();
        play.reply(200, &failed());
        assert_eq!(*play.stage(), Stage::Unsettled(Doubt::TimedOut));
    }
    play.wake();
    play.reply(404, NO);
    assert_eq!(*play.stage(), Stage::Unsettled(Doubt::TimedOut));
    assert!(play.rerun().trouble.is_some());
}

#[wasm_bindgen_test(unsupported = test)]
fn asking_again_sends_the_same_key_and_a_new_track_id() {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    play.resent(&key);
    let [first, second] = play.posts.as_slice() else { panic!("{:?}", play.posts) };
    assert_eq!(header(second, "Idempotency-Key"), Some(key.as_str()));
    assert_eq!(first.path, second.path);
    assert_ne!(header(first, "Zuora-Track-Id"), header(second, "Zuora-Track-Id"));
    assert_eq!(*play.stage(), Stage::Sending { doubted: Some(Doubt::NoAnswer) });

    let saved = header(&play.posts[0], "Zuora-Track-Id").unwrap().to_owned();
    play.reply_with(200, &[("zuora-track-id", &saved)], &task_json("Success", 1));
    assert_eq!(*play.stage(), Stage::Accepted, "a saved answer shows the past, no end");
    let replayed: Vec<_> = play.rerun().attempts.iter().map(Attempt::is_replay).collect();
    assert_eq!(replayed, [false, true]);
    play.wake();
    play.reply(200, &task_json("Success", 1));
    assert_eq!(*play.stage(), Stage::Finished(TaskStatus::Success));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_fresh_answer_to_asking_again_is_no_replay() {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    play.resent(&key);
    let own = TrackId::from_chance(2).to_string();
    play.reply_with(200, &[("zuora-track-id", &own)], &task_json("Queued", 0));
    assert!(!play.rerun().attempts[1].is_replay());
}

#[wasm_bindgen_test(unsupported = test)]
fn asking_again_reads_first_and_sends_nothing_when_the_task_has_run() {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    play.ask_again(&key);
    play.reply(200, &task_json("Success", 1));
    assert_eq!((play.stage(), play.posts.len()), (&Stage::Ran, 1));

    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    play.ask_again(&key);
    play.reply(503, "");
    assert_eq!((play.stage(), play.posts.len()), (&Stage::Unsettled(Doubt::NoAnswer), 1));
}

#[wasm_bindgen_test(unsupported = test)]
fn two_conflicts_and_then_an_acceptance_settle() {
    let mut play = Play::new();
    let key = play.sent();
    play.reply(409, r#"{"message":"in progress"}"#);
    assert_eq!(*play.stage(), Stage::Unsettled(Doubt::UnderWay));
    play.resent(&key);
    play.reply(409, r#"{"message":"in progress"}"#);
    assert_eq!(*play.stage(), Stage::Unsettled(Doubt::UnderWay));
    play.resent(&key);
    play.reply(200, &task_json("Queued", 0));
    assert_eq!(*play.stage(), Stage::Accepted);
    assert_eq!(play.rerun().attempts.len(), 3);
}

#[wasm_bindgen_test(unsupported = test)]
fn after_doubt_no_refusal_says_that_nothing_ran() {
    for status in [400, 401, 403, 404, 409, 429, 500, 503] {
        let mut play = Play::new();
        let key = play.sent();
        play.silence(Silence::TimedOut);
        play.resent(&key);
        play.reply(status, "{}");
        assert!(play.rerun().is_unsettled(), "{status}: {:?}", play.stage());
    }
    let mut play = Play::new();
    let key = play.sent();
    play.reply(503, "");
    play.resent(&key);
    play.silence(Silence::Withheld("offline".into()));
    assert!(matches!(play.stage(), Stage::Unsettled(Doubt::Unproven(_))));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_key_that_clashed_is_not_sent_again() {
    let mut play = Play::new();
    let key = play.sent();
    play.reply(422, NO);
    assert_eq!(*play.stage(), Stage::Unsettled(Doubt::KeyClash));
    play.ask_again(&key);
    assert!(play.open.is_empty() && play.posts.len() == 1);
    play.check(&key);
    assert_eq!(play.open.len(), 1, "reading stays possible");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_reading_of_an_earlier_run_is_no_evidence() {
    let mut play = Play::new();
    play.confirm(&task_json("Error", 5));
    play.reply(200, &task_json("Error", 5));
    play.silence(Silence::NoAnswer);
    for lagging in [task_json("Error", 4), task_json("Success", 4), task_json("Processing", 4)] {
        play.wake();
        play.reply(200, &lagging);
        assert_eq!(*play.stage(), Stage::Unsettled(Doubt::NoAnswer), "{lagging}");
        let latest = play.rerun().latest.as_ref().and_then(|task| task.status.clone());
        assert_eq!(latest, Some(TaskStatus::Error));
    }
    play.wake();
    play.reply(200, &task_json("Queued", 0));
    assert!(play.rerun().is_unsettled(), "so it may have stood before the failed run");
    play.wait(120_000);
    play.wake_now();
    play.reply(200, &task_json("Queued", 0));
    assert_eq!(*play.stage(), Stage::Ran, "a task that lost its times was taken up");
}
