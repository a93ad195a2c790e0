//! `/t/:environment/unsettled`: what is in doubt, and what else is not over.

use leptos::prelude::*;
use reprise_domain::config::Config;
use reprise_domain::desk::Model;
use reprise_domain::explain::lists::{
    more_open, nothing_open, strange_environment, unsettled_count,
};
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::tenancy::EnvironmentId;

use super::environment::use_place;
use super::part_of_reruns::{Page, reruns_view};
use crate::desk::Desk;
use crate::parts::later::later;
use crate::parts::open_rerun::OpenRerun;
use crate::ui::erased::{memo, text, when};
use crate::ui::slice::Slice;
use crate::ui::title::keep_title;

/// Every open rerun of the environment, whichever entity it belongs to.
#[component]
pub(crate) fn UnsettledPage() -> impl IntoView {
    let place = use_place();
    keep_title(move || {
        format!("Unsettled · {} · Reprise", place.with(|place| place.environment.label.clone()))
    });
    view! {
        <main class="page" id="main" tabindex="-1">
            {later("The list of what is unsettled", || reruns_view(Page::Unsettled))}
        </main>
    }
}

/// What is on the page.
pub(super) fn listing() -> AnyView {
    let desk = Desk::from_context();
    let place = use_place();
    let environment = memo(move || place.with(|place| place.environment.id.clone()));
    let config = desk.config();
    let of = move |model: &Model| environment.with(|own| keys_of(&open_of(model, &config, own)));
    let listed = keep_listed(environment, desk.slice(of));
    let config = desk.config();
    let of = move |model: &Model| environment.with(|own| count(&open_of(model, &config, own)));
    let counts = desk.slice(of);
    let none = desk.slice(|model| nothing_open(&model.journal, model.has_read_journal()));
    let empty = when(
        move || listed.with(|(_, keys)| keys.is_empty()),
        move || {
            view! { <p class="card" role="status">{text(move || none.get().to_owned())}</p> }
                .into_any()
        },
    );
    view! {
        <header class="head">
            <div class="head__words"><h1>"Unsettled"</h1></div>
            <div class="head__end"><small>{text(move || counts.get())}</small></div>
        </header>
        {empty}
        <For each=move || listed.get().1 key=IdempotencyKey::clone children=one/>
    }
    .into_any()
}

/// A rerun, and above it that its environment is gone, if it is.
fn one(key: IdempotencyKey) -> AnyView {
    let desk = Desk::from_context();
    let id = desk.look(|model| Some(model.rerun(&key)?.intent.tenancy.environment.clone()));
    let strange = id.filter(|id| desk.config().environment(id.as_str()).is_none());
    let strange = strange
        .map(|id| view! { <p class="old" data-strange="">{strange_environment(id.as_str())}</p> });
    view! { {strange} <OpenRerun key/> }.into_any()
}

/// Those of the environment, and those of environments that the configuration does not name: they
/// have no page of their own.
fn open_of<'a>(model: &'a Model, config: &Config, environment: &EnvironmentId) -> Vec<&'a Rerun> {
    let mut open = model.open_in(environment);
    let is_strange =
        |rerun: &&Rerun| config.environment(rerun.intent.tenancy.environment.as_str()).is_none();
    open.extend(model.open_reruns().filter(is_strange));
    open
}

fn keys_of(open: &[&Rerun]) -> Vec<IdempotencyKey> {
    open.iter().map(|rerun| rerun.intent.key.clone()).collect()
}

/// What was listed stays listed while the page is on screen, in its order: the operator sees what
/// became of it, and nothing moves under the hand. What is new comes last.
fn keep_listed(
    environment: Slice<EnvironmentId>,
    open: Slice<Vec<IdempotencyKey>>,
) -> Slice<(EnvironmentId, Vec<IdempotencyKey>)> {
    Slice::new(move |last: Option<&(EnvironmentId, Vec<IdempotencyKey>)>| {
        let environment = environment.get();
        let known = last.filter(|(before, _)| *before == environment);
        let mut listed = known.map(|(_, keys)| keys.clone()).unwrap_or_default();
        let new = open.get().into_iter().filter(|key| !listed.contains(key)).collect::<Vec<_>>();
        listed.extend(new);
        (environment, listed)
    })
}

fn count(open: &[&Rerun]) -> String {
    let doubts = open.iter().filter(|rerun| rerun.is_in_doubt()).count();
    let others = open.len() - doubts;
    let more = if others == 0 { String::new() } else { more_open(others) };
    match (doubts, others) {
        (0, 0) => String::new(),
        _ => format!("{} {more}", unsettled_count(doubts, false)),
    }
}
