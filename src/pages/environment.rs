//! `/t/:environment`: the bar, the banners, and the page below.

use leptos::prelude::*;
use reprise_domain::place::{Nowhere, Place};
use reprise_domain::query::TaskQuery;
use reprise_domain::route::Route;

use super::nowhere::Nowhere as NowherePage;
use super::one_rerun::OneRerunPage;
use super::proof::ProofPage;
use super::reruns::RerunsPage;
use super::run::RunPage;
use super::task::TaskPage;
use super::tasks::TasksPage;
use super::unsettled::UnsettledPage;
use crate::desk::Desk;
use crate::parts::connect::Connect;
use crate::parts::demo_banner::DemoBanner;
use crate::parts::foreign_text::ForeignText;
use crate::parts::journal_trouble::JournalTrouble;
use crate::parts::open_reruns::OpenReruns;
use crate::parts::proof_ended::ProofEnded;
use crate::parts::top_bar::TopBar;
use crate::ui::address::Address;
use crate::ui::erased::{memo, shown, text};
use crate::ui::slice::Slice;

/// Where the operator is.
pub(crate) fn use_place() -> Slice<Place> {
    expect_context::<Slice<Place>>()
}

/// What an address within an environment leads to.
#[derive(Clone, PartialEq, Eq)]
enum Found {
    Nowhere(Nowhere),
    Connect(Place),
    Pages(Place),
}

/// Reads the place from the address and shows what is there.
#[component]
pub(crate) fn EnvironmentPage() -> impl IntoView {
    let desk = Desk::from_context();
    let address = Address::from_context();
    let route = expect_context::<Slice<Route>>();
    let found = memo(move || {
        let named = route.with(|route| route.environment().unwrap_or_default().to_owned());
        match address.query.with(|query| Place::read(&desk.config(), &named, query)) {
            Err(nowhere) => Found::Nowhere(nowhere),
            Ok(place) if desk.needs_token(&place.environment) => Found::Connect(place),
            Ok(place) => Found::Pages(place),
        }
    });
    // The views below are made anew only when what is found changes in kind, not with each place.
    let kind = memo(move || found.with(std::mem::discriminant));
    shown(move || {
        // Read, not only tracked: a memo that nobody has read watches nothing yet.
        let _kind = kind.get();
        match found.get_untracked() {
            Found::Nowhere(nowhere) => {
                let sentence = text(move || nowhere.to_string());
                view! { <NowherePage sentence/> }.into_any()
            }
            Found::Connect(place) => {
                provide_place(found, place);
                view! { <Skip/> <TopBar/> <Banners/> <Connect/> }.into_any()
            }
            Found::Pages(place) => {
                provide_place(found, place);
                view! { <Skip/> <TopBar/> <Banners/> <Below route/> }.into_any()
            }
        }
    })
}

fn provide_place(found: Slice<Found>, first: Place) {
    let place = Slice::new(move |last: Option<&Place>| match found.get() {
        Found::Connect(place) | Found::Pages(place) => place,
        Found::Nowhere(_) => last.unwrap_or(&first).clone(),
    });
    provide_context::<Slice<Place>>(place);
}

#[component]
fn Skip() -> impl IntoView {
    view! { <a class="skip" href="#main">"To the content"</a> }
}

#[component]
fn Banners() -> impl IntoView {
    view! {
        <section class="banners" aria-label="Notes">
            <ForeignText/>
            <JournalTrouble/>
            <ProofEnded/>
            <OpenReruns/>
            <DemoBanner/>
        </section>
    }
}

/// The page that the address asks for within the environment.
#[component]
fn Below(route: Slice<Route>) -> impl IntoView {
    let place = use_place();
    let address = Address::from_context();
    shown(move || match route.get() {
        Route::Tasks(_) => view! { <TasksPage/> }.into_any(),
        Route::Task(_, task) => view! { <TaskPage task/> }.into_any(),
        Route::Run(_, run) => view! { <RunPage run/> }.into_any(),
        Route::Unsettled(_) => view! { <UnsettledPage/> }.into_any(),
        Route::Reruns(_) => view! { <RerunsPage/> }.into_any(),
        Route::OneRerun(_, key) => view! { <OneRerunPage key/> }.into_any(),
        Route::Proof(_) => view! { <ProofPage/> }.into_any(),
        _ => {
            let to = place.get_untracked().tasks(&TaskQuery::default());
            set_timeout(move || address.replace(&to), std::time::Duration::ZERO);
            ().into_any()
        }
    })
}
