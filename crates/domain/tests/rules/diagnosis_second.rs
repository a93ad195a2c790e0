//! A second set of failures, by an author who had not seen the rules, judged anew by another who had
//! seen neither: is any verdict falsely safe, and how far do all agree?

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a set that cannot be read fails the test")]

use std::fs;
use std::path::Path;

use crate::stage::{json, task};
use reprise_domain::diagnosis::{Diagnosis, Verdict};
use reprise_payload::Json;

/// What an author says of a case: the verdict, and others that are right as well.
struct Label {
    verdict: Verdict,
    acceptable: Vec<Verdict>,
}

struct Case {
    name: String,
    first: Label,
    second: Label,
    /// The second author's word: something may have been done, so a safe verdict is false.
    unsafe_by_second: bool,
    ours: Verdict,
    cause: &'static str,
}

fn verdict(word: &Json) -> Verdict {
    let word = word.string().unwrap();
    Verdict::NAMES.into_iter().find(|(name, _)| *name == word).unwrap().1
}

const fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::WouldRepeat => "would-repeat",
        Verdict::MayRepeat => "may-repeat",
        Verdict::NoEffectOutside => "no-effect-outside",
        Verdict::WillFailAgain => "will-fail-again",
        Verdict::Unknown => "unknown",
    }
}

fn label(case: &Json, author: &str) -> Label {
    let own = case.member(author).unwrap();
    let acceptable = own.member("acceptable").unwrap().items();
    Label {
        verdict: verdict(&own.member("verdict").unwrap()),
        acceptable: acceptable.iter().map(verdict).collect(),
    }
}

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden-second/cases.jsonl");
    let text = fs::read_to_string(path).unwrap();
    let read = |line: &str| {
        let case = json(line);
        let found = Diagnosis::of(&task(case.member("task").unwrap().text()), None, &[]);
        Case {
            name: case.member("name").unwrap().string().unwrap(),
            first: label(&case, "first"),
            second: label(&case, "second"),
            unsafe_by_second: case.at(&["second", "unsafe"]).unwrap().truth().unwrap(),
            ours: found.repeat.verdict,
            cause: found.cause.map_or("-", |cause| cause.kind.word()),
        }
    };
    text.lines().map(read).collect()
}

const fn is_safe(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::NoEffectOutside | Verdict::WillFailAgain)
}

impl Label {
    fn allows(&self, verdict: Verdict) -> bool {
        self.verdict == verdict || self.acceptable.contains(&verdict)
    }
}

impl Case {
    /// Where the authors disagree and one of them sees an effect, there is one.
    const fn is_unsafe(&self) -> bool {
        self.unsafe_by_second || !is_safe(self.first.verdict) || !is_safe(self.second.verdict)
    }
}

#[test]
fn no_verdict_of_the_second_set_is_falsely_safe() {
    let cases = cases();
    let falsely: Vec<_> = cases
        .iter()
        .filter(|case| case.is_unsafe() && is_safe(case.ours))
        .map(|case| {
            let (ours, first, second) = (case.ours, case.first.verdict, case.second.verdict);
            format!(
                "{}: {}, not {} / {} ({})",
                case.name,
                name(ours),
                name(first),
                name(second),
                case.cause
            )
        })
        .collect();
    assert!(cases.len() >= 400, "{}", cases.len());
    assert!(falsely.is_empty(), "{} falsely safe:\n{}", falsely.len(), falsely.join("\n"));
}

#[test]
fn verdicts_agree_with_the_authors_of_the_second_set() {
    let cases = cases();
    let count = |fits: &dyn Fn(&Case) -> bool| cases.iter().filter(|case| fits(case)).count();
    let exact = count(&|case| case.ours == case.first.verdict);
    let second = count(&|case| case.ours == case.second.verdict);
    let right = count(&|case| case.first.allows(case.ours) || case.second.allows(case.ours));
    let authors = count(&|case| case.first.verdict == case.second.verdict);
    let told_safe = count(&|case| !case.is_unsafe() && is_safe(case.ours));
    let are_safe = count(&|case| !case.is_unsafe());
    for case in cases.iter().filter(|case| case.ours != case.first.verdict) {
        let right = case.first.allows(case.ours) || case.second.allows(case.ours);
        let (ours, first, second) = (case.ours, case.first.verdict, case.second.verdict);
        eprintln!(
            "{} {}: {}, not {} / {} ({})",
            if right { "allowed" } else { "WRONG" },
            case.name,
            name(ours),
            name(first),
            name(second),
            case.cause
        );
    }
    eprintln!(
        "{} cases: exact {exact} (second author {second}), allowed {right}, authors {authors}, safe ones told as safe {told_safe} of {are_safe}",
        cases.len()
    );
    assert_eq!(authors, 370, "the set itself");
    assert!(exact >= 300 && second >= 285 && right >= 370, "less agreement than there was");
    assert!(told_safe >= 100, "a verdict that is always careful helps nobody");
}
