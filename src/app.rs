//! The page as a whole: configuration first, then the routes.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::path;
use reprise_domain::desk::Event;

use crate::desk::Desk;
use crate::desk::start::start;
use crate::pages::config_trouble::ConfigTroublePage;
use crate::pages::environment::EnvironmentPage;
use crate::pages::home::{EnvironmentHome, HomePage};
use crate::pages::nowhere::Nowhere;
use crate::pages::task::TaskPage;
use crate::pages::tasks::TasksPage;
use crate::ui::live_region::LiveRegion;

/// Reads `config.json`, then shows the page, or what is wrong with the file.
#[component]
pub fn App() -> impl IntoView {
    let read = LocalResource::new(start);
    move || match read.get() {
        None => view! { <p class="muted" role="status">"Reading config.json…"</p> }.into_any(),
        Some(Err(notice)) => view! { <ConfigTroublePage notice/> }.into_any(),
        Some(Ok((config, operator))) => {
            let desk = Desk::provide(config, operator);
            watch_visibility(desk);
            view! { <Pages desk/> }.into_any()
        }
    }
}

#[component]
fn Pages(desk: Desk) -> impl IntoView {
    view! {
        <LiveRegion said=desk.said()/>
        <Router>
            <Routes fallback=|| view! { <Nowhere sentence="The address may be misspelt."/> }>
                <Route path=path!("/") view=HomePage/>
                <ParentRoute path=path!("/t/:environment") view=EnvironmentPage>
                    <Route path=path!("") view=EnvironmentHome/>
                    <Route path=path!("tasks") view=TasksPage/>
                    <Route path=path!("tasks/:task") view=TaskPage/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// A hidden tab reads nothing; a tab that is shown again catches up.
fn watch_visibility(desk: Desk) {
    let watch = window_event_listener(leptos::ev::visibilitychange, move |_| {
        desk.dispatch(Event::VisibilityChanged(document().hidden()));
    });
    on_cleanup(move || watch.remove());
}
