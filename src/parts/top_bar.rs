//! The bar on top of every page: where one is, where one can go, who one is.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use reprise_domain::query::TaskQuery;

use super::environment_pill::{EnvironmentPill, kind_name};
use super::search::Search;
use crate::desk::Desk;
use crate::pages::environment::use_place;

/// The bar. Production is marked by colour and word.
#[component]
pub(crate) fn TopBar() -> impl IntoView {
    let place = use_place();
    let location = use_location();
    let kind = move || place.with(|place| kind_name(place.environment.kind));
    let here = move || {
        location
            .pathname
            .with(|path| path.ends_with("/tasks"))
            .then_some("page")
    };
    let operator = Desk::from_context().operator();
    view! {
        <header class="bar" data-kind=kind>
            <a class="bar__mark" href="/">"Reprise"</a>
            <nav class="bar__nav" aria-label="Main">
                <a href=move || place.get().tasks(&TaskQuery::default()) aria-current=here>"Tasks"</a>
            </nav>
            <div class="bar__end">
                <Search/>
                <EnvironmentPill/>
                {operator.map(|name| view! { <span class="bar__operator mono" title="Who is signed in"><bdi>{name}</bdi></span> })}
            </div>
        </header>
    }
}
