//! On every page: why reruns are off, when they are. Reading goes on all the same.

use leptos::prelude::*;
use reprise_domain::explain::journal::journal_notice;

use super::notice_card::NoticeCard;
use crate::desk::Desk;
use crate::ui::erased::{memo, shown};

/// Says what is wrong with the journal; nothing while nothing is.
#[component]
pub fn JournalTrouble() -> impl IntoView {
    let notice = Desk::from_context().slice(|model| journal_notice(&model.journal));
    shown(move || match notice.get() {
        Some(notice) => {
            view! { <div role="alert"><NoticeCard notice=memo(move || notice.clone())/></div> }
                .into_any()
        }
        None => ().into_any(),
    })
}
