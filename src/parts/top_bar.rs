//! The bar on top of every page: where one is, where one can go, who one is.

use leptos::prelude::*;
use reprise_domain::query::TaskQuery;

use super::environment_pill::{EnvironmentPill, kind_name};
use super::search::Search;
use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::ui::address::Address;
use crate::ui::erased::text;

/// The bar. Production is marked by colour and word.
#[component]
pub fn TopBar() -> impl IntoView {
    let place = use_place();
    let address = Address::from_context();
    let kind = text(move || place.with(|place| kind_name(place.environment.kind).to_owned()));
    let here = current(address);
    let operator = Desk::from_context().operator();
    view! {
        <header class="bar" data-kind=kind>
            <a class="bar__mark" href="/">"Reprise"</a>
            <nav class="bar__nav" aria-label="Main">
                <a href=text(move || place.get().tasks(&TaskQuery::default())) aria-current=here>"Tasks"</a>
            </nav>
            <div class="bar__end">
                <Search/>
                <EnvironmentPill/>
                {operator.map(|name| view! { <span class="bar__operator mono" title="Who is signed in"><bdi>{name}</bdi></span> })}
            </div>
        </header>
    }
}

/// `page` on the list itself, `false` elsewhere.
fn current(address: Address) -> Signal<String> {
    let listed = move || address.path.with(|path| path.trim_end_matches('/').ends_with("/tasks"));
    text(move || if listed() { "page" } else { "false" }.to_owned())
}
