//! `/t/:environment/tasks`: the list.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use reprise_domain::api::list_tasks::TaskPage;
use reprise_domain::desk::Event;
use reprise_domain::id::RunId;
use reprise_domain::query::TaskQuery;
use reprise_domain::task::TaskStatus;

use super::environment::use_place;
use crate::desk::Desk;
use crate::parts::filters::Filters;
use crate::parts::pages_bar::PagesBar;
use crate::parts::reading_trouble::ReadingTrouble;
use crate::parts::run_line::RunLine;
use crate::parts::task_table::TaskTable;
use crate::ui::intl;
use crate::ui::title::keep_title;

/// Tasks as Zuora lists them, with its filters and pages, all in the address.
#[component]
pub(crate) fn TasksPage() -> impl IntoView {
    let desk = Desk::from_context();
    let place = use_place();
    let location = use_location();
    let query = Memo::new(move |_| {
        location
            .search
            .with(|search| TaskQuery::from_address(search))
    });
    let question = Memo::new(move |_| (place.get().tenancy, query.get()));
    let ask = move || {
        desk.dispatch(Event::TasksAsked(
            place.get_untracked().tenancy,
            query.get_untracked(),
        ));
    };
    Effect::new(move |_| {
        question.track();
        ask();
    });
    let known = desk.slice(move |model| {
        question.with(|asked| model.tasks.of(asked).map(|(page, at)| (page.clone(), at)))
    });
    let trouble =
        desk.slice(move |model| question.with(|asked| model.tasks.trouble_with(asked).cloned()));
    let busy = desk.slice(|model| model.tasks.is_under_way());
    let run = Memo::new(move |_| RunId::parse(&query.with(|query| query.workflow_id.clone())).ok());
    keep_title(move || {
        format!(
            "Tasks · {} · Reprise",
            place.with(|place| place.environment.label.clone())
        )
    });
    view! {
        <main class="page" id="main" aria-busy=move || busy.get().to_string()>
            <header class="head">
                <h1>"Tasks"</h1>
                <div class="head__end">
                    <Freshness known busy/>
                    <button type="button" class="button" on:click=move |_| ask()>"Read again"</button>
                </div>
            </header>
            <Filters query=query.into()/>
            {move || run.get().filter(|_| query.with(|query| query.instance != Some(false))).map(|run| view! { <RunLine run renew=Signal::derive(|| ())/> })}
            <ReadingTrouble trouble what=Signal::derive(|| "the list of tasks".to_owned()) again=Callback::new(move |()| ask())/>
            {move || known.get().map(|(page, _)| view! { <List page query=query.get()/> })}
            <Show when=move || known.with(Option::is_none) && trouble.with(Option::is_none)>
                <p class="muted" role="status">"Reading tasks…"</p>
            </Show>
        </main>
    }
}

#[component]
fn Freshness(
    known: Memo<Option<(TaskPage, reprise_domain::time::UnixMillis)>>,
    busy: Memo<bool>,
) -> impl IntoView {
    let said = move || match (
        busy.get(),
        known.with(|known| known.as_ref().map(|(_, at)| *at)),
    ) {
        (true, _) => "Reading…".to_owned(),
        (false, Some(at)) => format!("Read at {}", intl::clock_time(at)),
        (false, None) => String::new(),
    };
    view! { <small role="status">{said}</small> }
}

#[component]
fn List(page: TaskPage, query: TaskQuery) -> impl IntoView {
    let failed_only = RwSignal::new(false);
    let failed = page
        .tasks
        .iter()
        .filter(|task| task.status == Some(TaskStatus::Error))
        .count();
    let total = page.tasks.len();
    let unreadable = page.unreadable;
    let has_next = page.has_next;
    let tasks = StoredValue::new(page.tasks);
    let shown = move || {
        let only = failed_only.get();
        let kept = |task: &&std::sync::Arc<reprise_domain::task::Task>| {
            !only || task.status == Some(TaskStatus::Error)
        };
        tasks.with_value(|tasks| tasks.iter().filter(kept).cloned().collect::<Vec<_>>())
    };
    view! {
        <Show when=move || total != 0 fallback=move || view! { <p class="card">"Zuora knows no task that fits these filters."</p> }>
            <div class="list__head">
                <span>{format!("{} tasks on this page, {} failed", intl::count(total), intl::count(failed))}</span>
                <label class="check" title="Zuora cannot filter by status: this hides rows of this page only">
                    <input type="checkbox" prop:checked=failed_only on:change=move |event| failed_only.set(event_target_checked(&event))/>
                    "Only the failed ones of this page"
                </label>
            </div>
            {move || view! { <TaskTable tasks=shown()/> }}
        </Show>
        <Show when=move || { unreadable > 0 }>
            <p class="muted">{format!("{} entries of this page could not be read as tasks.", intl::count(unreadable))}</p>
        </Show>
        <PagesBar query=query has_next/>
    }
}
