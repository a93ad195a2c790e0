//! `/t/:environment/tasks/:task`: one task, and its rerun.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use reprise_domain::desk::Event;
use reprise_domain::desk::draft::Draft;
use reprise_domain::id::TaskId;
use reprise_domain::payload::Json;
use reprise_domain::rerun::Rerun;
use reprise_domain::task::Task;
use reprise_domain::time::UnixMillis;

use super::environment::use_place;
use super::nowhere::Nowhere;
use crate::desk::Desk;
use crate::parts::cause_card::{CauseCard, Failure};
use crate::parts::facts::Facts;
use crate::parts::json_tree::JsonTree;
use crate::parts::parameters::{Files, OtherFields, Parameters};
use crate::parts::reading_trouble::ReadingTrouble;
use crate::parts::rerun_card::{RerunFacts, RerunNotice};
use crate::parts::rerun_dialog::RerunDialog;
use crate::parts::run_line::RunLine;
use crate::parts::task_head::TaskHead;
use crate::ui::tabs::{Tab, TabRow};
use crate::ui::title::keep_title;

/// Reads the task's number from the address.
#[component]
pub(crate) fn TaskPage() -> impl IntoView {
    let params = use_params_map();
    let task = Memo::new(move |_| {
        params.with(|params| TaskId::parse(&params.get("task").unwrap_or_default()).ok())
    });
    move || match task.get() {
        Some(task) => view! { <OneTask id=task/> }.into_any(),
        None => {
            view! { <Nowhere sentence="A task's id is a whole number above zero, such as 2770."/> }
                .into_any()
        }
    }
}

#[component]
fn OneTask(id: TaskId) -> impl IntoView {
    let desk = Desk::from_context();
    let place = use_place();
    let question = Memo::new(move |_| (place.get().tenancy, id));
    let ask = move || desk.dispatch(Event::TaskAsked(place.get_untracked().tenancy, id));
    Effect::new(move |_| {
        question.track();
        ask();
    });
    let known = desk.slice(move |model| {
        question.with(|asked| {
            model
                .task
                .of(asked)
                .map(|(task, at)| (Arc::clone(task), at))
        })
    });
    let trouble =
        desk.slice(move |model| question.with(|asked| model.task.trouble_with(asked).cloned()));
    let rerun = desk.slice(move |model| {
        question.with(|(tenancy, task)| model.rerun_of(tenancy, *task).cloned())
    });
    let task =
        Memo::new(move |_| known.with(|known| known.as_ref().map(|(task, _)| Arc::clone(task))));
    keep_title(move || {
        title(
            id,
            task.get().as_deref(),
            &place.with(|place| place.environment.label.clone()),
        )
    });
    let exists = Memo::new(move |_| task.with(Option::is_some));
    view! {
        <main class="page page--task" id="main">
            <ReadingTrouble trouble what=Signal::derive(move || format!("task {id}")) again=Callback::new(move |()| ask())/>
            <Show
                when=move || exists.get()
                fallback=move || view! {
                    <Show when=move || trouble.with(Option::is_none)>
                        <p class="muted" role="status">{format!("Reading task {id}…")}</p>
                    </Show>
                }
            >
                <Loaded known rerun=rerun.into() again=Callback::new(move |()| ask())/>
            </Show>
        </main>
    }
}

fn title(id: TaskId, task: Option<&Task>, environment: &str) -> String {
    let name: String = task
        .and_then(|task| task.name.clone())
        .unwrap_or_default()
        .chars()
        .take(60)
        .collect();
    let status = task
        .and_then(|task| task.status.as_ref())
        .map(|status| format!(" · {status}"))
        .unwrap_or_default();
    format!("Task {id} {name}{status} · {environment} · Reprise")
}

