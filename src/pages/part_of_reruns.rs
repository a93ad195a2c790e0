//! The three pages of reruns, as one part of the page: who opens one of them soon opens another, and
//! each part of its own costs the first load (docs/decisions/0005).

use reprise_domain::rerun::Rerun;

use super::{one_rerun, reruns, unsettled};
use crate::parts::later::lazily;
use crate::ui::slice::Slice;

/// One of the pages.
pub(super) enum Page {
    List,
    Unsettled,
    One(Slice<Option<Rerun>>),
}

lazily! {
    /// What is on one of the pages.
    pub(super) fn reruns_view(page: Page) -> AnyView {
        match page {
            Page::List => reruns::listing(),
            Page::Unsettled => unsettled::listing(),
            Page::One(rerun) => one_rerun::telling(rerun),
        }
    }
}
