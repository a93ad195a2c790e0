//! The small fields of a run, and how its tasks fare.

use leptos::prelude::*;
use reprise_domain::explain::run::count_words;
use reprise_domain::payload::Json;
use reprise_domain::run::{Run, TaskCounts};

use super::moment::Exact;
use crate::pages::run::Known;
use crate::ui::erased::{memo, shown};
use crate::ui::intl;
use crate::ui::long_text::LongText;
use crate::ui::slice::Slice;

/// Most messages of a run that are shown.
const MESSAGES: usize = 50;

/// Counts, times and messages.
#[component]
pub fn RunFacts(
    /// The run and when it was read.
    known: Slice<Known>,
) -> impl IntoView {
    // An equal reading leaves everything as it stands.
    let run = memo(move || known.with(|known| known.as_ref().map(|(run, _)| run.clone())));
    shown(move || match run.get() {
        Some(run) => card(run),
        None => ().into_any(),
    })
}

fn card(run: Run) -> AnyView {
    let counts = run.tasks.map(counts);
    let time = |name, written: Option<String>| {
        written.map(|written| view! { <div><dt>{name}</dt><dd><Exact written/></dd></div> })
    };
    let fact = |name, value: Option<String>| {
        let value = value.map(|value| value.chars().take(120).collect::<String>());
        value.map(|value| view! { <div><dt>{name}</dt><dd><bdi>{value}</bdi></dd></div> })
    };
    let lasted = run.lasted_ms.map(intl::duration);
    let messages = run.messages.map(|told| messages(&told));
    view! {
        <section class="card" aria-label="The run">
            {counts}
            <dl class="summary">
                {time("Began", run.created_at)}
                {time("Ended", run.finished_at)}
                {fact("Lasted, waits included", lasted)}
                {fact("Computing time", run.cpu_time)}
                {fact("Workflow", run.original_workflow)}
            </dl>
            {messages}
        </section>
    }
    .into_any()
}

fn counts(counts: TaskCounts) -> AnyView {
    let number = |count: u64| intl::count(usize::try_from(count).unwrap_or(usize::MAX));
    let each = count_words(counts).into_iter().map(|(tone, sign, count, word)| {
        view! {
            <li class="badge" data-status=tone>
                <span aria-hidden="true">{sign}</span>
                {format!("{} {word}", number(count))}
            </li>
        }
    });
    let all = if counts.total == 1 { "task" } else { "tasks" };
    view! {
        <ul class="tags tags--start" aria-label="Tasks by state">
            <li><strong>{format!("{} {all}", number(counts.total))}</strong></li>
            {each.collect_view()}
        </ul>
    }
    .into_any()
}

fn messages(told: &Json) -> AnyView {
    let mut all = told.members();
    if all.is_empty() {
        all.push(("messages".to_owned(), told.clone()));
    }
    let rest = all.len().saturating_sub(MESSAGES);
    let each = all.into_iter().take(MESSAGES).map(|(name, value)| {
        view! {
            <dt><LongText text=name most=120/></dt>
            <dd><LongText text=value.plain() most=300/></dd>
        }
    });
    let each = each.collect_view();
    let rest =
        (rest > 0).then(|| view! { <p class="muted">{format!("{} more", intl::count(rest))}</p> });
    view! {
        <h2 class="more">"Messages"</h2>
        <dl class="other">{each}</dl>
        {rest}
    }
    .into_any()
}
