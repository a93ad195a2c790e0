//! On every page: the reruns that are not over, but for those that the page itself shows.

use leptos::prelude::*;
use reprise_domain::config::Config;
use reprise_domain::desk::Model;
use reprise_domain::desk::looking::doubtful_first;
use reprise_domain::explain::lists::{more_open, open_line, unsettled_count};
use reprise_domain::id::TaskId;
use reprise_domain::place::Place;
use reprise_domain::rerun::Rerun;
use reprise_domain::route::Route;
use reprise_domain::tenancy::Tenancy;

use crate::desk::Desk;
use crate::ui::address::Address;
use crate::ui::erased::{shown, text, when};
use crate::ui::intl;
use crate::ui::slice::Slice;
use crate::ui::title::BeforeTitle;

/// Most lines; what is beyond them is only counted.
const LINES: usize = 3;

/// One rerun as another page tells of it: sentence, address, and whether it is in doubt.
type Line = (String, String, bool);

/// What the banner says.
#[derive(Clone, Default, PartialEq, Eq)]
struct Told {
    /// How many are in doubt, and whether the page itself shows a further one.
    doubts: (usize, bool),
    /// Where those in doubt are listed: the environment's name and the address.
    lists: Vec<(String, String)>,
    /// The first lines, those in doubt before the others.
    lines: Vec<Line>,
    /// How many more are open.
    more: usize,
}

/// How many are in doubt, where they are listed, and a line for each of the first.
#[component]
pub fn OpenReruns() -> impl IntoView {
    let desk = Desk::from_context();
    let config = desk.config();
    let address = Address::from_context();
    let told = desk.slice(move |model| {
        let route = address.path.with(|path| Route::read(path));
        let here = address.query.with(|query| Here::read(&config, &route, query));
        tell(&config, model, &here)
    });
    let doubts = move || told.with(|told| told.doubts.0 > 0);
    let tone = text(move || if doubts() { "unsettled" } else { "plain" }.to_owned());
    when(
        move || told.with(|told| !told.lines.is_empty()),
        move || {
            let head = when(doubts, move || head(told));
            let lines =
                shown(move || told.get().lines.into_iter().map(line).collect_view().into_any());
            let more = shown(move || match told.with(|told| told.more) {
                0 => ().into_any(),
                more => view! { <p class="muted">{more_open(more)}</p> }.into_any(),
            });
            view! {
                <aside class="unsettled" aria-label="Open reruns" data-tone=tone>
                    {head} {lines} {more}
                </aside>
            }
            .into_any()
        },
    )
}

/// Puts the number of those in doubt before every title.
pub fn count_in_title(desk: Desk) {
    let count = doubts_of(desk, |_| true);
    let before = text(move || match count.get() {
        0 => String::new(),
        count => format!("({} unsettled) ", intl::count(count)),
    });
    provide_context(BeforeTitle(before));
}

/// How many reruns are in doubt where `fits` holds.
pub fn doubts_of(
    desk: Desk,
    fits: impl Fn(&Tenancy) -> bool + Send + Sync + 'static,
) -> Slice<usize> {
    desk.slice(move |model| {
        let doubtful = |rerun: &&Rerun| rerun.is_in_doubt() && fits(&rerun.intent.tenancy);
        model.open_reruns().filter(doubtful).count()
    })
}

/// Asks before the tab is left while an answer is awaited or not written down yet: only this
/// page can hear it. Everything else is in the journal.
pub fn guard_open_reruns(desk: Desk) {
    let open = desk.slice(|model| model.reruns.iter().any(Rerun::needs_this_page));
    let guard = window_event_listener(leptos::ev::beforeunload, move |event| {
        if open.get_untracked() {
            event.prevent_default();
        }
    });
    on_cleanup(move || guard.remove());
}

/// Where a rerun was decided, if that is still configured.
pub fn place_of(config: &Config, tenancy: &Tenancy) -> Option<Place> {
    let place = Place::first(config.environment(tenancy.environment.as_str())?);
    Some(place.with(tenancy.entity.clone(), &tenancy.orgs))
}

