//! Where a task stands in its run, the failed tasks beside it, and what follows it.

use std::sync::Arc;

use leptos::prelude::*;
use reprise_domain::desk::Event;
use reprise_domain::desk::gathering::RunQuestion;
use reprise_domain::explain::fault::trouble_notice;
use reprise_domain::explain::run::{followers_line, more_tasks, place_line};
use reprise_domain::id::{RunId, TaskId};
use reprise_domain::run::member::Member;
use reprise_domain::run::members::{Members, Reach};

use super::gather_line::GatherLine;
use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::ui::erased::{memo, pressed, shown, text, when};
use crate::ui::slice::Slice;

/// Tasks that follow and are named.
const NAMED: usize = 5;

/// The place, when the run's tasks are known; a button that reads them, when they are not.
#[component]
pub fn RunPlace(
    /// The run.
    run: RunId,
    /// The task.
    task: TaskId,
) -> impl IntoView {
    let desk = Desk::from_context();
    let place = use_place();
    let question: Slice<RunQuestion> = memo(move || (place.get().tenancy, run));
    on_cleanup(move || {
        if let Some((tenancy, run)) = question.try_get_untracked() {
            desk.dispatch(Event::RunLeft(tenancy, run));
        }
    });
    let members = desk.slice(move |model| {
        let gathered = question.with(|asked| model.gathering.of(asked));
        gathered.map(|(members, _)| members).filter(|members| members.place_of(task).is_some())
    });
    let reads =
        desk.slice(move |model| question.with(|asked| model.gathering.progress(asked)).is_some());
    let told = desk.slice(move |model| {
        let run = question.with(|asked| model.run.of(asked).and_then(|(run, _)| run.tasks));
        run.map(|counts| counts.total)
    });
    let trouble = desk.slice(move |model| {
        let trouble = question.with(|asked| model.gathering.trouble_with(asked).cloned());
        let what = format!("the tasks of run {run}");
        trouble.map(|(trouble, _)| trouble_notice(&trouble, &what).headline).unwrap_or_default()
    });
    let look = move || {
        let (tenancy, run) = question.get_untracked();
        desk.dispatch(Event::RunTasksAsked(tenancy, run));
    };
    let unread = when(
        move || members.with(Option::is_none) && !reads.get(),
        move || {
            view! { <button type="button" class="button button--quiet" on:click=pressed(look)>"Look at the run"</button> }.into_any()
        },
    );
    view! {
        <div class="in-run">
            {shown(move || members.get().map(|members| lines(&members, task)).into_any())}
            <GatherLine question told/>
            <small class="wrong">{text(move || trouble.get())}</small>
            {unread}
        </div>
    }
}

fn lines(members: &Arc<Members>, task: TaskId) -> AnyView {
    let place = members.place_of(task).unwrap_or_default();
    let whole = members.reach == Reach::Whole;
    let said = place_line(place, members.list().len(), whole);
    let before = members.previous_failed(task).map(|to| link("Previous failed: ", to));
    let after = members.next_failed(task).map(|to| link("Next failed: ", to));
    view! { <p>{said}</p> {before} {after} {followers(members, task)} }.into_any()
}

/// What a rerun that ends well would lead to.
fn followers(members: &Members, task: TaskId) -> AnyView {
    let count = members.followers(task).count();
    let whole = members.reach == Reach::Whole;
    let named = members.followers(task).take(NAMED).map(|to| link("", to));
    let more = count.checked_sub(NAMED).filter(|more| *more > 0);
    let more = more.map(|more| view! { <p class="muted">{more_tasks(more)}</p> });
    view! { <p>{followers_line(count, whole)}</p> {named.collect_view()} {more} }.into_any()
}

fn link(what: &'static str, to: &Member) -> AnyView {
    let address = use_place().get_untracked().task(to.id);
    let name = to.name.clone().unwrap_or_default();
    view! { <p>{what}<a href=address><code>{to.id.to_string()}</code>" "<bdi>{name}</bdi></a></p> }
        .into_any()
}
