//! The story of a rerun in words, its badge and its receipt.

#![allow(clippy::unwrap_used, reason = "what cannot be unwrapped fails the test")]

use std::collections::BTreeMap;

use crate::stage::TASK;
use crate::stage::tale::{
    answered, every_tale, harmless_verdicts, intent, open_verdicts, read, sent, tale, word,
};
use reprise_domain::config::Config;
use reprise_domain::explain::Tone;
use reprise_domain::explain::receipt::receipt;
use reprise_domain::explain::state::state_word;
use reprise_domain::explain::story::{StoryLine, entry_line};
use reprise_domain::id::TaskId;
use reprise_domain::journal::entry::{Closing, What};
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::stage::Stage;
use reprise_domain::rerun::verdict::{Doubt, Verdict};
use wasm_bindgen_test::wasm_bindgen_test;

fn lines(rerun: &Rerun) -> Vec<StoryLine> {
    rerun.story.iter().map(|entry| entry_line(entry, rerun)).collect()
}

fn whole(line: &StoryLine) -> String {
    format!("{} {}", line.text, line.detail)
}

fn config() -> Config {
    Config::parse(
        r#"{"salt":"4f1c0f6e9c5d4be2","environments":[{"id":"sandbox","label":"US Sandbox","kind":"sandbox",
        "api":"/api/s","auth":"gateway","entities":[{"id":"e-1","label":"Global"}],"orgs":["china","asia"]}]}"#,
    )
    .unwrap()
}

fn receipt_of(rerun: &Rerun) -> String {
    let config = config();
    receipt(rerun, config.environment("sandbox").unwrap(), |at| format!("<{}>", at.0 % 100_000))
}

#[wasm_bindgen_test(unsupported = test)]
fn a_story_reads_as_it_went() {
    let doubt = Doubt::Unproven(reprise_domain::api::fault::ApiFault::Down {
        status: 503,
        complaints: Vec::new(),
    });
    let rerun = tale(
        intent(1),
        [
            sent(1),
            answered(1, Verdict::Unclear(doubt), Some(503)),
            read("Error", 0),
            sent(2),
            answered(2, Verdict::Limited { wait_ms: 29_001 }, Some(429)),
            sent(3),
            read("Success", 5),
            What::Closed(Closing::NotRun(word("looked into the ledger"))),
        ],
    );
    let texts: Vec<_> = lines(&rerun).into_iter().map(|line| line.text).collect();
    assert_eq!(
        texts,
        [
            "Decided by ops-7: “the ledger is back”.",
            "Written down before sending (track rp-0000000000000001).",
            "Answered (503): proves neither that the task ran nor that it did not.",
            "Read: the task stands unchanged (Error).",
            "Written down before sending (track rp-0000000000000002).",
            "Turned away by the limiter (429): this attempt ran nothing; wait 30 s.",
            "Written down before sending (track rp-0000000000000003).",
            "Read: the task has run since: Success.",
            "Found not to have run, by ops-8: “looked into the ledger”.",
        ]
    );
    let heard: Vec<_> = lines(&rerun).iter().map(|line| line.detail.is_empty()).collect();
    assert_eq!(heard[6..8], [false, true], "what was not answered says so");
    assert!(lines(&rerun)[2].detail.contains("req-5"));
}

#[wasm_bindgen_test(unsupported = test)]
fn an_acceptance_that_does_not_count_lights_no_lamp() {
    let doubt = answered(1, Verdict::Unclear(Doubt::TimedOut), None);
    let taken = |track| answered(track, Verdict::Accepted(TaskId::new(TASK)), Some(200));
    for story in [vec![sent(1), doubt, taken(1)], vec![sent(1), taken(2)]] {
        let rerun = tale(intent(1), story);
        assert!(rerun.is_unsettled(), "{:?}", rerun.stage);
        assert_eq!(rerun.lamps.accepted_at, None);
    }
    assert!(tale(intent(1), [sent(1), taken(1)]).lamps.accepted_at.is_some());
}

