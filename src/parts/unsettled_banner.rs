//! On every page: the reruns of which it is not known whether they ran.

use leptos::prelude::*;
use reprise_domain::config::Config;
use reprise_domain::place::Place;
use reprise_domain::rerun::Rerun;

use crate::desk::Desk;
use crate::ui::address::Address;
use crate::ui::erased::{memo, shown, when};

/// One line for each unsettled rerun, with a link to its task; warns before the tab is left,
/// because what is known of them is in this tab alone.
#[component]
pub fn UnsettledBanner() -> impl IntoView {
    let desk = Desk::from_context();
    let config = desk.config();
    let page = Address::from_context().path;
    let all = desk.slice(move |model| {
        model.unsettled().map(|rerun| link(&config, rerun)).collect::<Vec<_>>()
    });
    // The page of the task itself says more than a line could.
    let open = memo(move || {
        let here = |(_, address): &(String, String)| {
            page.with(|path| address.split('?').next() == Some(path.as_str()))
        };
        all.get().into_iter().filter(|line| !here(line)).collect::<Vec<_>>()
    });
    let asking = desk.slice(|model| model.reruns.iter().any(Rerun::is_open));
    let guard = window_event_listener(leptos::ev::beforeunload, move |event| {
        if asking.get_untracked() {
            event.prevent_default();
        }
    });
    on_cleanup(move || guard.remove());
    when(
        move || open.with(|open| !open.is_empty()),
        move || {
            let lines = shown(move || open.get().into_iter().map(line).collect_view().into_any());
            view! { <aside class="unsettled" aria-label="Unsettled reruns">{lines}</aside> }
                .into_any()
        },
    )
}

fn line((task, address): (String, String)) -> impl IntoView {
    view! {
        <p>
            <span class="badge" data-status="unsettled">
                <span aria-hidden="true">"●"</span> "Unsettled"
            </span>
            {format!("We do not know whether task {task} ran. ")}
            <a href=address>"Look at it"</a>
        </p>
    }
}

fn link(config: &Config, rerun: &Rerun) -> (String, String) {
    let tenancy = &rerun.intent.tenancy;
    let place = config.environment(tenancy.environment.as_str()).map(Place::first);
    let place = place.map(|place| place.with(tenancy.entity.clone(), &tenancy.orgs));
    let address = place.map(|place| place.task(rerun.intent.task)).unwrap_or_default();
    (rerun.intent.task.to_string(), address)
}
