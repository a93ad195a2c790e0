//! What an answer tells about the rerun that was sent, first and after a doubtful one.

mod stage;

use std::sync::Arc;

use reprise_domain::api::fault::ApiFault;
use reprise_domain::api::{Outcome, Silence};
use reprise_domain::id::TaskId;
use reprise_domain::rerun::Intent;
use reprise_domain::rerun::key::{Basis, IdempotencyKey};
use reprise_domain::rerun::stage::{Stage, WhyNotSent};
use reprise_domain::rerun::verdict::{Doubt, USUAL_WAIT_MS, Verdict, verdict};
use reprise_domain::task::Task;
use stage::{START, TASK, failed, reply, task, task_json, tenancy};
use wasm_bindgen_test::wasm_bindgen_test;

/// What one answer must mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Accepted,
    Unclear,
    KeyClash,
    Limited,
    Refused,
    NeverSent,
}

fn before() -> Task {
    task(&failed())
}

fn intent() -> Intent {
    Intent {
        key: IdempotencyKey::from_chance(1),
        tenancy: tenancy(),
        task: TaskId::new(TASK),
        basis: Basis::of(&before()),
        generation: 0,
        reason: String::new(),
    }
}

fn meaning(verdict: &Verdict) -> Meaning {
    match verdict {
        Verdict::Accepted(_) => Meaning::Accepted,
        Verdict::Unclear(Doubt::KeyClash) => Meaning::KeyClash,
        Verdict::Unclear(_) => Meaning::Unclear,
        Verdict::Limited { .. } => Meaning::Limited,
        Verdict::Refused(_) => Meaning::Refused,
        Verdict::NeverSent(_) => Meaning::NeverSent,
    }
}

const STATUSES: [u16; 34] = [
    0, 200, 201, 202, 204, 301, 302, 304, 307, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410,
    413, 415, 418, 422, 425, 429, 431, 460, 499, 500, 501, 502, 503, 504, 599,
];

