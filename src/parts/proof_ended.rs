//! On every page of an environment whose proof of keys has ended: that a key was seen not to be
//! honoured, and what follows.

use leptos::prelude::*;
use reprise_domain::explain::proof::proof_ended;
use reprise_domain::place::Place;

use super::later::{later, lazily};
use super::notice_card::NoticeCard;
use super::open_reruns::place_of;
use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::ui::erased::{memo, shown, when};
use crate::ui::intl;

/// The banner; nothing where no proof has ended so.
#[component]
pub(crate) fn ProofEnded() -> impl IntoView {
    let place = use_place();
    let ended = Desk::from_context().slice(move |model| {
        place.with(|place| model.proof_ended_by(&place.environment.id).is_some())
    });
    // Hardly anybody ever sees it: its words come when they are needed.
    when(move || ended.get(), || later("The end of a proof of keys", proof_ended_view))
}

lazily! {
    /// What the banner says.
    fn proof_ended_view() -> AnyView {
        banner()
    }
}

fn banner() -> AnyView {
    let (desk, place) = (Desk::from_context(), use_place());
    let config = desk.config();
    let told = desk.slice(move |model| {
        let rerun = place.with(|place| model.proof_ended_by(&place.environment.id))?;
        let now = Desk::now();
        let notice = proof_ended(rerun, |at| intl::moment(at, now));
        // Where it was decided: that need not be this environment.
        let story = place_of(&config, &rerun.intent.tenancy);
        Some((notice, story.map(|place| place.rerun(&rerun.intent.key))))
    });
    shown(move || {
        let Some((notice, story)) = told.get() else { return ().into_any() };
        let proof = place.with(Place::proof);
        let story = story.map(|to| view! { <a href=to>"Look at the rerun"</a> });
        view! {
            <div role="alert">
                <NoticeCard notice=memo(move || notice.clone())>
                    <p class="notice__buttons">{story} <a href=proof>"Proof of keys"</a></p>
                </NoticeCard>
            </div>
        }
        .into_any()
    })
}
