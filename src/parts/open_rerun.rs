//! One rerun that is not over, with everything that helps to settle it.

use leptos::prelude::*;
use reprise_domain::explain::rerun::rerun_notice;
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::key::IdempotencyKey;

use super::attempts::Attempts;
use super::lamps::LampRow;
use super::notice_card::NoticeCard;
use super::rerun_actions::RerunActions;
use super::rerun_badge::RerunBadge;
use super::rerun_card::{NO_NOTICE, has_lamps};
use super::rerun_summary::RerunSummary;
use crate::desk::Desk;
use crate::ui::erased::{memo, when};
use crate::ui::slice::Slice;

/// A card: the notice, the buttons, the decision and every attempt.
#[component]
pub fn OpenRerun(
    /// Its key.
    key: IdempotencyKey,
) -> impl IntoView {
    let id = format!("rerun-{key}");
    let focused = id.clone();
    let rerun = Desk::from_context().slice(move |model| model.rerun(&key).cloned());
    let rerun: Slice<Option<Rerun>> = rerun;
    let notice =
        memo(move || rerun.with(|rerun| rerun.as_ref().map(rerun_notice)).unwrap_or(NO_NOTICE));
    let lamps = when(
        move || rerun.with(|rerun| has_lamps(rerun.as_ref())),
        move || view! { <LampRow rerun/> }.into_any(),
    );
    view! {
        <div class="rerun-notice" id=id tabindex="-1">
            <NoticeCard notice>
                <div class="notice__end">
                    <div class="notice__state"><RerunBadge rerun/> {lamps}</div>
                    <RerunActions rerun all=true focused/>
                </div>
                <RerunSummary rerun to_story=true/>
                <Attempts rerun/>
            </NoticeCard>
        </div>
    }
}
