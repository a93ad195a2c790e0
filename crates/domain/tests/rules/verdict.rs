//! What an answer tells about the rerun that was sent, first and after a doubtful one.

use std::slice;

use crate::stage::{NO, START, TASK, failed, reply, task, task_json, tenancy};
use reprise_domain::api::fault::ApiFault;
use reprise_domain::api::{Outcome, Silence};
use reprise_domain::header::TrackId;
use reprise_domain::id::TaskId;
use reprise_domain::journal::entry::{Answer, Entry, Stamp, TabId, What};
use reprise_domain::rerun::key::{Basis, IdempotencyKey};
use reprise_domain::rerun::policy::Inert;
use reprise_domain::rerun::rules::Rules;
use reprise_domain::rerun::stage::Stage;
use reprise_domain::rerun::verdict::{Doubt, USUAL_WAIT_MS, Verdict, verdict};
use reprise_domain::rerun::{Intent, Rerun};
use reprise_domain::task::Task;
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
        tenant: None,
        tenancy: tenancy(),
        task: TaskId::new(TASK),
        run: before().workflow_id,
        original_task: before().original_task_id,
        action_type: None,
        basis: Basis::of(&before()),
        generation: 0,
        supersedes: None,
        reason: String::new(),
        by: None,
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
        (r#"{"success":false,"success":true,"id":2770}"#.into(), false),
        (r#"{"success":false,"id":2770,"success":null}"#.into(), false),
        (r#"{"id":2770,"errors":[{"code":"Invalid","title":"no"}]}"#.into(), false),
        (r#"{"id":2770,"reasons":[{"code":50,"message":"locked"}]}"#.into(), false),
        (r#"{"id":2770,"errors":{"base":["locked"]}}"#.into(), false),
        (r#"{"id":2770,"errors":"locked"}"#.into(), false),
        (r#"{"id":2770,"Errors":true,"reasons":[]}"#.into(), false),
        (r#"{"id":2770,"errors":{},"Errors":"","reasons":null}"#.into(), true),
        (r#"{"id":2770,"code":50,"message":"locked"}"#.into(), false),
        (r#"{"id":2770,"code":50}"#.into(), true),
        (r#"{"id":2770,"message":"queued"}"#.into(), true),
        (r#"{"success":true}"#.into(), false),
        (r#"{"data":[{"id":2770}]}"#.into(), false),
        (r#"{"message":"Authentication error"}"#.into(), false),
        (NO.into(), false),
        ("[]".into(), false),
        ("null".into(), false),
        (String::new(), false),
        ("OK".into(), false),
        (failed().replace('}', ""), false),
        ("<p>Bad gateway".into(), false),
    ]
}

fn expected(status: u16, body: &str, is_task: bool) -> Meaning {
    let is_refusal = body == NO || (status == 401 && body.contains("Authentication error"));
    match status {
        200..=299 if is_task => Meaning::Accepted,
        _ if !is_refusal => Meaning::Unclear,
        429 => Meaning::Limited,
        422 => Meaning::KeyClash,
        400 | 401 | 403 | 404 => Meaning::Refused,
        _ => Meaning::Unclear,
    }
}

fn told(outcome: &Outcome) -> Verdict {
    verdict(&intent(), outcome, Rules::default()).0
}

/// A rerun whose attempts came to these verdicts, one after the other.
fn rerun(verdicts: &[Verdict]) -> Rerun {
    let at = Stamp::wall(START);
    let tab = TabId::from_chance(7);
    let mut story = vec![Entry { at, what: What::Decided(Box::new(intent())) }];
    for (place, verdict) in (0_u64..).zip(verdicts) {
        let track = TrackId::from_chance(place);
        story.push(Entry { at, what: What::Sent { track: track.clone(), tab: tab.clone() } });
        let answer =
            Answer { verdict: verdict.clone(), status: None, request_id: None, replayed: false };
        story.push(Entry { at, what: What::Answered { track, answer: Box::new(answer) } });
    }
    crate::stage::replay(story, tab)
}

/// The stages after a first answer and after one that follows a doubtful attempt.
fn stages(outcome: &Outcome) -> (Stage, Stage) {
    let told = told(outcome);
    let doubt = Verdict::Unclear(Doubt::NoAnswer);
    (rerun(slice::from_ref(&told)).stage, rerun(&[doubt, told]).stage)
}

fn assert_stages(outcome: &Outcome, meaning: Meaning, case: &str) {
    let (first, later) = stages(outcome);
    let first_fits = match meaning {
        Meaning::Accepted => first == Stage::Accepted,
        Meaning::Unclear => matches!(&first, Stage::Unsettled(doubt) if *doubt != Doubt::KeyClash),
        Meaning::KeyClash => first == Stage::Unsettled(Doubt::KeyClash),
        Meaning::Limited => matches!(first, Stage::HeldBack { .. }),
        Meaning::Refused => matches!(first, Stage::Refused(_)),
        Meaning::NeverSent => matches!(first, Stage::TurnedAway(_)),
    };
    assert!(first_fits, "first {case}: {first:?}");
    // Rule R5: only an acceptance of the key ends a doubt, and a clash forbids to ask again.
    let sticky = match meaning {
        Meaning::Accepted => later == Stage::Accepted,
        Meaning::KeyClash => later == Stage::Unsettled(Doubt::KeyClash),
        Meaning::Unclear => later == first,
        _ => later == Stage::Unsettled(Doubt::NoAnswer),
    };
    assert!(sticky, "after doubt {case}: {later:?}");
}

#[wasm_bindgen_test(unsupported = test)]
fn every_status_with_every_body_means_what_the_table_says() {
    for status in STATUSES {
        for (body, is_task) in bodies() {
            let outcome = Ok(reply(status, &[], &body));
            let told = told(&outcome);
            let case = format!("{status} {body}");
            assert_eq!(meaning(&told), expected(status, &body, is_task), "{case}");
            assert_stages(&outcome, expected(status, &body, is_task), &case);
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
    let told = |intent: &Intent, body: &str| {
        meaning(&verdict(intent, &Ok(reply(200, &[], body)), Rules::default()).0)
    };
    let instance = r#"{"id":2999,"workflow_id":476,"original_task_id":2582}"#;
    assert_eq!(told(&intent(), instance), Meaning::Accepted);
    let nameless = Intent { run: None, original_task: None, ..intent() };
    assert_eq!(told(&nameless, instance), Meaning::Unclear);
    let bare = told(&nameless, r#"{"id":2999}"#);
    assert_eq!(bare, Meaning::Unclear, "two absent fields are not the same field");
}

fn limited(headers: &[(&str, &str)]) -> Verdict {
    told(&Ok(reply(429, headers, NO)))
}

#[wasm_bindgen_test(unsupported = test)]
fn a_limit_says_when_to_ask_again() {
    let asked = limited(&[("retry-after", "120")]);
    assert_eq!(asked, Verdict::Limited { wait_ms: 120_000 });
    assert_eq!(limited(&[]), Verdict::Limited { wait_ms: USUAL_WAIT_MS });
    let held = rerun(&[asked]);
    let until = START.plus(120_000);
    assert_eq!(held.stage, Stage::HeldBack { until });
    assert_eq!(held.may_send(Stamp::wall(START.plus(119_999))), Err(Inert::Wait(until)));
    assert_eq!(held.may_send(Stamp::wall(until)), Ok(()));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_limiter_that_says_no_three_times_refuses() {
    let two = rerun(&[limited(&[]), limited(&[])]);
    assert!(matches!(two.stage, Stage::HeldBack { .. }) && two.is_open());
    let three = rerun(&[limited(&[]), limited(&[]), limited(&[])]);
    assert!(matches!(three.stage, Stage::Refused(ApiFault::Limited { .. })) && !three.is_open());
    let doubtful = [Verdict::Unclear(Doubt::TimedOut), limited(&[]), limited(&[]), limited(&[])];
    assert_eq!(rerun(&doubtful).stage, Stage::Unsettled(Doubt::TimedOut));
}

/// The stage is read from the whole story: in which order answers come in makes no difference.
#[wasm_bindgen_test(unsupported = test)]
fn an_acceptance_settles_wherever_it_stands_and_doubt_outweighs_the_rest() {
    let refused = Verdict::Refused(ApiFault::NotFound(Vec::new()));
    let accepted = Verdict::Accepted(TaskId::new(TASK));
    let doubt = Verdict::Unclear(Doubt::TimedOut);
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let all = [refused.clone(), accepted.clone(), doubt.clone()];
        let ordered: Vec<_> = order.iter().map(|place| all[*place].clone()).collect();
        assert_eq!(rerun(&ordered).stage, Stage::Accepted, "{order:?}");
        let unaccepted: Vec<_> = ordered.into_iter().filter(|told| *told != accepted).collect();
        assert_eq!(rerun(&unaccepted).stage, Stage::Unsettled(Doubt::TimedOut), "{order:?}");
    }
}
