//! On every page: why reruns are off, when they are. Reading goes on all the same.

use leptos::prelude::*;
use reprise_domain::desk::Model;
use reprise_domain::explain::Notice;
use reprise_domain::explain::guard::page_notice;
use reprise_domain::explain::journal::journal_notice;

use super::notice_card::NoticeCard;
use crate::desk::Desk;
use crate::ui::erased::{memo, shown};

/// Says what is wrong with the journal, and with the page itself; nothing while nothing is.
#[component]
pub fn JournalTrouble() -> impl IntoView {
    let told =
        [told(|model| page_notice(model.page_bar())), told(|model| journal_notice(&model.journal))];
    told.into_iter().collect_view()
}

fn told(read: fn(&Model) -> Option<Notice>) -> AnyView {
    let notice = Desk::from_context().slice(read);
    shown(move || match notice.get() {
        Some(notice) => {
            view! { <div role="alert"><NoticeCard notice=memo(move || notice.clone())/></div> }
                .into_any()
        }
        None => ().into_any(),
    })
}
