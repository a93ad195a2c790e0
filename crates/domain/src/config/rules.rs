//! Reads rules on reruns: what those who run the page know of their own services.

use super::read::{Fields, checked, ruled};
use super::wrong::{Read, wrong};
use crate::diagnosis::{Condition, UserRule, Verdict};
use crate::payload::{Json, Kind};

/// Longest text of a rule, in characters.
const LONGEST: usize = 300;

pub(super) fn rule(json: &Json) -> Read<UserRule> {
    let (fields, mut wrongs) = Fields::of(json, &["name", "when", "verdict", "reason", "check"])?;
    let optional = |name| fields.find(name).map_or(Ok(String::new()), text);
    let name = wrongs.take(fields.needed("name").and_then(filled));
    let when = wrongs.take(fields.needed("when").and_then(conditions));
    let verdict = wrongs.take(fields.needed("verdict").and_then(verdict));
    let (reason, check) = (wrongs.take(optional("reason")), wrongs.take(optional("check")));
    wrongs.end(|| {
        Some(UserRule {
            name: name?,
            when: when?,
            verdict: verdict?,
            reason: reason?,
            check: check?,
        })
    })
}

fn conditions(json: &Json) -> Read<Vec<Condition>> {
    let names = ["action_type", "host", "method", "status", "error", "workflow"];
    let (fields, mut wrongs) = Fields::of(json, &names)?;
    let text = |name, make: fn(String) -> Condition| {
        fields.find(name).map(|value| filled(value).map(make)).transpose()
    };
    let when = [
        text("action_type", Condition::ActionType),
        text("host", Condition::Host),
        fields.find("method").map(method).transpose(),
        fields.find("status").map(status).transpose(),
        text("error", Condition::Error),
        fields.find("workflow").map(workflow).transpose(),
    ];
    if json.members().is_empty() {
        wrongs.add(wrong(
            json,
            "\"when\" must hold at least one condition: a rule without one would speak of every task",
        ));
    }
    let when = when.map(|condition| wrongs.take(condition)).into_iter().flatten().flatten();
    let when: Vec<_> = when.collect();
    wrongs.end(|| Some(when))
}

fn text(json: &Json) -> Read<String> {
    checked(json, "texts of a rule have at most 300 characters", |text| {
        text.chars().count() <= LONGEST
    })
}

fn filled(json: &Json) -> Read<String> {
    let rule = "a text of 1 to 300 characters belongs here";
    checked(json, rule, |text| !text.trim().is_empty() && text.chars().count() <= LONGEST)
}

fn verdict(json: &Json) -> Read<Verdict> {
    ruled(json, |text| {
        let named = Verdict::NAMES.into_iter().find(|(name, _)| *name == text);
        named.map(|(_, verdict)| verdict).ok_or(
            "expected `would-repeat`, `may-repeat`, `no-effect-outside`, `will-fail-again` or `unknown`",
        )
    })
}

fn method(json: &Json) -> Read<Condition> {
    let rule = "\"method\" must be one word, such as \"POST\"";
    let fits = |text: &str| !text.is_empty() && text.bytes().all(|sign| sign.is_ascii_alphabetic());
    checked(json, rule, fits).map(|method| Condition::Method(method.to_ascii_uppercase()))
}

/// `503`, or a class such as `"5xx"`.
fn status(json: &Json) -> Read<Condition> {
    let what = "\"status\" must be a number from 100 to 599, or a class from \"1xx\" to \"5xx\"";
    let range = match json.kind() {
        Kind::Number => json.whole_number().and_then(|status| {
            let status = u16::try_from(status).ok()?;
            (100..600).contains(&status).then_some((status, status))
        }),
        _ => json.string().and_then(|text| {
            let class: u16 = text.to_ascii_lowercase().strip_suffix("xx")?.parse().ok()?;
            (1..6).contains(&class).then_some((class * 100, class * 100 + 99))
        }),
    };
    let (low, high) = range.ok_or_else(|| wrong(json, what))?;
    Ok(Condition::Status(low, high))
}

fn workflow(json: &Json) -> Read<Condition> {
    let what = "\"workflow\" must be the number of a workflow, such as 416";
    json.whole_number().map(Condition::Workflow).ok_or_else(|| wrong(json, what))
}
