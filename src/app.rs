//! The page as a whole: configuration first, then the routes.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reprise_domain::desk::{Event, Model};
use reprise_domain::route::Route;

use crate::desk::Desk;
use crate::desk::start::{Loaded, Start, start};
use crate::pages::check::CheckPage;
use crate::pages::config_trouble::ConfigTroublePage;
use crate::pages::environment::EnvironmentPage;
use crate::pages::home::HomePage;
use crate::pages::locked::LockedPage;
use crate::pages::nowhere::Nowhere;
use crate::parts::open_reruns::{count_in_title, guard_open_reruns};
use crate::ui::address::Address;
use crate::ui::erased::{memo, shown, text, when};
use crate::ui::live_region::LiveRegion;
use crate::ui::own_text;

/// Reads `config.json`, then shows the page, or what is wrong with the file.
#[component]
pub fn App() -> impl IntoView {
    let read = StoredValue::new(None::<Start>);
    let has_come = RwSignal::new(false);
    spawn_local(async move {
        read.set_value(Some(start().await));
        has_come.set(true);
    });
    shown(move || {
        match has_come.get().then(|| read.try_update_value(Option::take)).flatten().flatten() {
            None => view! { <p class="muted" role="status">"Reading config.json…"</p> }.into_any(),
            Some(Err(notice)) => view! { <ConfigTroublePage notice/> }.into_any(),
            Some(Ok(Loaded { config, operator, text })) => {
                let desk = Desk::provide(config, operator);
                desk.keep_text(text);
                own_text::watch();
                desk.open();
                watch_visibility(desk);
                guard_open_reruns(desk);
                count_in_title(desk);
                once_read(desk)
            }
        }
    })
}

/// Longest wait for the journal before the page is shown without it.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(300);

/// Shows the page once the journal is read, which takes an instant: what is unsettled stands on
/// top of every page, and would push away what is being read below.
fn once_read(desk: Desk) -> AnyView {
    let late = RwSignal::new(false);
    set_timeout(move || late.set(true), PATIENCE);
    let read = desk.slice(Model::has_read_journal);
    when(move || read.get() || late.get(), move || view! { <Pages desk/> }.into_any())
}

#[component]
fn Pages(desk: Desk) -> impl IntoView {
    let address = Address::provide();
    let route = memo(move || address.path.with(|path| Route::read(path)));
    provide_context(route);
    // Going from task to task, or from list to task, stays within one environment's frame.
    let frame = memo(move || route.with(Frame::of));
    let locked = desk.slice(Model::locked);
    let page = shown(move || match (locked.get(), frame.get()) {
        (Some(lock), _) => view! { <LockedPage lock/> }.into_any(),
        (None, frame) => framed(frame),
    });
    view! {
        <LiveRegion said=desk.said()/>
        {page}
    }
}

fn framed(frame: Frame) -> AnyView {
    match frame {
        Frame::Environment => view! { <EnvironmentPage/> }.into_any(),
        Frame::Home => view! { <HomePage/> }.into_any(),
        Frame::Check => view! { <CheckPage/> }.into_any(),
        Frame::Unknown => {
            let sentence = text(|| "The address may be misspelt.".to_owned());
            view! { <Nowhere sentence/> }.into_any()
        }
    }
}

/// What surrounds a page; only a change of it makes the whole page anew.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    Home,
    Check,
    Environment,
    Unknown,
}

impl Frame {
    fn of(route: &Route) -> Self {
        match route {
            Route::Home => Self::Home,
            Route::Check => Self::Check,
            Route::Environment(_)
            | Route::Tasks(_)
            | Route::Task(_, _)
            | Route::Run(_, _)
            | Route::Unsettled(_)
            | Route::Reruns(_)
            | Route::OneRerun(_, _)
            | Route::Proof(_) => Self::Environment,
            Route::Unknown => Self::Unknown,
        }
    }
}

/// A hidden tab reads nothing; a tab that is shown again catches up.
fn watch_visibility(desk: Desk) {
    let watch = window_event_listener(leptos::ev::visibilitychange, move |_| {
        desk.dispatch(Event::VisibilityChanged(document().hidden()));
    });
    // Out of the browser's memory of pages everything is as it was left, and may be long past.
    let shown = window_event_listener(leptos::ev::pageshow, move |event| {
        if event.persisted() {
            desk.dispatch(Event::VisibilityChanged(false));
        }
    });
    on_cleanup(move || {
        watch.remove();
        shown.remove();
    });
}
