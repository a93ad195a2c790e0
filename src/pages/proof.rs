//! `/t/:environment/proof`: whether Zuora honours keys, asked on a canary.

use leptos::prelude::*;
use reprise_domain::explain::proof::standing_notice;
use reprise_domain::explain::proof_course::{ABOUT, NO_TENANT};
use reprise_domain::proof::course::Course;
use reprise_domain::proof::standing::WhyUnproven;

use super::environment::use_place;
use super::part_of_setup::{Page, setup_view};
use crate::desk::Desk;
use crate::desk::proof::Proof;
use crate::parts::later::later;
use crate::parts::notice_card::NoticeCard;
use crate::parts::proof_course::ProofCourse;
use crate::parts::proof_plan::ProofPlan;
use crate::ui::erased::{memo, shown, text};
use crate::ui::intl;
use crate::ui::title::keep_title;

/// Leads an administrator through the proof of keys.
#[component]
pub(crate) fn ProofPage() -> impl IntoView {
    let place = use_place();
    keep_title(move || {
        format!("Proof of keys · {} · Reprise", place.with(|place| place.environment.label.clone()))
    });
    view! {
        <main class="page" id="main" tabindex="-1">
            {later("The proof of keys", || setup_view(Page::Proof))}
        </main>
    }
}

/// What is on the page.
pub(super) fn proving() -> AnyView {
    let place = use_place();
    // Another environment, or another entity of it, is another proof.
    let own = memo(move || place.with(|place| place.tenancy.clone()));
    let body = shown(move || {
        let _own = own.get();
        one_proof()
    });
    view! {
        <header class="head">
            <div class="head__words"><h1>"Proof of keys"</h1><p class="muted">{ABOUT}</p></div>
        </header>
        {body}
    }
    .into_any()
}

fn one_proof() -> AnyView {
    let (desk, place) = (Desk::from_context(), use_place());
    let proof = Proof::new(desk);
    warn_of_loss(proof);
    let is_countered = desk.slice(move |model| {
        place.with(|place| model.counter_evidence(&place.environment.id).is_some())
    });
    let standing = memo(move || {
        let now = Desk::now();
        let standing = place.with(|place| place.environment.keys_standing(now));
        let standing = if is_countered.get() { Err(WhyUnproven::Countered) } else { standing };
        standing_notice(&standing, |at| intl::moment(at, now))
    });
    let has_tenant = place.with_untracked(|place| place.environment.tenant.is_some());
    let has_begun = memo(move || proof.course().with(Option::is_some));
    let body = shown(move || match (has_tenant, has_begun.get()) {
        (false, _) => view! { <p class="card">{NO_TENANT}</p> }.into_any(),
        (true, false) => view! { <ProofPlan proof/> }.into_any(),
        (true, true) => view! { <ProofCourse proof/> }.into_any(),
    });
    let label = text(move || place.with(|place| place.environment.label.clone()));
    view! {
        <section aria-label=label><NoticeCard notice=standing/></section>
        {body}
    }
    .into_any()
}

/// A proof that is under way is lost with its page: the browser asks before.
fn warn_of_loss(proof: Proof) {
    let asked = window_event_listener(leptos::ev::beforeunload, move |event| {
        let under_way = |course: &Option<Course>| course.as_ref().is_some_and(Course::is_under_way);
        if proof.course().try_with_untracked(under_way) == Some(true) {
            event.prevent_default();
        }
    });
    on_cleanup(move || asked.remove());
}
