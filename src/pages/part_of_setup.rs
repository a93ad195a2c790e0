//! The two pages of whoever sets this up, as one part of the page (docs/decisions/0005).

use super::{check, proof};
use crate::parts::later::lazily;

/// One of the pages.
pub(super) enum Page {
    Check,
    Proof,
}

lazily! {
    /// What is on one of the pages.
    pub(super) fn setup_view(page: Page) -> AnyView {
        match page {
            Page::Check => check::checked(),
            Page::Proof => proof::proving(),
        }
    }
}
