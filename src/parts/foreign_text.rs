//! Says that the text of the page is no longer its own, when that is so.

use leptos::prelude::*;
use reprise_domain::explain::foreign::foreign_notice;

use super::notice_card::NoticeCard;
use crate::ui::erased::{memo, when};
use crate::ui::own_text::is_foreign;

/// On top of each page, and in every dialog that decides.
#[component]
pub fn ForeignText() -> impl IntoView {
    let foreign = is_foreign();
    when(
        move || foreign.get(),
        || {
            view! { <div role="alert" data-foreign=""><NoticeCard notice=memo(foreign_notice)/></div> }
                .into_any()
        },
    )
}
