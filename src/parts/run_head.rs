//! The head of a run's page: its number, name and state, and what can be done.

use leptos::prelude::*;
use reprise_domain::desk::gathering::RunQuestion;
use reprise_domain::explain::run::{NOT_FOLLOWED, run_state};
use reprise_domain::run::Run;

use super::moment::Age;
use super::run_stop::StopButton;
use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::pages::run::Known;
use crate::ui::erased::{pressed, shown, text, when};
use crate::ui::intl;
use crate::ui::slice::Slice;

/// Number, state, name, when and how long; the buttons stay while the words change.
#[component]
pub fn RunHead(
    /// Which run, and whose.
    question: Slice<RunQuestion>,
    /// The run and when it was read.
    known: Slice<Known>,
    /// Reads the run again, and its tasks.
    again: Callback<()>,
) -> impl IntoView {
    let desk = Desk::from_context();
    let place = use_place();
    let (_, id) = question.get_untracked();
    let read = text(move || match known.with(|known| known.as_ref().map(|(_, at)| *at)) {
        Some(at) => format!("Read at {}", intl::clock_time(at)),
        None => String::new(),
    });
    let stale = desk.slice(move |model| {
        let goes_on = known.with(|known| known.as_ref().is_some_and(|(run, _)| run.is_under_way()));
        goes_on && question.with(|asked| model.attention.is_over(asked))
    });
    let unfollowed =
        when(move || stale.get(), || view! { <small>{NOT_FOLLOWED}</small> }.into_any());
    let list = text(move || place.with(|place| place.tasks_of_run(id)));
    view! {
        <header class="head">
            <div class="head__words">
                <h1>{format!("Run {id}")}</h1>
                {shown(move || known.with(|known| known.as_ref().map(|(run, _)| facts(run))).into_any())}
            </div>
            <div class="head__end">
                <small>{read}</small>
                <a class="button" href=list>"Tasks as a list"</a>
                <button type="button" class="button" on:click=pressed(move || again.run(()))>"Read again"</button>
                <StopButton question known/>
                {unfollowed}
            </div>
        </header>
    }
}

fn facts(run: &Run) -> AnyView {
    let (tone, sign, words) = run_state(run);
    let name = run.name.as_deref().map(|name| name.chars().take(120).collect::<String>());
    let ended = run.finished_at.clone().filter(|_| !run.is_under_way());
    let verb = if ended.is_some() { "ended " } else { "began " };
    let written = ended.or_else(|| run.created_at.clone());
    let lasted = run.lasted_ms.map(|length| format!(", after {}", intl::duration(length)));
    let lasted = lasted.filter(|_| verb == "ended ");
    view! {
        <div class="head__sub">
            <span class="badge" data-status=tone data-field="status">
                <span aria-hidden="true">{sign}</span>
                <bdi>{words}</bdi>
            </span>
            <bdi>{name}</bdi>
            {written.map(|written| view! { <span>{verb} <Age written/> {lasted}</span> })}
        </div>
    }
    .into_any()
}
