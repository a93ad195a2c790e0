//! `/t/:environment/runs/:run`: one run, its tasks on a time line, and how it is stopped.

use leptos::prelude::*;
use reprise_domain::desk::Event;
use reprise_domain::desk::gathering::RunQuestion;
use reprise_domain::explain::run::run_state;
use reprise_domain::id::RunId;
use reprise_domain::run::Run;
use reprise_domain::time::UnixMillis;

use super::environment::use_place;
use super::nowhere::Nowhere;
use crate::desk::Desk;
use crate::parts::later::{later, lazily};
use crate::parts::reading_trouble::{ReadingTrouble, since};
use crate::parts::run_facts::RunFacts;
use crate::parts::run_head::RunHead;
use crate::parts::run_stop::StopNotice;
use crate::parts::run_tasks::RunTasks;
use crate::ui::erased::{effect, memo, text, when};
use crate::ui::slice::Slice;
use crate::ui::title::keep_title;

/// A run, and when it was read.
pub(crate) type Known = Option<(Run, UnixMillis)>;

/// Reads the run's number as the address writes it.
#[component]
pub(crate) fn RunPage(
    /// The number as written.
    run: String,
) -> impl IntoView {
    if let Ok(id) = RunId::parse(&run) {
        return view! { <OneRun id/> }.into_any();
    }
    let sentence = text(|| "A run's id is a whole number above zero, such as 476.".to_owned());
    view! { <Nowhere sentence/> }.into_any()
}

#[component]
fn OneRun(id: RunId) -> impl IntoView {
    let desk = Desk::from_context();
    let place = use_place();
    let question = memo(move || (place.get().tenancy, id));
    let ask = Callback::new(move |()| {
        let (tenancy, run) = question.get_untracked();
        desk.dispatch(Event::RunOpened(tenancy, run));
    });
    effect(move || {
        question.track();
        ask.run(());
    });
    // What is being read for this page is read for nobody once it is left.
    on_cleanup(move || {
        if let Some((tenancy, run)) = question.try_get_untracked() {
            desk.dispatch(Event::RunLeft(tenancy, run));
        }
    });
    let known: Slice<Known> = desk.slice(move |model| {
        question.with(|asked| model.run.of(asked).map(|(run, at)| (run.clone(), at)))
    });
    keep_title(move || {
        let state = known.with(|known| known.as_ref().map(|(run, _)| run_state(run).2));
        let state = state.map(|state| format!(" · {state}")).unwrap_or_default();
        let label = place.with(|place| place.environment.label.clone());
        format!("Run {id}{state} · {label} · Reprise")
    });
    let content = later("The page of a run", move || run_view(question, known, ask));
    view! { <main class="page" id="main" tabindex="-1">{content}</main> }
}

lazily! {
    /// What is on the page of a run, fetched when the first run is opened.
    fn run_view(question: Slice<RunQuestion>, known: Slice<Known>, again: Callback<()>) -> AnyView {
        content(question, known, again)
    }
}

fn content(question: Slice<RunQuestion>, known: Slice<Known>, again: Callback<()>) -> AnyView {
    let desk = Desk::from_context();
    let trouble =
        desk.slice(move |model| question.with(|asked| model.run.trouble_with(asked).cloned()));
    let shown_since = since(known);
    let (_, id) = question.get_untracked();
    let waiting = when(
        move || known.with(Option::is_none) && trouble.with(Option::is_none),
        move || {
            view! { <p class="muted" role="status">{format!("Reading run {id}…")}</p> }.into_any()
        },
    );
    let unnamed = when(
        move || known.with(Option::is_none),
        move || view! { <h1 class="visually-hidden">{format!("Run {id}")}</h1> }.into_any(),
    );
    let head = when(
        move || known.with(Option::is_some),
        move || view! { <RunHead question known again/> }.into_any(),
    );
    let facts =
        when(move || known.with(Option::is_some), move || view! { <RunFacts known/> }.into_any());
    view! {
        {unnamed}
        {head}
        <ReadingTrouble trouble shown_since what=text(move || format!("run {id}")) again/>
        <StopNotice question/>
        {waiting}
        {facts}
        <RunTasks question known/>
    }
    .into_any()
}
