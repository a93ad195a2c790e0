//! What became of a rerun: words, lamps, buttons.

use leptos::prelude::*;
use reprise_domain::explain::rerun::rerun_notice;
use reprise_domain::explain::{Notice, Tone};
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::stage::Stage;

use super::lamps::LampRow;
use super::notice_card::NoticeCard;
use super::rerun_actions::RerunActions;
use crate::ui::erased::{memo, when};
use crate::ui::slice::Slice;

/// The notice about the latest rerun, with what may be done now.
#[component]
pub fn RerunNotice(
    /// The rerun.
    rerun: Slice<Option<Rerun>>,
    /// Whether the findings are shown before their time, too, with what they wait for.
    #[prop(optional)]
    all: bool,
) -> impl IntoView {
    let notice =
        memo(move || rerun.with(|rerun| rerun.as_ref().map(rerun_notice)).unwrap_or(NO_NOTICE));
    when(
        move || rerun.with(Option::is_some),
        move || {
            view! {
                <div class="rerun-notice" id="rerun-notice" tabindex="-1">
                    <NoticeCard notice>
                        <div class="notice__end">
                            {when(move || rerun.with(|rerun| has_lamps(rerun.as_ref())), move || view! { <LampRow rerun/> }.into_any())}
                            <RerunActions rerun all focused="rerun-notice"/>
                        </div>
                    </NoticeCard>
                </div>
            }
            .into_any()
        },
    )
}

/// No notice at all.
pub const NO_NOTICE: Notice = Notice {
    tone: Tone::Plain,
    headline: String::new(),
    detail: String::new(),
    advice: String::new(),
};

/// Lamps tell of something that was sent and not turned away.
pub fn has_lamps(rerun: Option<&Rerun>) -> bool {
    let stage = rerun.map(|rerun| &rerun.stage);
    !matches!(
        stage,
        None | Some(
            Stage::Checking
                | Stage::Prepared
                | Stage::Refused(_)
                | Stage::NotSent(_)
                | Stage::NotRun
                | Stage::TurnedAway(_)
                | Stage::HeldBack { .. }
        )
    )
}
