//! `/t/:environment/tasks/:task`: one task, and its rerun.

use std::sync::Arc;

use leptos::prelude::*;
use reprise_domain::desk::Event;
use reprise_domain::desk::draft::Draft;
use reprise_domain::desk::reading::Trouble;
use reprise_domain::diagnosis::Diagnosis;
use reprise_domain::explain::odd::odd_line;
use reprise_domain::id::{RunId, TaskId};
use reprise_domain::rerun::Rerun;
use reprise_domain::task::Task;
use reprise_domain::time::UnixMillis;

use super::environment::use_place;
use super::nowhere::Nowhere;
use crate::desk::Desk;
use crate::parts::cause_card::{CauseCard, Failure};
use crate::parts::changed::Changed;
use crate::parts::facts::Facts;
use crate::parts::later::{later, lazily};
use crate::parts::reading_trouble::{ReadingTrouble, since};
use crate::parts::rerun_card::RerunNotice;
use crate::parts::rerun_dialog::RerunDialog;
use crate::parts::run_line::RunLine;
use crate::parts::run_place::RunPlace;
use crate::parts::task_files::Files;
use crate::parts::task_head::TaskHead;
use crate::parts::task_reruns::TaskReruns;
use crate::parts::task_tabs::TaskTabs;
use crate::parts::verdict_card::VerdictCard;
use crate::ui::erased::{effect, memo, shown, text, when};
use crate::ui::slice::Slice;
use crate::ui::soon::soon;
use crate::ui::title::keep_title;

/// A task, and when it was read.
pub(crate) type Known = Option<(Arc<Task>, UnixMillis)>;

/// Reads the task's number as the address writes it.
#[component]
pub(crate) fn TaskPage(
    /// The number as written.
    task: String,
) -> impl IntoView {
    if let Ok(id) = TaskId::parse(&task) {
        return view! { <OneTask id/> }.into_any();
    }
    let sentence = text(|| "A task's id is a whole number above zero, such as 2770.".to_owned());
    view! { <Nowhere sentence/> }.into_any()
}

#[component]
fn OneTask(id: TaskId) -> impl IntoView {
    let desk = Desk::from_context();
    let place = use_place();
    let question = memo(move || (place.get().tenancy, id));
    let ask = Callback::new(move |()| {
        let (tenancy, task) = question.get_untracked();
        desk.dispatch(Event::TaskAsked(tenancy, task));
    });
    effect(move || {
        question.track();
        ask.run(());
    });
    let known: Slice<Known> = desk.slice(move |model| {
        question.with(|asked| model.task.of(asked).map(|(task, at)| (Arc::clone(task), at)))
    });
    let trouble =
        desk.slice(move |model| question.with(|asked| model.task.trouble_with(asked).cloned()));
    let rerun = desk.slice(move |model| {
        question.with(|(tenancy, task)| model.rerun_of(tenancy, *task).cloned())
    });
    keep_title(move || {
        let task = known.with(|known| known.as_ref().map(|(task, _)| Arc::clone(task)));
        title(id, task.as_deref(), &place.with(|place| place.environment.label.clone()))
    });
    // Task and code are fetched at the same time.
    let content = later("The page of a task", move || task_view(id, known, trouble, rerun, ask));
    view! { <main class="page page--task" id="main" tabindex="-1">{content}</main> }
}

lazily! {
    /// What is on the page of a task, fetched when the first task is opened.
    fn task_view(
        id: TaskId,
        known: Slice<Known>,
        trouble: Slice<Option<(Trouble, UnixMillis)>>,
        rerun: Slice<Option<Rerun>>,
        ask: Callback<()>
    ) -> AnyView {
        view! { <Content id known trouble rerun again=ask/> }.into_any()
    }
}

#[component]
fn Content(
    id: TaskId,
    known: Slice<Known>,
    trouble: Slice<Option<(Trouble, UnixMillis)>>,
    rerun: Slice<Option<Rerun>>,
    again: Callback<()>,
) -> impl IntoView {
    let shown_since = since(known);
    let waiting = when(
        move || known.with(Option::is_none) && trouble.with(Option::is_none),
        move || {
            view! { <p class="muted" role="status">{format!("Reading task {id}…")}</p> }.into_any()
        },
    );
    let unnamed = when(
        move || known.with(Option::is_none),
        move || view! { <h1 class="visually-hidden">{format!("Task {id}")}</h1> }.into_any(),
    );
    let loaded = when(
        move || known.with(Option::is_some),
        move || view! { <Loaded id known rerun again/> }.into_any(),
    );
    let unread = when(
        move || known.with(Option::is_none),
        move || view! { <RerunNotice rerun/> }.into_any(),
    );
    view! {
        {unnamed}
        <ReadingTrouble trouble shown_since what=text(move || format!("task {id}")) again/>
        {waiting}
        {loaded}
        // What is known of a rerun stays in sight when the task cannot be read.
        {unread}
    }
}

