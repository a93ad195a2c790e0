//! What is said when somebody else has changed the text of the page.

use super::{Notice, Tone};

/// A translator or an extension has rewritten what the page says of a decision.
#[must_use]
pub fn foreign_notice() -> Notice {
    Notice::new(
        Tone::Bad,
        "Your browser or an extension has changed the text of this page.",
        "What is said here of tasks and reruns may be false, or may stand still while the facts go on.",
        "Switch off translation for this page, and extensions that rewrite pages. Then reload, and decide nothing before. What was sent is in the journal.",
    )
}
