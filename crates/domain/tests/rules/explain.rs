//! What the operator reads: never empty, never a secret, never "try again" where it may have run.

use std::sync::Arc;

use crate::stage::{Play, START, failed, task};
use reprise_domain::api::Silence;
use reprise_domain::api::fault::{ApiFault, Complaint, Left};
use reprise_domain::desk::reading::Trouble;
use reprise_domain::explain::fault::trouble_notice;
use reprise_domain::explain::rerun::rerun_notice;
use reprise_domain::explain::{Notice, Tone};
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::keys::{Keys, Memory, Remembered};
use reprise_domain::rerun::stage::{Stage, WhyNotSent};
use reprise_domain::rerun::verdict::Doubt;
use reprise_domain::task::TaskStatus;
use reprise_domain::time::UnixMillis;
use wasm_bindgen_test::wasm_bindgen_test;

const CANARIES: [&str; 4] = ["canary", "http", "Bearer", "@"];

fn complaints() -> Vec<Complaint> {
    vec![Complaint { code: Some("70".into()), message: "Rate limit exceeded.".into() }]
}

fn faults() -> Vec<ApiFault> {
    let mark = || String::from("UC");
    vec![
        ApiFault::Unauthorised(complaints()),
        ApiFault::Forbidden(complaints()),
        ApiFault::NotFound(Vec::new()),
        ApiFault::UnderWay(complaints()),
        ApiFault::Limited { wait_ms: Some(5), complaints: complaints() },
        ApiFault::Invalid { status: 400, complaints: complaints() },
        ApiFault::Down { status: 503, complaints: Vec::new() },
        ApiFault::Declined(complaints()),
        ApiFault::GatewayRefused { status: 401, mark: mark() },
        ApiFault::GatewayRefused { status: 403, mark: mark() },
        ApiFault::GatewayLost { status: 503, mark: mark() },
        ApiFault::NoGateway,
        ApiFault::WebPage { status: 200, title: Some("Sign in".into()) },
        ApiFault::Redirected { status: 302 },
        ApiFault::LeftBefore { what: Left::Key, at: None },
        ApiFault::Garbled { status: 200, what: "the answer is not a JSON object".into() },
    ]
}

fn troubles() -> Vec<Trouble> {
    let silences =
        [Silence::TimedOut, Silence::NoAnswer, Silence::Withheld("You are offline.".into())];
    let fault = |fault| Trouble::Fault { fault, request_id: Some("r-1".into()) };
    silences.into_iter().map(Trouble::Silence).chain(faults().into_iter().map(fault)).collect()
}

fn doubts() -> Vec<Doubt> {
    let plain =
        [Doubt::TimedOut, Doubt::NoAnswer, Doubt::Interrupted, Doubt::UnderWay, Doubt::KeyClash];
    plain.into_iter().chain(faults().into_iter().map(Doubt::Unproven)).collect()
}

fn stages_that_may_have_run() -> Vec<Stage> {
    let doubts = || doubts().into_iter();
    let statuses = ["Success", "Error", "Stopped", "Canceled"].map(TaskStatus::from_word);
    doubts()
        .map(Stage::Unsettled)
        .chain(doubts().map(|doubt| Stage::Sending { doubted: Some(doubt) }))
        .chain(statuses.into_iter().map(Stage::Finished))
        .chain([Stage::Sending { doubted: None }, Stage::Accepted, Stage::Ran])
        .collect()
}

fn stages_of_which_nothing_ran() -> Vec<Stage> {
    let unread = |trouble| Stage::NotSent(WhyNotSent::Unread(Box::new(trouble)));
    let not_sent = [
        WhyNotSent::Changed,
        WhyNotSent::Withheld("You are offline.".into()),
        WhyNotSent::Gateway(ApiFault::NoGateway),
        WhyNotSent::LetBe,
    ];
    faults()
        .into_iter()
        .map(Stage::Refused)
        .chain(troubles().into_iter().map(unread))
        .chain(not_sent.into_iter().map(Stage::NotSent))
        .chain([Stage::HeldBack { until: START }, Stage::Checking])
        .collect()
}

/// A rerun of a task full of canaries, in a stage of choice.
fn rerun(stage: Stage) -> Rerun {
    let secrets = r#","error":"canary","error_details":"canary","data":{"canary":"canary@example.com"},"parameters":{"url":"https://canary.example/?token=canary","headers":"Bearer canary"}}"#;
    let body = failed().replace('}', secrets).replace("Call the ledger", "canary");
    let mut play = Play::new();
    play.confirm(&body);
    play.reply(200, &body);
    play.reply(502, "");
    let mut rerun = play.rerun().clone();
    rerun.intent.reason = "canary".into();
    rerun.latest = Some(Arc::new(task(&body)));
    rerun.stage = stage;
    rerun
}

/// The same behind a gateway that passes a copy on no more.
fn guarded(mut rerun: Rerun) -> Rerun {
    let memory = Memory { of: Remembered::Tracks, since: UnixMillis(0) };
    rerun.keys.memory = Some(memory);
    for attempt in &mut rerun.attempts {
        attempt.sent.server = Some(attempt.sent.wall);
    }
    rerun
}

