//! Previous and next page. Zuora tells no total, so neither does this.

use leptos::prelude::*;
use reprise_domain::query::TaskQuery;

use crate::pages::environment::use_place;

/// Links to the pages beside this one.
#[component]
pub fn PagesBar(
    /// The list on screen.
    query: TaskQuery,
    /// Whether Zuora names a further page.
    has_next: bool,
) -> impl IntoView {
    let place = use_place();
    let link = |page: u32, name: &'static str, there: bool| {
        let query = query.on_page(page);
        if there {
            view! { <a class="button" href=place.get_untracked().tasks(&query)>{name}</a> }
                .into_any()
        } else {
            view! { <span class="button" aria-disabled="true">{name}</span> }.into_any()
        }
    };
    let previous = link(query.page.saturating_sub(1), "Previous", query.page > 1);
    let next = link(query.page + 1, "Next", has_next);
    view! {
        <nav class="pages" aria-label="Pages">
            {previous}
            <span>{format!("Page {}", query.page)}</span>
            {next}
        </nav>
    }
}
