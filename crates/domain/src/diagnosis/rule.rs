//! One rule of the table of causes.

use super::cause::Certainty;
use super::evidence::Evidence;
use super::kind::Kind;
use super::said::Said;
use super::sign::Sign;
use super::spot::Cited;

/// One rule: all its signs must be there.
pub(super) struct Rule {
    pub(super) kind: Kind,
    pub(super) signs: &'static [Sign],
    pub(super) certainty: Certainty,
    pub(super) source: &'static str,
}

/// A field says so, by its documented meaning.
pub(super) const fn sure(kind: Kind, signs: &'static [Sign], source: &'static str) -> Rule {
    Rule { kind, signs, certainty: Certainty::Certain, source }
}

/// Words or classes whose meaning is public say so.
pub(super) const fn likely(kind: Kind, signs: &'static [Sign], source: &'static str) -> Rule {
    Rule { kind, signs, certainty: Certainty::Likely, source }
}

/// Words that we made up say so.
pub(super) const fn maybe(kind: Kind, signs: &'static [Sign], source: &'static str) -> Rule {
    Rule { kind, signs, certainty: Certainty::Possible, source }
}

impl Rule {
    /// What its signs were read from, when all of them are there.
    pub(super) fn seen(&self, evidence: &Evidence, said: &Said) -> Option<Vec<Cited>> {
        let mut cited = Vec::new();
        for sign in self.signs {
            cited.extend(sign.seen(evidence, said)?);
        }
        Some(cited)
    }
}