/// A body, and whether it is the task (in a 2xx).
fn bodies() -> Vec<(String, bool)> {
    let other_instance = |workflow: u64, original: u64| {
        format!(
            r#"{{"id":2999,"status":"Queued","workflow_id":{workflow},"original_task_id":{original}}}"#
        )
    };
    vec![
        (task_json("Queued", 0), true),
        (task_json("Success", 1), true),
        (failed(), true),
        (r#"{"id":2770}"#.into(), true),
        (r#"{"id":"2770","error":"Callout response was 500"}"#.into(), true),
        (r#"{"id":2770,"success":true,"errors":[]}"#.into(), true),
        (other_instance(476, 2582), true),
        (other_instance(477, 2582), false),
        (other_instance(476, 2583), false),
        (r#"{"id":2771,"status":"Queued"}"#.into(), false),
        (r#"{"id":2770,"success":false}"#.into(), false),
        (r#"{"id":2770,"errors":[{"code":"Invalid","title":"no"}]}"#.into(), false),
        (r#"{"id":2770,"reasons":[{"code":50,"message":"locked"}]}"#.into(), false),
        (r#"{"success":true}"#.into(), false),
        (r#"{"data":[{"id":2770}]}"#.into(), false),
        (r#"{"message":"Authentication error"}"#.into(), false),
        ("[]".into(), false),
        ("null".into(), false),
        (String::new(), false),
        ("OK".into(), false),
        (failed().replace('}', ""), false),
        ("<p>Bad gateway".into(), false),
    ]
}

fn expected(status: u16, is_task: bool) -> Meaning {
    match status {
        200..=299 if is_task => Meaning::Accepted,
        429 => Meaning::Limited,
        422 => Meaning::KeyClash,
        408 | 409 | 460 | 499 => Meaning::Unclear,
        400..=499 => Meaning::Refused,
        _ => Meaning::Unclear,
    }
}

/// The stages after a first answer and after one that follows a doubtful attempt.
fn stages(outcome: &Outcome) -> (Stage, Stage) {
    let told = verdict(&intent(), Some(&before()), outcome);
    let after = |doubted| Stage::Sending { doubted }.on_verdict(told.clone(), START);
    (after(None), after(Some(Doubt::NoAnswer)))
}

fn assert_stages(outcome: &Outcome, meaning: Meaning, case: &str) {
    let (first, later) = stages(outcome);
    let first_fits = match meaning {
        Meaning::Accepted => first == Stage::Accepted,
        Meaning::Unclear => matches!(&first, Stage::Unsettled(doubt) if *doubt != Doubt::KeyClash),
        Meaning::KeyClash => first == Stage::Unsettled(Doubt::KeyClash),
        Meaning::Limited => matches!(first, Stage::HeldBack { .. }),
        Meaning::Refused => matches!(first, Stage::Refused(_)),
        Meaning::NeverSent => matches!(first, Stage::NotSent(_)),
    };
    assert!(first_fits, "first {case}: {first:?}");
    // Rule R5: only an acceptance of the key ends a doubt, and a clash forbids to ask again.
    let sticky = match meaning {
        Meaning::Accepted => Stage::Accepted,
        Meaning::KeyClash => Stage::Unsettled(Doubt::KeyClash),
        _ => Stage::Unsettled(Doubt::NoAnswer),
    };
    assert_eq!(later, sticky, "after doubt {case}");
}

#[wasm_bindgen_test(unsupported = test)]
fn every_status_with_every_body_means_what_the_table_says() {
    for status in STATUSES {
        for (body, is_task) in bodies() {
            let outcome = Ok(reply(status, &[], &body));
            let told = verdict(&intent(), Some(&before()), &outcome);
            let case = format!("{status} {body}");
            assert_eq!(meaning(&told), expected(status, is_task), "{case}");
            assert_stages(&outcome, expected(status, is_task), &case);
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_web_page_never_accepts_and_never_refuses_with_success() {
    let html = [("content-type", "text/html")];
    for status in [200, 201, 204] {
        for body in ["<!doctype html><h1>Sign in</h1>", "<html>", &failed()] {
            let outcome = Ok(reply(status, &html, body));
            assert_stages(&outcome, Meaning::Unclear, body);
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_gateways_mark_outweighs_status_and_body() {
    for status in STATUSES {
        for (mark, meaning) in [
            ("-", Meaning::NeverSent),
            ("UF", Meaning::NeverSent),
            ("UH", Meaning::NeverSent),
            ("NR", Meaning::NeverSent),
            ("UC", Meaning::Unclear),
            ("UT", Meaning::Unclear),
            ("DC", Meaning::Unclear),
            ("", Meaning::Unclear),
        ] {
            let outcome = Ok(reply(status, &[("x-proxy-local", mark)], &failed()));
            assert_stages(&outcome, meaning, &format!("{status} {mark}"));
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn silence_is_doubt_unless_nothing_left_the_browser() {
    assert_stages(&Err(Silence::TimedOut), Meaning::Unclear, "timed out");
    assert_stages(&Err(Silence::NoAnswer), Meaning::Unclear, "no answer");
    assert_stages(&Err(Silence::Withheld("offline".into())), Meaning::NeverSent, "withheld");
    assert_eq!(stages(&Err(Silence::TimedOut)).0, Stage::Unsettled(Doubt::TimedOut));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_new_instance_needs_something_to_be_compared_with() {
    let body = r#"{"id":2999,"workflow_id":476,"original_task_id":2582}"#;
    let outcome = Ok(reply(200, &[], body));
    let told = |before: Option<&Task>| meaning(&verdict(&intent(), before, &outcome));
    assert_eq!(told(Some(&before())), Meaning::Accepted);
    assert_eq!(told(None), Meaning::Unclear);
    assert_eq!(told(Some(&task(r#"{"id":2770}"#))), Meaning::Unclear);
    let bare = Ok(reply(200, &[], r#"{"id":2999}"#));
    let told = verdict(&intent(), Some(&task(r#"{"id":2770}"#)), &bare);
    assert_eq!(meaning(&told), Meaning::Unclear, "two absent fields are not the same field");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_limit_says_when_to_ask_again() {
    let told = |headers: &[(&str, &str)]| verdict(&intent(), None, &Ok(reply(429, headers, "")));
    assert_eq!(told(&[("retry-after", "120")]), Verdict::Limited { wait_ms: 120_000 });
    assert_eq!(told(&[]), Verdict::Limited { wait_ms: USUAL_WAIT_MS });
    let held = Stage::Sending { doubted: None }.on_verdict(told(&[("retry-after", "120")]), START);
    assert_eq!(held, Stage::HeldBack { until: START.plus(120_000) });
    assert!(!held.may_ask_again(START.plus(119_999)));
    assert!(held.may_ask_again(START.plus(120_000)));
}

fn every_stage() -> Vec<Stage> {
    vec![
        Stage::Checking,
        Stage::Sending { doubted: None },
        Stage::Sending { doubted: Some(Doubt::TimedOut) },
        Stage::Accepted,
        Stage::HeldBack { until: START },
        Stage::Unsettled(Doubt::NoAnswer),
        Stage::Unsettled(Doubt::KeyClash),
        Stage::Refused(ApiFault::NoGateway),
        Stage::NotSent(WhyNotSent::LetBe),
        Stage::Ran,
    ]
}

#[wasm_bindgen_test(unsupported = test)]
fn a_verdict_moves_nothing_but_a_sending_rerun() {
    for stage in every_stage() {
        if !matches!(stage, Stage::Sending { .. }) {
            let moved = stage.clone().on_verdict(Verdict::Accepted(Arc::new(before())), START);
            assert_eq!(moved, stage);
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn evidence_ends_doubt_and_finishes_what_was_accepted_and_nothing_else() {
    let ended = (START, reprise_domain::task::TaskStatus::Error);
    for stage in every_stage() {
        let started = stage.clone().on_evidence(None);
        let finished = stage.clone().on_evidence(Some(&ended));
        match stage {
            Stage::Unsettled(_) => assert_eq!((started, finished), (Stage::Ran, Stage::Ran)),
            Stage::Accepted => {
                assert_eq!(
                    (started, finished),
                    (Stage::Accepted, Stage::Finished(ended.1.clone()))
                );
            }
            other => assert_eq!((&started, &finished), (&other, &other)),
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn only_doubt_and_a_limit_may_be_asked_again() {
    for stage in every_stage() {
        let may = matches!(stage, Stage::HeldBack { .. } | Stage::Unsettled(Doubt::NoAnswer));
        assert_eq!(stage.may_ask_again(START), may, "{stage:?}");
    }
}
