//! Clauses of If and Case, with what they compared.

use super::Content;
use super::expression::tags;
use super::seen::{Payload, Seen};
use super::taking::Fields;
use crate::payload::{Json, Kind};

/// A clause: its source, and each condition in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Zuora's name for it: `if_clause`, `Case_1`.
    pub name: String,
    /// Its source, in Liquid.
    pub text: String,
    /// What it compares, in its order.
    pub conditions: Vec<Condition>,
}

/// One tag or output of a clause that reads something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// As written, without its marks: `if Data.Payments.declined > 0`.
    pub text: String,
    /// What it reads.
    pub seen: Vec<Seen>,
}

/// Cases beyond which they are shown as a tree.
const MOST_CASES: usize = 100;

/// Tags of one clause that are looked at.
const MOST_TAGS: usize = 200;

pub(super) fn read_if(fields: &mut Fields, payload: &mut Payload) {
    if let Some(text) = fields.text("if_clause") {
        let clause = clause("if_clause".to_owned(), text, payload);
        fields.push("Condition", "if_clause", Content::Clauses(vec![clause]));
    }
}

/// `case_clause` is computed; the first of `case_condition` that fits it decides.
pub(super) fn read_case(fields: &mut Fields, payload: &mut Payload) {
    if let Some(text) = fields.text("case_clause") {
        let clause = clause("case_clause".to_owned(), text, payload);
        fields.push("Compared", "case_clause", Content::Clauses(vec![clause]));
    }
    if let Some(value) = fields.take("case_condition") {
        match cases(&value, payload) {
            Some(cases) => fields.push("Cases", "case_condition", Content::Clauses(cases)),
            None => fields.push("Cases", "case_condition", Content::Tree(value)),
        }
    }
    fields.facts("Settings", &[("disable_regex", "Compares as plain text")]);
}

fn cases(value: &Json, payload: &mut Payload) -> Option<Vec<Clause>> {
    let members = value.members();
    if value.kind() != Kind::Object || members.len() > MOST_CASES {
        return None;
    }
    let mut cases = Vec::new();
    for (name, case) in members {
        cases.push(clause(name, case.string()?, payload));
    }
    Some(cases)
}

fn clause(name: String, text: String, payload: &mut Payload) -> Clause {
    let mut conditions = Vec::new();
    let tags = tags(&text);
    let locals = tags.iter().filter_map(|tag| tag.sets.clone()).collect();
    for tag in tags.into_iter().take(MOST_TAGS) {
        let seen = payload.look(&tag.reads, &locals);
        if !seen.is_empty() {
            conditions.push(Condition { text: tag.text, seen });
        }
    }
    Clause { name, text, conditions }
}