#[component]
fn Loaded(
    known: Memo<Option<(Arc<Task>, UnixMillis)>>,
    rerun: Signal<Option<Rerun>>,
    again: Callback<()>,
) -> impl IntoView {
    let desk = Desk::from_context();
    let place = use_place();
    // A page that is shown has a task: the last one stays until the next one is there.
    let task = Memo::new(move |last: Option<&Option<Arc<Task>>>| {
        let now = known.with(|known| known.as_ref().map(|(task, _)| Arc::clone(task)));
        now.or_else(|| last.cloned().flatten())
    });
    let draft = RwSignal::new(None::<(Draft, UnixMillis)>);
    let open = Callback::new(move |()| {
        let shown = known.get_untracked();
        let made = shown
            .and_then(|(task, at)| Some((desk.draft(place.get_untracked().tenancy, task)?, at)));
        draft.set(made);
    });
    let closed = Callback::new(move |()| draft.set(None));
    let dialog = move || {
        draft.get().map(|(draft, read_at)| {
            view! { <RerunDialog draft read_at earlier=rerun.get_untracked() closed/> }
        })
    };
    view! {
        {move || task.get().map(|shown| view! { <TaskHead task=shown known rerun open again/> })}
        <RerunNotice rerun/>
        <Content task/>
        <aside>
            {move || task.get().map(|task| view! { <Aside task/> })}
            {move || rerun.get().map(|rerun| view! { <RerunFacts rerun/> })}
        </aside>
        {dialog}
    }
}

#[component]
fn Aside(task: Arc<Task>) -> impl IntoView {
    let files = task
        .data
        .as_ref()
        .and_then(|data| data.member("Files"))
        .filter(|files| !files.members().is_empty());
    let run = task.workflow_id.filter(|_| task.instance != Some(false));
    view! {
        {run.map(|run| view! { <RunLine run renew=Signal::derive(|| ())/> })}
        <Facts task/>
        {files.map(|files| view! { <Files files/> })}
    }
}

/// A reading that changes one part of the task leaves the others as they stand on screen.
fn part<T>(task: Memo<Option<Arc<Task>>>, read: fn(&Task) -> T) -> Memo<Option<T>>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| task.with(|task| task.as_deref().map(read)))
}

#[component]
fn Content(task: Memo<Option<Arc<Task>>>) -> impl IntoView {
    let query = use_query_map();
    let chosen = Memo::new(move |_| {
        let asked = query.with(|query| query.get("tab").unwrap_or_default());
        if matches!(asked.as_str(), "parameters" | "other") {
            asked
        } else {
            "payload".to_owned()
        }
    });
    let go = use_navigate();
    let choose = Callback::new(move |name: String| {
        let path = window().location().pathname().unwrap_or_default();
        let mut kept = query.get_untracked();
        kept.replace("tab", name);
        let options = leptos_router::NavigateOptions {
            replace: true,
            scroll: false,
            ..Default::default()
        };
        go(&format!("{path}{}", kept.to_query_string()), options);
    });
    let (data, parameters) = (
        part(task, |task| task.data.clone()),
        part(task, |task| task.parameters.clone()),
    );
    let other = part(task, |task| task.other.clone());
    let failure = part(task, Failure::of);
    let tabs = move || {
        let others = other.with(|other| other.as_ref().map_or(0, Vec::len));
        let tabs: Vec<Tab> = vec![
            ("payload", "Payload".to_owned()),
            ("parameters", "Parameters".to_owned()),
            ("other", format!("Other fields {others}")),
        ];
        tabs
    };
    view! {
        <section class="content">
            {move || failure.get().map(|failure| view! { <CauseCard failure/> })}
            <TabRow tabs=Signal::derive(tabs) chosen=chosen.into() choose label="Parts of the task"/>
            <div id="panel" role="tabpanel" tabindex="0" aria-labelledby=move || format!("tab-{}", chosen.get())>
                {move || match chosen.get().as_str() {
                    "parameters" => view! { <Parameters parameters=parameters.get().flatten()/> }.into_any(),
                    "other" => view! { <OtherFields fields=other.get().unwrap_or_default()/> }.into_any(),
                    _ => view! { <Payload data=data.get().flatten()/> }.into_any(),
                }}
            </div>
        </section>
    }
}

#[component]
fn Payload(data: Option<Json>) -> impl IntoView {
    match data {
        Some(json) => view! { <div class="card"><JsonTree json label="Payload"/></div> }.into_any(),
        None => view! { <p class="muted">"This task has no payload."</p> }.into_any(),
    }
}