#[wasm_bindgen_test(unsupported = test)]
fn where_copies_are_not_stopped_a_refusal_is_no_proof_of_them() {
    let refused = rerun(Stage::Refused(ApiFault::Forbidden(Vec::new())));
    let notice = rerun_notice(&refused);
    assert!(!whole(&notice).contains("Nothing ran."), "{notice:?}");
    assert!(notice.detail.contains("sends a request twice"), "{notice:?}");
    assert!(whole(&rerun_notice(&guarded(refused))).contains("Nothing ran."));
}

fn whole(notice: &Notice) -> String {
    let said = [&notice.headline, &notice.detail, &notice.advice].map(String::as_str);
    let said = said.into_iter().filter(|part| !part.is_empty());
    said.collect::<Vec<_>>().join(" ")
}

fn assert_fit_to_show(notice: &Notice, case: &str) {
    let text = whole(notice);
    assert!(!notice.headline.trim().is_empty(), "{case}: no headline");
    for canary in CANARIES {
        assert!(!text.contains(canary), "{case}: {text}");
    }
    for broken in ["  ", "..", " .", "{", "}", "None", "Some("] {
        assert!(!text.trim().contains(broken), "{case}: {broken:?} in {text}");
    }
    for sentence in [&notice.headline, &notice.detail, &notice.advice] {
        let ends = sentence.is_empty() || sentence.ends_with(['.', '…']);
        assert!(ends, "{case}: {sentence}");
    }
}

fn says_try_again(notice: &Notice) -> bool {
    whole(notice).to_lowercase().contains("try again")
}

#[wasm_bindgen_test(unsupported = test)]
fn nobody_is_told_to_try_again_what_may_have_run() {
    for stage in stages_that_may_have_run() {
        for trouble in [None, Some(Trouble::Silence(Silence::TimedOut))] {
            let mut rerun = rerun(stage.clone());
            rerun.trouble = trouble;
            let notice = rerun_notice(&rerun);
            let case = format!("{stage:?}");
            assert_fit_to_show(&notice, &case);
            assert!(!says_try_again(&notice), "{case}: {}", whole(&notice));
            assert!(!whole(&notice).contains("othing ran"), "{case}: {}", whole(&notice));
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn where_nothing_ran_it_is_said() {
    for stage in stages_of_which_nothing_ran() {
        let notice = rerun_notice(&guarded(rerun(stage.clone())));
        let case = format!("{stage:?}");
        assert_fit_to_show(&notice, &case);
        let said = ["Nothing ran", "Nothing has been sent"]
            .iter()
            .any(|words| whole(&notice).contains(words));
        assert!(said, "{case}: {}", whole(&notice));
        let guided = stage == Stage::Checking
            || stage == Stage::NotSent(WhyNotSent::Changed)
            || says_try_again(&notice)
            || ["then rerun", "can rerun", "then decide again"]
                .iter()
                .any(|words| whole(&notice).contains(words));
        assert!(guided, "{case}: {}", whole(&notice));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn doubt_has_its_own_tone_and_its_own_warning() {
    for doubt in doubts() {
        let notice = rerun_notice(&rerun(Stage::Unsettled(doubt.clone())));
        assert_eq!(notice.tone, Tone::Unsettled, "{doubt:?}");
        assert!(notice.headline.starts_with("We do not know whether"), "{notice:?}");
        assert!(notice.advice.contains("Do not rerun it elsewhere"), "{notice:?}");
        let offers = notice.advice.contains("asking again");
        assert_eq!(offers, doubt != Doubt::KeyClash, "{notice:?}");
        let mut unproven = rerun(Stage::Unsettled(doubt.clone()));
        unproven.keys = Keys::default();
        let notice = rerun_notice(&unproven);
        assert!(!notice.advice.contains("asking again"), "{notice:?}");
        assert!(!whole(&notice).contains("at most once"), "nobody has proved it: {notice:?}");
    }
    for stage in stages_that_may_have_run().into_iter().chain(stages_of_which_nothing_ran()) {
        let unsettled = matches!(stage, Stage::Unsettled(_));
        assert_eq!(rerun_notice(&rerun(stage)).tone == Tone::Unsettled, unsettled);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_saved_answer_is_called_one() {
    for stage in [Stage::Accepted, Stage::Finished(TaskStatus::Success)] {
        let mut replayed = rerun(stage.clone());
        assert!(!whole(&rerun_notice(&replayed)).contains("already requested earlier"));
        replayed.attempts[0].answer.as_mut().unwrap().1.replayed = true;
        assert!(whole(&rerun_notice(&replayed)).contains("already requested earlier"), "{stage:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_trouble_with_a_reading_is_explained() {
    for trouble in troubles() {
        let notice = trouble_notice(&trouble, "task 2770");
        let case = format!("{trouble:?}");
        assert_fit_to_show(&notice, &case);
        assert_eq!(notice.tone, Tone::Bad);
        assert!(!says_try_again(&notice), "{case}: {}", whole(&notice));
        assert!(!notice.detail.is_empty(), "{case}");
        let named = notice.detail.contains("r-1");
        assert_eq!(named, matches!(trouble, Trouble::Fault { .. }), "{case}: {}", notice.detail);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_zuora_says_is_quoted_with_its_code() {
    let fault = ApiFault::Invalid { status: 400, complaints: complaints() };
    let notice = rerun_notice(&rerun(Stage::Refused(fault)));
    assert!(notice.detail.contains("Zuora says: “Rate limit exceeded” (70)."), "{}", notice.detail);
}
