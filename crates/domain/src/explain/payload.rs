//! What the payload view says.

use crate::payload::PathTrouble;

/// What is said when an address names a value that is not there.
pub const NO_SUCH_PATH: &str = "The payload has no value at the path in the address.";

/// What is said when the path in an address cannot be read.
#[must_use]
pub fn path_trouble(trouble: &PathTrouble) -> String {
    format!("The path in the address cannot be read: {trouble}.")
}

/// Not everything that was to be opened was. `written` is the count in words.
#[must_use]
pub fn left_closed(written: &str, count: usize) -> String {
    let (groups, them) = if count == 1 { ("group stays", "it") } else { ("groups stay", "them") };
    format!(
        "{written} {groups} closed: more rows would slow the page down. Open {them} one by one."
    )
}