fn title(id: TaskId, task: Option<&Task>, environment: &str) -> String {
    let name = task.and_then(|task| task.name.clone()).unwrap_or_default();
    let name: String = name.chars().take(60).collect();
    let status = task.and_then(|task| task.status.as_ref());
    let status = status.map(|status| format!(" · {status}")).unwrap_or_default();
    format!("Task {id} {name}{status} · {environment} · Reprise")
}

#[component]
fn Loaded(
    id: TaskId,
    known: Slice<Known>,
    rerun: Slice<Option<Rerun>>,
    again: Callback<()>,
) -> impl IntoView {
    let desk = Desk::from_context();
    let place = use_place();
    let draft = RwSignal::new(None::<(Draft, UnixMillis)>);
    let open = Callback::new(move |()| {
        let Some((task, at)) = known.get_untracked() else { return };
        draft.set(Some((desk.draft(place.get_untracked().tenancy, task), at)));
    });
    let closed = Callback::new(move |()| draft.set(None));
    let dialog = shown(move || match draft.get() {
        Some((draft, read_at)) => {
            let earlier = rerun.get_untracked();
            view! { <RerunDialog draft read_at earlier closed/> }.into_any()
        }
        None => ().into_any(),
    });
    view! {
        <TaskHead known open again/>
        <RerunNotice rerun/>
        <Changed id/>
        <Middle known/>
        <aside>{soon(move || beside(known, rerun))}</aside>
        {dialog}
    }
}

/// The column beside payload and error.
fn beside(known: Slice<Known>, rerun: Slice<Option<Rerun>>) -> AnyView {
    // An equal reading, or one more of them, leaves the facts as they stand.
    let task = memo(move || known.with(|known| known.as_ref().map(|(task, _)| Arc::clone(task))));
    let facts = shown(move || match task.get() {
        Some(task) => view! { <Facts task/> }.into_any(),
        None => ().into_any(),
    });
    view! {
        <RunOfTask known/>
        {facts}
        <TaskReruns rerun/>
        <FilesOfTask known/>
    }
    .into_any()
}

/// A reading that changes one part of the task leaves the others as they stand on screen.
pub(crate) fn part<T>(known: Slice<Known>, read: fn(&Task) -> Option<T>) -> Slice<Option<T>>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    memo(move || known.with(|known| known.as_ref().and_then(|(task, _)| read(task))))
}

#[component]
fn RunOfTask(known: Slice<Known>) -> impl IntoView {
    let run = part(known, |task| task.workflow_id.filter(|_| task.instance != Some(false)));
    let status = part(known, |task| task.status.as_ref().map(ToString::to_string));
    let renew = text(move || status.get().unwrap_or_default());
    shown(move || match run.get() {
        Some(run) => line(run, renew, known),
        None => ().into_any(),
    })
}

fn line(run: RunId, renew: Signal<String>, known: Slice<Known>) -> AnyView {
    let task = known.with_untracked(|known| known.as_ref().map(|(task, _)| task.id));
    view! { <RunLine run renew/> {task.map(|task| view! { <RunPlace run task/> })} }.into_any()
}

#[component]
fn FilesOfTask(known: Slice<Known>) -> impl IntoView {
    let files = part(known, |task| task.data.as_ref()?.member("Files"));
    shown(move || match files.get() {
        Some(files) if !files.members().is_empty() => view! { <Files files/> }.into_any(),
        _ => ().into_any(),
    })
}

#[component]
fn Middle(known: Slice<Known>) -> impl IntoView {
    let place = use_place();
    // Of equal readings the cards stand still.
    let found = memo(move || {
        let rules = place.with(|place| place.environment.rules.clone());
        known.with(|known| {
            let (task, _) = known.as_ref()?;
            let diagnosis = Diagnosis::of(task, None, &rules);
            Some((Failure::of(task, &diagnosis), diagnosis))
        })
    });
    let cause = shown(move || match found.get() {
        Some((failure, diagnosis)) => {
            let verdict =
                diagnosis.cause.is_some().then(|| view! { <VerdictCard diagnosis known/> });
            view! { <CauseCard failure/> {verdict} }.into_any()
        }
        None => ().into_any(),
    });
    let odd =
        part(known, |task| Some(odd_line(&task.source.oddity())).filter(|odd| !odd.is_empty()));
    let odd = shown(move || match odd.get() {
        Some(odd) => view! { <p class="old" data-odd="">{odd}</p> }.into_any(),
        None => ().into_any(),
    });
    view! {
        <section class="content">
            {odd}
            {cause}
            <TaskTabs known/>
        </section>
    }
}
