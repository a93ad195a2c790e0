//! Every kind of answer at every status, judged against what the tenant did: "nothing ran" is said of
//! nothing that may have run, and "it ran" of nothing that did not.
//!
//! The tenant is hostile: whoever else can have written an answer is taken to have written it after
//! the task had run. Only Zuora's own refusals, at the statuses that its documents give them, and the
//! gateway's own marks are known to come before; only the task itself in a 2xx is known to come after.

use crate::stage::{TASK, failed, reply, task, task_json, tenancy};
use reprise_domain::api::Outcome;
use reprise_domain::header::TrackId;
use reprise_domain::id::TaskId;
use reprise_domain::journal::entry::{Answer, Entry, Stamp, TabId, What};
use reprise_domain::rerun::Intent;
use reprise_domain::rerun::key::{Basis, IdempotencyKey};
use reprise_domain::rerun::rules::Rules;
use reprise_domain::rerun::stage::{Stage, WhyNotSent};
use reprise_domain::rerun::verdict::{Doubt, Verdict, verdict};

/// A body, and the statuses at which Zuora's documents give it for what was not carried out
/// (`docs/zuora-semantics.md`, shapes E1 to W4).
type Body = (&'static str, String, &'static [u16]);

const ANY: &[u16] = &[400, 401, 403, 404, 422, 429];
const NEVER: &[u16] = &[];

