//! An address that leads nowhere.

use leptos::prelude::*;

use crate::parts::open_reruns::OpenReruns;
use crate::ui::title::keep_title;

/// Says that there is no such page, and why.
#[component]
pub(crate) fn Nowhere(
    /// What is wrong with the address.
    sentence: Signal<String>,
) -> impl IntoView {
    keep_title(|| "No such page · Reprise".to_owned());
    view! {
        <section class="banners" aria-label="Notes"><OpenReruns/></section>
        <main class="page page--narrow" id="main" tabindex="-1">
            <div class="card">
                <h1>"There is no such page"</h1>
                <p>{sentence}</p>
                <p><a href="/">"Go to the tasks"</a></p>
            </div>
        </main>
    }
}
