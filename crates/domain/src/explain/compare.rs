//! What is different between two payloads, in words.

use crate::payload::{ChangeKind, Counts, NotJson};

/// The kind of a change in one word.
#[must_use]
pub const fn change_word(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Changed => "changed",
        ChangeKind::Rewritten => "written differently",
        ChangeKind::Moved => "moved",
    }
}

/// How many changes there are of each kind: `2 changed, 1 added`.
#[must_use]
pub fn counts_line(counts: Counts, count: impl Fn(usize) -> String) -> String {
    let Counts { added, removed, changed, rewritten, moved } = counts;
    let kinds = [
        (changed, ChangeKind::Changed),
        (added, ChangeKind::Added),
        (removed, ChangeKind::Removed),
        (moved, ChangeKind::Moved),
        (rewritten, ChangeKind::Rewritten),
    ];
    let told = kinds.into_iter().filter(|(many, _)| *many > 0);
    let told = told.map(|(many, kind)| format!("{} {}", count(many), change_word(kind)));
    let told = told.collect::<Vec<_>>().join(", ");
    if told.is_empty() { NO_DIFFERENCE.to_owned() } else { told }
}

/// Both say the same.
pub const NO_DIFFERENCE: &str =
    "No difference: both hold the same values. The order of an object's members does not count.";

/// Beside a comparison of lists that differ in too much.
pub const ROUGH: &str =
    "Some lists differ in so much that more of their items may be told as changed than were.";

/// The text to compare with is no JSON.
#[must_use]
pub fn no_json(trouble: &NotJson) -> String {
    let (line, column, what) = (trouble.line(), trouble.column(), trouble.what());
    format!(
        "This is not JSON: line {line}, column {column}: {what}. Nothing was compared; mend the text and it will be."
    )
}
