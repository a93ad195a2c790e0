//! `/t/:environment/tasks`: the list.

use std::sync::Arc;

use leptos::prelude::*;
use reprise_domain::api::list_tasks::TaskPage;
use reprise_domain::desk::Event;
use reprise_domain::explain::lists::{no_tasks, unreadable_tasks};
use reprise_domain::explain::odd::odd_line;
use reprise_domain::id::RunId;
use reprise_domain::query::TaskQuery;
use reprise_domain::task::{Task, TaskStatus};
use reprise_domain::time::UnixMillis;

use super::environment::use_place;
use crate::desk::Desk;
use crate::parts::filters::Filters;
use crate::parts::pages_bar::PagesBar;
use crate::parts::reading_trouble::{ReadingTrouble, since};
use crate::parts::run_line::RunLine;
use crate::parts::task_table::TaskTable;
use crate::ui::address::Address;
use crate::ui::erased::{effect, flag, heard, memo, pressed, shown, text, when};
use crate::ui::intl;
use crate::ui::slice::Slice;
use crate::ui::title::keep_title;

/// A page of the list, and when it was read.
type Known = Option<(TaskPage, UnixMillis)>;

/// Tasks as Zuora lists them, with its filters and pages, all in the address.
#[component]
pub(crate) fn TasksPage() -> impl IntoView {
    let desk = Desk::from_context();
    let place = use_place();
    let address = Address::from_context();
    let query = memo(move || address.query.with(|query| TaskQuery::from_address(query)));
    let question = memo(move || (place.get().tenancy, query.get().as_asked()));
    let ask = Callback::new(move |()| {
        let (tenancy, query) = question.get_untracked();
        desk.dispatch(Event::TasksAsked(tenancy, query));
    });
    effect(move || {
        question.track();
        ask.run(());
    });
    let known = desk.slice(move |model| {
        question.with(|asked| model.tasks.of(asked).map(|(page, at)| (page.clone(), at)))
    });
    let trouble =
        desk.slice(move |model| question.with(|asked| model.tasks.trouble_with(asked).cloned()));
    let busy = desk.slice(|model| model.tasks.is_under_way());
    keep_title(move || {
        format!("Tasks · {} · Reprise", place.with(|place| place.environment.label.clone()))
    });
    let shown_since = since(known);
    let waiting = when(
        move || known.with(Option::is_none) && trouble.with(Option::is_none),
        || view! { <p class="muted" role="status">"Reading tasks…"</p> }.into_any(),
    );
    view! {
        <main class="page" id="main" tabindex="-1" aria-busy=flag(move || busy.get())>
            <header class="head">
                <h1>"Tasks"</h1>
                <div class="head__end">
                    <small>{text(move || freshness(busy.get(), known.get()))}</small>
                    <button type="button" class="button" on:click=pressed(move || ask.run(()))>"Read again"</button>
                </div>
            </header>
            <Filters query/>
            <RunOfList query/>
            <ReadingTrouble trouble shown_since what=text(|| "the list of tasks".to_owned()) again=ask/>
            {shown(move || match known.get() {
                Some((page, _)) => view! { <List page query/> }.into_any(),
                None => ().into_any(),
            })}
            {waiting}
        </main>
    }
}

fn freshness(busy: bool, known: Known) -> String {
    match (busy, known) {
        (true, _) => "Reading…".to_owned(),
        (false, Some((_, at))) => format!("Read at {}", intl::clock_time(at)),
        (false, None) => String::new(),
    }
}

/// The run that the list is narrowed to, if it is.
#[component]
fn RunOfList(query: Slice<TaskQuery>) -> impl IntoView {
    let run = memo(move || {
        // Without runs' tasks only, the number may be a setup version as well.
        let runs = query.with(|query| query.instance == Some(true));
        query.with(|query| RunId::parse(&query.workflow_id)).ok().filter(|_| runs)
    });
    shown(move || match run.get() {
        Some(run) => view! { <RunLine run renew=text(String::new)/> }.into_any(),
        None => ().into_any(),
    })
}

#[component]
fn List(page: TaskPage, query: Slice<TaskQuery>) -> impl IntoView {
    let (address, place) = (Address::from_context(), use_place());
    let bar =
        shown(move || view! { <PagesBar query=query.get() has_next=page.has_next/> }.into_any());
    if page.tasks.is_empty() {
        let none = no_tasks(query.get_untracked().page, page.unreadable);
        return view! { <p class="card">{none}</p> {bar} }.into_any();
    }
    let failed_only = memo(move || query.with(|query| query.failed_only));
    let hide = heard(move |event| {
        let failed_only = event_target_checked(&event);
        let query = TaskQuery { failed_only, ..query.get_untracked() };
        address.replace(&place.get_untracked().tasks(&query));
    });
    let failed = |task: &Arc<Task>| task.status == Some(TaskStatus::Error);
    let count = intl::count(page.tasks.iter().filter(|task| failed(task)).count());
    let total = intl::count(page.tasks.len());
    let odd = page.tasks.first().map(|task| odd_line(&task.source.oddity())).unwrap_or_default();
    let odd = (!odd.is_empty()).then(|| view! { <p class="old" data-odd="">{odd}</p> });
    let unreadable = unreadable_tasks(page.unreadable);
    let unreadable = (!unreadable.is_empty()).then(|| view! { <p class="muted">{unreadable}</p> });
    let tasks = page.tasks;
    let table = shown(move || {
        let only = failed_only.get();
        let tasks = tasks.iter().filter(|task| !only || failed(task)).cloned().collect::<Vec<_>>();
        view! { <TaskTable tasks/> }.into_any()
    });
    view! {
        <div class="list__head">
            <span>{format!("{total} tasks on this page, {count} failed")}</span>
            <label class="check" title="Zuora cannot filter by status: this hides rows of this page only">
                <input
                    type="checkbox"
                    prop:checked=move || failed_only.get()
                    on:change=hide
                />
                "Only the failed ones of this page"
            </label>
        </div>
        {odd}
        {table}
        {unreadable}
        {bar}
    }
    .into_any()
}
