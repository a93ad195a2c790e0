//! `/`: leads on to the first environment's tasks.

use leptos::prelude::*;
use reprise_domain::place::Place;
use reprise_domain::query::TaskQuery;

use crate::desk::Desk;
use crate::ui::address::Address;

/// Leads to the first environment.
#[component]
pub(crate) fn HomePage() -> impl IntoView {
    let config = Desk::from_context().config();
    if let Some(first) = config.environments.first() {
        let address = Address::from_context();
        let to = Place::first(first).tasks(&TaskQuery::default());
        set_timeout(move || address.replace(&to), std::time::Duration::ZERO);
    }
}
