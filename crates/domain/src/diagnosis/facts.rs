//! What the fields of a failure prove of its cause: they are asked before any word of its message.
//!
//! A message may quote anybody: the answer of a service, an error below it, a line of a log, a
//! customer's text. So a cause found here may carry a [`Warrant`], and one found by words
//! ([`super::words`]) cannot: only this file makes one. Without it no verdict says that a try did
//! nothing ([`super::idle`]).

use super::cause::Certainty;
use super::classes::CLASSES;
use super::evidence::Evidence;
use super::kind::{Kind, Moment};
use super::said::{Said, Text};
use super::spot::Cited;
use super::status::kind_of_status;
use super::zuora_words::{self, Refusal};

/// That the cause stands on fields, and not on words somebody may have quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Warrant(());

/// A cause, and what it was found by.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) kind: Kind,
    pub(super) certainty: Certainty,
    pub(super) source: &'static str,
    pub(super) cited: Vec<Cited>,
    pub(super) warrant: Option<Warrant>,
}

impl Found {
    fn sure(kind: Kind, source: &'static str, cited: &Cited) -> Self {
        Self {
            kind,
            certainty: Certainty::Certain,
            source,
            cited: vec![cited.clone()],
            warrant: Some(Warrant(())),
        }
    }

    const fn but(mut self, certainty: Certainty) -> Self {
        self.certainty = certainty;
        self
    }

    /// Told, but nothing to build on.
    const fn unwarranted(mut self) -> Self {
        self.warrant = None;
        self
    }
}

const SETTINGS: &str = "Zuora workflow settings, Secure Error Messages (2025-12)";
const RFC9110: &str = "RFC 9110 §15; wording of the task from the Zuora API reference 2026-09-11";
const CODES: &str = "Zuora developer guide, error codes (2026-01-02)";
const GEM: &str = "RubyGem zuora_api: exceptions and the codes that raise them";
const TASKS: &str = "Zuora workflow task reference (2025-12); wording COMPOSED";

/// What the fields say. The order is that of their weight: a hidden error, an answer's status, the
/// class, Zuora's codes, the task's own configuration, the engine's own sentences.
pub(super) fn found(evidence: &Evidence, said: &Said) -> Option<Found> {
    hidden(said)
        .or_else(|| answered(said))
        .or_else(|| by_class(said))
        .or_else(|| by_code(said))
        .or_else(|| by_configuration(evidence, said))
        .or_else(|| by_sentence(evidence, said))
        .or_else(|| callout_without_status(said))
}

/// The sentence stands for every error of such a workflow, so nothing else of it tells anything.
fn hidden(said: &Said) -> Option<Found> {
    let texts = [&said.error, &said.details].into_iter().flatten();
    let mut hiding = texts.filter(|text| text.lower.starts_with(HIDDEN));
    Some(Found::sure(Kind::Hidden, SETTINGS, &hiding.next()?.cited))
}

const HIDDEN: &str = "workflow will not report sensitive errors";

fn answered(said: &Said) -> Option<Found> {
    let answer = said.answer.as_ref()?;
    let found = Found::sure(kind_of_status(answer.status), RFC9110, &answer.cited);
    Some(if answer.told { found } else { found.but(Certainty::Possible).unwarranted() })
}

fn by_class(said: &Said) -> Option<Found> {
    let class = said.class.as_ref()?;
    let rule = CLASSES.iter().find(|rule| rule.fits(said.class(), said.own_words()))?;
    let found = Found::sure(rule.kind, rule.source, &class.cited).but(rule.certainty);
    Some(if rule.warrants { found } else { found.unwarranted() })
}

/// A code or sentence of Zuora's, at its place in an answer of Zuora's. Elsewhere it is a word.
fn by_code(said: &Said) -> Option<Found> {
    if !said.is_from_zuora() {
        return None;
    }
    let texts: Vec<&Text> = [&said.error, &said.details].into_iter().flatten().collect();
    let (text, Refusal { kind, coded }) =
        texts.iter().find_map(|text| Some((text, zuora_words::refusal(&text.lower)?)))?;
    let (source, certainty) =
        if coded { (CODES, Certainty::Certain) } else { (GEM, Certainty::Likely) };
    let found = Found::sure(kind, source, &text.cited).but(certainty);
    // Words may add doubt, and never take it away.
    let doubtful = texts.iter().any(|text| {
        zuora_words::is_doubtful(&text.lower)
            || zuora_words::kinds(&text.lower).any(|kind| kind.moment() != Moment::Refused)
    });
    Some(if doubtful { found.unwarranted() } else { found })
}

/// What the configuration lacks. Classes come before: a mail that left had a recipient.
fn by_configuration(evidence: &Evidence, said: &Said) -> Option<Found> {
    let own = said.task.is_none();
    if own && evidence.action_type == "Email" && evidence.recipients == Some(0) {
        let found = Found::sure(Kind::EmailNoRecipient, TASKS, &evidence.typed());
        return Some(found.but(Certainty::Likely));
    }
    let waited = own && evidence.action_type == "Approval" && evidence.waited_out;
    let expired = || Found::sure(Kind::ApprovalExpired, TASKS, &evidence.typed());
    waited.then(|| expired().but(Certainty::Possible).unwarranted())
}

/// A message that is one sentence of the engine's and nothing besides, of a class of the engine's
/// own. `COMPOSED`: no document shows the wording.
fn by_sentence(evidence: &Evidence, said: &Said) -> Option<Found> {
    let engine = said.class() == "WorkflowError" && said.task.is_none();
    let error = said.error.as_ref().filter(|_| engine)?;
    let whole = error.lower.trim_end_matches('.');
    let kind = match (evidence.action_type.as_str(), whole) {
        (_, "workflow is inactive" | "workflow is not active") => Kind::Inactive,
        ("Email", "message size exceeds the limit of 10 mb") => Kind::EmailTooLarge,
        _ => return None,
    };
    Some(Found::sure(kind, TASKS, &error.cited).but(Certainty::Possible))
}

/// The class of a callout that was answered, or that gave up: it left. Its message is the answer's,
/// or whatever the answer was judged by; its words count for nothing.
fn callout_without_status(said: &Said) -> Option<Found> {
    let class = said.class.as_ref().filter(|_| said.is_about_a_callout())?;
    Some(Found::sure(Kind::CalloutUnclear, RFC9110, &class.cited).unwarranted())
}
