//! Rules of those who run the page, as data in `config.json`: they know their services.

use super::evidence::Evidence;
use super::repeat::Verdict;
use super::said::Said;
use super::spot::{Cited, Spot};

/// One rule. Of several that fit a task the first counts, and before those of Reprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRule {
    /// Its name, shown with its verdict.
    pub name: String,
    /// When it applies: all of these must hold, and there is at least one.
    pub when: Vec<Condition>,
    /// What it says.
    pub verdict: Verdict,
    /// Why, in the words of who wrote it; may be empty.
    pub reason: String,
    /// What to check before a rerun, in their words; may be empty.
    pub check: String,
}

/// Something that must hold of a task. Texts are compared without case; in a pattern `*` stands for
/// any signs, also none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Pattern of the type, such as `Payment::*`.
    ActionType(String),
    /// Pattern of the host called, such as `*.ledger.example`.
    Host(String),
    /// HTTP method of the callout.
    Method(String),
    /// HTTP status of its answer, where its own message tells: lowest and highest.
    Status(u16, u16),
    /// Part of the error, its class or its log.
    Error(String),
    /// Number of the setup workflow.
    Workflow(u64),
}

impl UserRule {
    /// What the rule was decided by, when it applies.
    pub(super) fn applies(&self, evidence: &Evidence) -> Option<Vec<Cited>> {
        self.when.iter().map(|condition| condition.holds(evidence)).collect()
    }
}

impl Condition {
    fn holds(&self, evidence: &Evidence) -> Option<Cited> {
        let request = &evidence.request;
        match self {
            Self::ActionType(pattern) => {
                matches(pattern, &evidence.action_type).then(|| evidence.typed())
            }
            Self::Host(pattern) => {
                request.host.clone().filter(|host| matches(pattern, &host.value))
            }
            Self::Method(method) => {
                request.method.clone().filter(|own| own.value.eq_ignore_ascii_case(method))
            }
            Self::Status(low, high) => {
                let answer = evidence.own.answer.as_ref().filter(|answer| answer.told)?;
                (*low..=*high).contains(&answer.status).then(|| answer.cited.clone())
            }
            Self::Error(part) => part_of(&evidence.own, &part.to_lowercase()),
            Self::Workflow(number) => (evidence.workflow == Some(*number))
                .then(|| Cited::new(Spot::task("original_workflow_id"), &number.to_string())),
        }
    }
}

fn part_of(said: &Said, part: &str) -> Option<Cited> {
    let texts = [&said.error, &said.class, &said.details].into_iter().flatten();
    let mut holding = texts.filter(|text| text.lower.contains(part));
    holding.next().map(|text| text.cited.clone())
}

/// Whether a text fits a pattern with `*`. Walks back to the last `*` only, so that no pattern
/// takes longer than the two lengths multiplied.
fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.to_lowercase().chars().collect();
    let text: Vec<char> = text.to_lowercase().chars().take(LONGEST).collect();
    let (mut at, mut read, mut star) = (0, 0, None);
    while read < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, read));
                at += 1;
            }
            Some(sign) if Some(sign) == text.get(read) => (at, read) = (at + 1, read + 1),
            _ => match star {
                Some((star_at, from)) => {
                    star = Some((star_at, from + 1));
                    (at, read) = (star_at + 1, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(at).all(|sign| *sign == '*')
}

/// How much of a text a pattern is compared with, in characters.
const LONGEST: usize = 300;