fn bodies() -> Vec<Body> {
    let is_own = r#"<!doctype html><meta name="application-name" content="Reprise">"#;
    let instance = r#"{"id":2999,"status":"Queued","workflow_id":476,"original_task_id":2582}"#;
    [
        ("the task", task_json("Queued", 0), NEVER),
        ("a new instance", instance.into(), NEVER),
        ("another task", r#"{"id":1,"status":"Queued"}"#.into(), NEVER),
        (
            "E1",
            r#"{"success":false,"processId":"C","reasons":[{"code":53100320,"message":"no"}]}"#
                .into(),
            ANY,
        ),
        (
            "E2",
            r#"{"success":false,"reasons":[{"code":"90000011","message":"Authentication error"}]}"#
                .into(),
            ANY,
        ),
        ("E3", r#"{"message":"Authentication error"}"#.into(), &[401]),
        ("E4", r#"{"code":71013020,"message":"Bad Request"}"#.into(), ANY),
        ("E5", r#"{"reasons":[{"code":70,"message":"API Rate limit exceeded"}]}"#.into(), ANY),
        ("W1", r#"{"errors":[{"code":"Invalid","status":404,"title":"not found"}]}"#.into(), ANY),
        ("W2", r#"{"errors":["Invalid ID"]}"#.into(), &[400, 404]),
        ("W2 in capitals", r#"{"Errors":["Invalid ID"]}"#.into(), &[400, 404]),
        ("W3", r#"{"reasons":[{"fieldName":"status","title":"no"}],"success":false}"#.into(), ANY),
        ("W4", r#"{"error_class":"Zuora::Forbidden","message":"no"}"#.into(), ANY),
        (
            "L1",
            r#"{"Success":false,"Errors":[{"Code":"INVALID_VALUE","Message":"no"}]}"#.into(),
            ANY,
        ),
        ("L3", r#"{"error":{"code":"not_found","message":"no"}}"#.into(), NEVER),
        (
            "a token service's",
            r#"{"error":"invalid_token","error_description":"no"}"#.into(),
            NEVER,
        ),
        ("a problem", r#"{"type":"about:blank","title":"Not Found","status":404}"#.into(), NEVER),
        (
            "a refusal that says yes",
            r#"{"success":true,"reasons":[{"code":1,"message":"no"}]}"#.into(),
            NEVER,
        ),
        ("a refusal with a task", r#"{"id":2770,"code":1,"message":"no"}"#.into(), NEVER),
        ("an empty list of errors", r#"{"errors":[],"reasons":[]}"#.into(), NEVER),
        ("errors of numbers", r#"{"errors":[1,2]}"#.into(), NEVER),
        ("an empty object", "{}".into(), NEVER),
        ("a list", "[]".into(), NEVER),
        ("null", "null".into(), NEVER),
        ("nothing", String::new(), NEVER),
        ("a word", "no Route matched with those values".into(), NEVER),
        ("a broken text", r#"{"success":false,"reasons":[{"code":1,"mess"#.into(), NEVER),
        ("a page", "<!doctype html><title>Sign in</title>".into(), NEVER),
        ("this very page", is_own.into(), NEVER),
    ]
    .into()
}

/// Headers, and whether the gateway's mark among them proves that nothing left it.
type Headers = (&'static [(&'static str, &'static str)], Option<bool>);

const HEADERS: [Headers; 16] = [
    (&[], None),
    (&[("content-type", "application/json"), ("zuora-request-id", "r-1")], None),
    (&[("content-type", "text/html"), ("zuora-request-id", "r-1")], None),
    (&[("content-type", "text/plain"), ("server", "kong/3")], None),
    (&[("retry-after", "30")], None),
    (&[("zuora-track-id", "rp-0000000000000001")], None),
    (&[("zuora-track-id", "rp-older, rp-older")], None),
    (&[("location", "/sign-in")], None),
    (&[("x-proxy-local", "-")], Some(true)),
    (&[("x-proxy-local", "UF")], Some(true)),
    (&[("x-proxy-local", "UC")], Some(false)),
    (&[("x-proxy-local", "UT")], Some(false)),
    (&[("x-proxy-local", "?")], Some(false)),
    (&[("x-proxy-local", "")], Some(false)),
    (&[("x-proxy-local", "LK"), ("x-proxy-left", "1795000000")], Some(false)),
    (&[("x-proxy-local", "LT")], Some(false)),
];

fn intent() -> Intent {
    let before = task(&failed());
    Intent {
        key: IdempotencyKey::from_chance(1),
        tenant: None,
        tenancy: tenancy(),
        task: TaskId::new(TASK),
        run: before.workflow_id,
        original_task: before.original_task_id,
        action_type: None,
        basis: Basis::of(&before),
        generation: 0,
        supersedes: None,
        reason: String::new(),
        by: None,
    }
}

/// What came of the attempts before this one.
fn earlier() -> [(&'static str, Option<Verdict>, bool); 4] {
    let away = Verdict::NeverSent(WhyNotSent::Withheld("offline".into()));
    [
        ("first", None, false),
        ("after doubt", Some(Verdict::Unclear(Doubt::NoAnswer)), true),
        ("after one that never left", Some(away), false),
        ("after a limit", Some(Verdict::Limited { wait_ms: 1 }), false),
    ]
}

/// The stage after these verdicts, as the page that sent both sees it.
fn stage(verdicts: impl Iterator<Item = Verdict>) -> Stage {
    let (at, tab) = (Stamp::wall(crate::stage::START), TabId::from_chance(7));
    let mut story = vec![Entry { at, what: What::Decided(Box::new(intent())) }];
    for (place, verdict) in (0_u64..).zip(verdicts) {
        let track = TrackId::from_chance(place);
        story.push(Entry { at, what: What::Sent { track: track.clone(), tab: tab.clone() } });
        let answer = Answer { verdict, status: None, request_id: None, replayed: false };
        story.push(Entry { at, what: What::Answered { track, answer: Box::new(answer) } });
    }
    crate::stage::replay(story, tab).stage
}

#[derive(Default)]
struct Count {
    cells: u32,
    false_nothing_ran: Vec<String>,
    false_ran: Vec<String>,
    told: u32,
}

impl Count {
    fn judge(&mut self, case: &str, stage: &Stage, (may_have_run, has_run): (bool, bool)) {
        self.cells += 1;
        if !stage.may_have_run() && may_have_run {
            self.false_nothing_ran.push(format!("{case}: {stage:?}"));
        }
        let says_ran = matches!(stage, Stage::Accepted | Stage::Ran | Stage::Finished(_));
        if says_ran && !has_run {
            self.false_ran.push(format!("{case}: {stage:?}"));
        }
        self.told += u32::from(says_ran || !stage.may_have_run());
    }
}

#[test]
fn no_answer_is_told_for_more_than_it_proves() {
    let (intent, bodies, earlier) = (intent(), bodies(), earlier());
    let mut count = Count::default();
    for status in 100..=599 {
        for (name, body, refusals) in &bodies {
            for (headers, left) in HEADERS {
                let outcome: Outcome = Ok(reply(status, headers, body));
                let told = verdict(&intent, &outcome, Rules::default()).0;
                let is_html = headers.contains(&("content-type", "text/html"));
                let is_zuoras = left.is_none() && !is_html;
                let refuses = is_zuoras && refusals.contains(&status);
                let accepts = is_zuoras
                    && (200..300).contains(&status)
                    && matches!(*name, "the task" | "a new instance");
                let is_safe = refuses && status != 422 || left == Some(true);
                for (when, before, doubted) in &earlier {
                    let case = format!("{when}, {status}, {name}, {headers:?}");
                    let stage = stage(before.clone().into_iter().chain([told.clone()]));
                    count.judge(&case, &stage, (!is_safe || *doubted, accepts));
                }
                // It is not enough never to say anything.
                let is_told = match &told {
                    Verdict::Accepted(_) => accepts,
                    Verdict::Refused(_) | Verdict::Limited { .. } | Verdict::NeverSent(_) => {
                        is_safe
                    }
                    Verdict::Unclear(_) => !accepts && !is_safe,
                };
                assert!(is_told, "{status}, {name}, {headers:?}: {told:?}");
            }
        }
    }
    let Count { cells, false_nothing_ran, false_ran, told } = count;
    assert_eq!(cells, 500 * 29 * 16 * 4);
    assert!(told > 10_000, "{told}");
    assert!(
        false_nothing_ran.is_empty(),
        "{} {:?}",
        false_nothing_ran.len(),
        false_nothing_ran.first()
    );
    assert!(false_ran.is_empty(), "{} {:?}", false_ran.len(), false_ran.first());
}
