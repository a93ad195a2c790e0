//! `/t/:environment`: the bar, the banners, and the page below.

use leptos::either::EitherOf3;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_params_map};
use reprise_domain::place::{Nowhere, Place};

use super::nowhere::Nowhere as NowherePage;
use crate::desk::Desk;
use crate::parts::connect::Connect;
use crate::parts::demo_banner::DemoBanner;
use crate::parts::top_bar::TopBar;
use crate::parts::unsettled_banner::UnsettledBanner;

/// Where the operator is.
pub(crate) fn use_place() -> Signal<Place> {
    expect_context::<Signal<Place>>()
}

/// Reads the place from the address and shows what is there.
#[component]
pub(crate) fn EnvironmentPage() -> impl IntoView {
    let desk = Desk::from_context();
    let (params, location) = (use_params_map(), use_location());
    let read = Memo::new(move |_| {
        let environment = params.with(|params| params.get("environment").unwrap_or_default());
        location
            .search
            .with(|query| Place::read(&desk.config(), &environment, query))
    });
    let state = Memo::new(move |_| match read.get() {
        Err(nowhere) => Shown::Nowhere(nowhere),
        Ok(place) if desk.needs_token(&place.environment) => Shown::Connect(place),
        Ok(place) => Shown::Pages(place),
    });
    // The views below are made anew only when what is shown changes in kind, not with each place.
    let kind = Memo::new(move |_| state.with(std::mem::discriminant));
    move || {
        kind.track();
        match state.get_untracked() {
            Shown::Nowhere(_) => EitherOf3::A(view! { <Lost state/> }),
            Shown::Connect(place) => {
                provide_place(state, place);
                EitherOf3::B(
                    view! { <a class="skip" href="#main">"To the content"</a> <TopBar/> <Connect/> },
                )
            }
            Shown::Pages(place) => {
                provide_place(state, place);
                EitherOf3::C(view! { <Frame/> })
            }
        }
    }
}

#[derive(Clone, PartialEq, Eq)]
enum Shown {
    Nowhere(Nowhere),
    Connect(Place),
    Pages(Place),
}

fn provide_place(state: Memo<Shown>, first: Place) {
    let place = Memo::new(move |last: Option<&Place>| match state.get() {
        Shown::Connect(place) | Shown::Pages(place) => place,
        Shown::Nowhere(_) => last.unwrap_or(&first).clone(),
    });
    provide_context::<Signal<Place>>(place.into());
}

#[component]
fn Lost(state: Memo<Shown>) -> impl IntoView {
    let sentence = move || match state.get() {
        Shown::Nowhere(nowhere) => nowhere.to_string(),
        _ => String::new(),
    };
    view! { <NowherePage sentence=Signal::derive(sentence)/> }
}

#[component]
fn Frame() -> impl IntoView {
    view! {
        <a class="skip" href="#main">"To the content"</a>
        <TopBar/>
        <div class="banners">
            <UnsettledBanner/>
            <DemoBanner/>
        </div>
        <Outlet/>
    }
}
