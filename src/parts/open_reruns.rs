//! On every page: the reruns that are not over, but for the one whose page is on screen.

use leptos::prelude::*;
use reprise_domain::config::Config;
use reprise_domain::explain::rerun::open_line;
use reprise_domain::id::TaskId;
use reprise_domain::place::Place;
use reprise_domain::rerun::stage::Stage;
use reprise_domain::rerun::{Intent, Rerun};
use reprise_domain::route::Route;
use reprise_domain::tenancy::Tenancy;

use crate::desk::Desk;
use crate::ui::address::Address;
use crate::ui::erased::{shown, when};

/// One rerun as another page tells of it: sentence, address, and whether it is in doubt.
type Line = (String, String, bool);

/// One line for each rerun that is not over, with a link to its task.
#[component]
pub fn OpenReruns() -> impl IntoView {
    let desk = Desk::from_context();
    let config = desk.config();
    let address = Address::from_context();
    let open = desk.slice(move |model| {
        let route = address.path.with(|path| Route::read(path));
        let here = address.query.with(|query| task_on_screen(&config, &route, query));
        // The page of the task itself says more than a line could.
        let elsewhere = model.open_reruns().filter(|rerun| !is_of(rerun, here.as_ref()));
        elsewhere.map(|rerun| line_of(&config, rerun)).collect::<Vec<_>>()
    });
    when(
        move || open.with(|open| !open.is_empty()),
        move || {
            let lines = shown(move || open.get().into_iter().map(line).collect_view().into_any());
            view! { <aside class="unsettled" aria-label="Open reruns">{lines}</aside> }.into_any()
        },
    )
}

/// Asks before the tab is left while a rerun is not over: what is known of it is here alone.
pub fn guard_open_reruns(desk: Desk) {
    let open = desk.slice(|model| model.open_reruns().next().is_some());
    let guard = window_event_listener(leptos::ev::beforeunload, move |event| {
        if open.get_untracked() {
            event.prevent_default();
        }
    });
    on_cleanup(move || guard.remove());
}

fn task_on_screen(config: &Config, route: &Route, query: &str) -> Option<(Tenancy, TaskId)> {
    let Route::Task(environment, task) = route else { return None };
    let place = Place::read(config, environment, query).ok()?;
    Some((place.tenancy, TaskId::parse(task).ok()?))
}

fn is_of(rerun: &Rerun, here: Option<&(Tenancy, TaskId)>) -> bool {
    let Intent { tenancy, task, .. } = &rerun.intent;
    here.is_some_and(|(own, shown)| shown == task && own.is_same_tenant(tenancy))
}

fn line_of(config: &Config, rerun: &Rerun) -> Line {
    let Intent { tenancy, task, .. } = &rerun.intent;
    let place = config.environment(tenancy.environment.as_str()).map(Place::first);
    let place = place.map(|place| place.with(tenancy.entity.clone(), &tenancy.orgs));
    let address = place.map(|place| place.task(*task)).unwrap_or_default();
    (open_line(rerun), address, matches!(rerun.stage, Stage::Unsettled(_)))
}

fn line((sentence, address, unsettled): Line) -> AnyView {
    let (status, sign, word) =
        if unsettled { ("unsettled", "●", "Unsettled") } else { ("running", "◐", "Open") };
    view! {
        <p>
            <span class="badge" data-status=status><span aria-hidden="true">{sign}</span> {word}</span>
            {format!(" {sentence} ")}
            <a href=address>"Look at it"</a>
        </p>
    }
    .into_any()
}
