//! The bar on top of every page: where one is, where one can go, who one is.

use leptos::prelude::*;
use reprise_domain::query::TaskQuery;
use reprise_domain::rerun::filter::RerunQuery;
use reprise_domain::route::Route;

use super::arm_switch::ArmSwitch;
use super::environment_pill::{EnvironmentPill, kind_name};
use super::open_reruns::doubts_of;
use super::search::Search;
use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::ui::address::Address;
use crate::ui::erased::text;
use crate::ui::intl;

/// The bar. Production is marked by colour and word.
#[component]
pub fn TopBar() -> impl IntoView {
    let place = use_place();
    let desk = Desk::from_context();
    let kind = text(move || place.with(|place| kind_name(place.environment.kind).to_owned()));
    let operator = desk.operator();
    let here = move |tenancy: &reprise_domain::tenancy::Tenancy| {
        place.with(|place| place.environment.id == tenancy.environment)
    };
    let doubts = doubts_of(desk, here);
    let count = text(move || match doubts.get() {
        0 => String::new(),
        count => format!(" ({})", intl::count(count)),
    });
    let [tasks, unsettled, reruns] = [
        text(move || place.get().tasks(&TaskQuery::default())),
        text(move || place.get().unsettled()),
        text(move || place.get().reruns(&RerunQuery::default())),
    ];
    view! {
        <header class="bar" data-kind=kind>
            <a class="bar__mark" href="/">"Reprise"</a>
            <nav class="bar__nav" aria-label="Main">
                <a href=tasks aria-current=current(|route| matches!(route, Route::Tasks(_)))>"Tasks"</a>
                <a href=unsettled aria-current=current(|route| matches!(route, Route::Unsettled(_)))>"Unsettled"{count}</a>
                <a href=reruns aria-current=current(|route| matches!(route, Route::Reruns(_)))>"Reruns"</a>
            </nav>
            <div class="bar__end">
                <Search/>
                <ArmSwitch/>
                <EnvironmentPill/>
                {operator.map(|name| view! { <span class="bar__operator mono" title="Who is signed in"><bdi>{name}</bdi></span> })}
            </div>
        </header>
    }
}

/// `page` on the page itself, `false` elsewhere.
fn current(is_here: fn(&Route) -> bool) -> Signal<String> {
    let address = Address::from_context();
    let here = move || address.path.with(|path| is_here(&Route::read(path)));
    text(move || if here() { "page" } else { "false" }.to_owned())
}
