//! What a locked page says.

use crate::desk::session::Lock;

/// Headline, what it means, and what the button does.
#[must_use]
pub const fn lock_words(lock: Lock) -> (&'static str, &'static str, &'static str) {
    match lock {
        Lock::Idle => (
            "Locked: nobody has used this page for a while.",
            "What was read is gone from its memory, a pasted token as well. The journal is kept, and what was sent is still waited for.",
            "Unlock",
        ),
        Lock::Over => (
            "Locked: this page has been open for as long as one may use it.",
            "What was read is gone from its memory, a pasted token as well. The journal is kept. Load the page anew, and sign in if your site asks for it.",
            "Load anew",
        ),
    }
}
