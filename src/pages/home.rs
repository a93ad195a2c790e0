//! `/` and `/t/:environment`: lead on to the list of tasks.

use leptos::prelude::*;
use leptos_router::components::Redirect;
use reprise_domain::place::Place;
use reprise_domain::query::TaskQuery;

use super::environment::use_place;
use crate::desk::Desk;

/// Leads to the first environment.
#[component]
pub(crate) fn HomePage() -> impl IntoView {
    let config = Desk::from_context().config();
    let first = config
        .environments
        .first()
        .map(|environment| Place::first(environment).tasks(&TaskQuery::default()));
    first.map(|path| view! { <Redirect path/> })
}

/// Leads to the environment's tasks.
#[component]
pub(crate) fn EnvironmentHome() -> impl IntoView {
    let path = use_place().get_untracked().tasks(&TaskQuery::default());
    view! { <Redirect path/> }
}
