//! Parts of a text that are secrets.

use std::ops::Range;

use super::SecretKind;

/// A part of a text that is a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
    /// Why it is one.
    pub kind: SecretKind,
    /// What it is called there; empty if how it looks gave it away.
    pub name: String,
    /// Of a number of JSON, in how many texts that JSON is: quotes are put around its mask.
    pub(super) number_in: Option<u8>,
}

/// Most characters of a name that are kept.
const LONGEST_NAME: usize = 80;

impl Found {
    /// A secret by how it looks.
    pub(super) const fn looks(span: Range<usize>, kind: SecretKind) -> Self {
        Self { span, kind, name: String::new(), number_in: None }
    }

    /// A secret by its name.
    pub(super) fn named(span: Range<usize>, kind: SecretKind, name: &str) -> Self {
        let name = name.chars().take(LONGEST_NAME).collect();
        Self { span, kind, name, number_in: None }
    }
}

/// In the order of the text, none within another. What was named keeps its name.
pub(super) fn in_order(found: &mut Vec<Found>) {
    found.sort_by_key(|found| {
        (found.span.start, usize::MAX - found.span.end, found.name.is_empty())
    });
    found.dedup_by(|next, kept| {
        let overlaps = next.span.start < kept.span.end;
        if overlaps {
            if next.span.end > kept.span.end {
                kept.number_in = None;
            }
            kept.span.end = kept.span.end.max(next.span.end);
        }
        overlaps
    });
}