/// What the page on screen says more about than a line could.
enum Here {
    Task(Tenancy, TaskId),
    Rerun(String),
    Environment(String),
    Nothing,
}

impl Here {
    fn read(config: &Config, route: &Route, query: &str) -> Self {
        match route {
            Route::Task(environment, task) => {
                let place = Place::read(config, environment, query).ok();
                let shown = place.zip(TaskId::parse(task).ok());
                shown.map_or(Self::Nothing, |(place, task)| Self::Task(place.tenancy, task))
            }
            Route::OneRerun(_, key) => Self::Rerun(key.clone()),
            Route::Unsettled(environment) => Self::Environment(environment.clone()),
            _ => Self::Nothing,
        }
    }

    fn shows(&self, config: &Config, model: &Model, rerun: &Rerun) -> bool {
        let intent = &rerun.intent;
        match self {
            Self::Task(tenancy, task) => model.is_about(rerun, tenancy, *task),
            Self::Rerun(key) => intent.key.as_str() == key,
            // Those of environments that are gone are listed with any other's.
            Self::Environment(environment) => {
                let own = intent.tenancy.environment.as_str();
                own == environment || config.environment(own).is_none()
            }
            Self::Nothing => false,
        }
    }
}

fn tell(config: &Config, model: &Model, here: &Here) -> Told {
    let (shown, elsewhere): (Vec<&Rerun>, Vec<&Rerun>) =
        model.open_reruns().partition(|rerun| here.shows(config, model, rerun));
    let elsewhere = doubtful_first(elsewhere.into_iter());
    let doubtful = elsewhere.iter().take_while(|rerun| rerun.is_in_doubt());
    let mut told = Told::default();
    for rerun in doubtful {
        told.doubts.0 += 1;
        let place = place_of(config, &rerun.intent.tenancy);
        let list = place.map(|place| (place.environment.label.clone(), list_of(&place)));
        told.lists.extend(list.filter(|list| !told.lists.contains(list)));
    }
    told.doubts.1 = shown.iter().any(|rerun| rerun.is_in_doubt());
    told.more = elsewhere.len().saturating_sub(LINES);
    told.lines = elsewhere.iter().take(LINES).map(|rerun| line_of(config, model, rerun)).collect();
    told
}

/// The list is the whole environment's, whichever entity it was.
fn list_of(place: &Place) -> String {
    Place::first(&place.environment).unsettled()
}

fn head(told: Slice<Told>) -> AnyView {
    let sentence = text(move || told.with(|told| unsettled_count(told.doubts.0, told.doubts.1)));
    let links = shown(move || {
        let lists = told.with(|told| told.lists.clone());
        let many = lists.len() > 1;
        let link = |(name, to): (String, String)| {
            let name =
                if many { format!("Settle those in {name}") } else { "Settle them".to_owned() };
            view! { <a href=to>{name}</a> " " }
        };
        lists.into_iter().map(link).collect_view().into_any()
    });
    view! { <p class="unsettled__head"><strong data-own=sentence>{sentence}</strong> " " {links}</p> }.into_any()
}

fn line_of(config: &Config, model: &Model, rerun: &Rerun) -> Line {
    let intent = &rerun.intent;
    // Under a former tenant's number there is another task now.
    let address = place_of(config, &intent.tenancy).map(|place| {
        if model.has_moved(rerun) { place.rerun(&intent.key) } else { place.task(intent.task) }
    });
    // Where its environment is gone, it is listed with any other's.
    let first = || config.environments.first().map(|first| Place::first(first).unsettled());
    let address = address.or_else(first).unwrap_or_default();
    (open_line(rerun), address, rerun.is_in_doubt())
}

fn line((sentence, address, unsettled): Line) -> AnyView {
    let (status, sign, word) =
        if unsettled { ("unsettled", "●", "Unsettled") } else { ("running", "◐", "Open") };
    view! {
        <p>
            <span class="badge" data-status=status><span aria-hidden="true">{sign}</span> {word}</span>
            " " <span data-own=sentence>{sentence.clone()}</span> " "
            <a href=address>"Look at it"</a>
        </p>
    }
    .into_any()
}