#[wasm_bindgen_test(unsupported = test)]
fn every_line_is_fit_to_show() {
    for rerun in every_tale() {
        for line in lines(&rerun) {
            let text = whole(&line);
            assert!(line.text.ends_with('.') && !line.sign.is_empty(), "{line:?}");
            for broken in ["canary", "  ", "Some(", "None", "\n", "\r", "\u{202e}"] {
                assert!(!text.trim().contains(broken), "{broken:?} in {text:?}");
            }
            assert!(!text.to_lowercase().contains("try again"), "{text}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_answer_that_proves_nothing_says_so() {
    for verdict in open_verdicts() {
        let rerun = tale(intent(1), [sent(1), answered(1, verdict.clone(), Some(500))]);
        let line = lines(&rerun).remove(2);
        assert!(!whole(&line).contains("ran nothing"), "{line:?}");
        let unclear = matches!(verdict, Verdict::Unclear(_));
        assert_eq!(line.tone == Tone::Unsettled, unclear, "{line:?}");
    }
    for verdict in harmless_verdicts() {
        let rerun = tale(intent(1), [sent(1), answered(1, verdict, Some(500))]);
        let line = lines(&rerun).remove(2);
        assert!(line.text.contains("ran nothing") && line.tone == Tone::Bad, "{line:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_badge_tells_by_its_word_alone() {
    let mut seen: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    for rerun in every_tale() {
        let (status, sign, word) = state_word(&rerun);
        assert!(["error", "success", "running", "waiting", "unsettled", "plain"].contains(&status));
        assert!(!sign.is_empty() && !word.is_empty());
        let before = seen.insert(word, (status, sign));
        assert!(before.is_none_or(|before| before == (status, sign)), "{word} has two looks");
        assert_eq!(status == "unsettled", rerun.is_unsettled(), "{word}");
        assert_eq!(word == "Unsettled", rerun.is_unsettled(), "{word}");
        let under_way = ["running", "waiting", "unsettled"].contains(&status);
        let taken_up = rerun.stage == Stage::Ran;
        assert!(taken_up || under_way == rerun.is_open(), "{word}: {:?}", rerun.stage);
    }
    assert!(seen.len() > 10, "{seen:?}");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_receipt_tells_what_where_who_and_how_it_stands() {
    let rerun = tale(
        intent(1),
        [
            sent(1),
            answered(1, Verdict::Unclear(Doubt::TimedOut), None),
            sent(2),
            answered(2, Verdict::Unclear(Doubt::UnderWay), Some(409)),
            sent(3),
            read("Error", 0),
        ],
    );
    assert_eq!(
        receipt_of(&rerun),
        "Rerun of task 2770 in run 476 (Callout)\n\
         Environment: US Sandbox (sandbox), entity Global (e-1), organisations china, asia\n\
         Decided: <0> by ops-7: “the ledger is back”\n\
         Idempotency key: 00000000-0000-4000-8000-000000000001\n\
         Attempt 1: <1000>, track rp-0000000000000001, no answer\n\
         Attempt 2: <3000>, track rp-0000000000000002, HTTP 409, request id req-5\n\
         Attempt 3: <5000>, track rp-0000000000000003, no answer written down\n\
         Now: We do not know whether task 2770 ran.\n\
         <6000>: Read: the task stands unchanged (Error).\n"
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn no_text_forges_a_line_of_a_receipt() {
    for rerun in every_tale() {
        let text = receipt_of(&rerun);
        let plain = rerun.attempts.len() + 5;
        let known = text.lines().count();
        assert!((plain..=plain + 2).contains(&known), "{text}");
        assert!(!text.contains(['\r', '\t', '\u{202e}', '\u{2028}']), "{text:?}");
        assert!(text.lines().all(|line| line.chars().count() < 700), "{text}");
        for secret in ["canary", "Bearer", "Call the ledger"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_long_reason_has_an_end() {
    let mut long = intent(1);
    long.reason = "é ".repeat(4000);
    let line = lines(&tale(long, [])).remove(0).text;
    assert!(line.chars().count() < 600 && line.ends_with("…”."), "{line}");
}
