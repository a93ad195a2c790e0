//! A run in one line: its name, status and how its tasks fare.

use std::time::Duration;

use leptos::prelude::*;
use reprise_domain::desk::Event;
use reprise_domain::explain::run::count_words;
use reprise_domain::id::RunId;
use reprise_domain::run::{Run, TaskCounts};

use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::ui::erased::{effect, shown};
use crate::ui::intl;

/// Pause between two readings of a run that goes on.
const PAUSE: Duration = Duration::from_secs(4);

/// Most readings of it: an API sandbox has 10,000 calls a day.
const READINGS: u32 = 30;

/// Reads the run and shows it; reads it anew whenever `renew` changes, and now and then while
/// it goes on.
#[component]
pub fn RunLine(
    /// The run.
    run: RunId,
    /// Changes when the run should be read anew.
    renew: Signal<String>,
) -> impl IntoView {
    let desk = Desk::from_context();
    let place = use_place();
    effect(move || {
        renew.track();
        desk.dispatch(Event::RunAsked(place.get().tenancy, run));
    });
    let known = desk.slice(move |model| {
        let question = (place.get().tenancy, run);
        model.run.of(&question).map(|(run, at)| (run.clone(), at))
    });
    let left = StoredValue::new(READINGS);
    effect(move || {
        let wanted = known.with(|known| known.as_ref().is_some_and(|(run, _)| run.is_under_way()));
        if wanted && left.get_value() > 0 && !document().hidden() {
            left.update_value(|left| *left -= 1);
            let later = move || {
                if let Some(place) = place.try_get_untracked() {
                    desk.dispatch(Event::RunAsked(place.tenancy, run));
                }
            };
            set_timeout(later, PAUSE);
        }
    });
    shown(move || match known.get() {
        Some((run, _)) => view! { <Line run/> }.into_any(),
        // Keeps the place, so that nothing moves when the answer comes.
        None => view! { <p class="run-line">{format!("Run {run}")}</p> }.into_any(),
    })
}

#[component]
fn Line(run: Run) -> impl IntoView {
    let place = use_place();
    let counts = run.tasks.map(sentence);
    let status = run.status.unwrap_or_else(|| "no status".to_owned());
    view! {
        <p class="run-line" data-failed=run.tasks.is_some_and(|tasks| tasks.error > 0).to_string()>
            <strong>"Run " <a href=place.get_untracked().run(run.id)><code>{run.id.to_string()}</code></a></strong>
            {run.name.map(|name| view! { <bdi>{name}</bdi> })}
            <bdi>{status}</bdi>
            {counts}
        </p>
    }
}

/// `12 tasks: 2 failed, 10 ended well`. A finished run may have failed tasks; only counts tell.
fn sentence(counts: TaskCounts) -> String {
    let number = |count: u64| intl::count(usize::try_from(count).unwrap_or(usize::MAX));
    let told = count_words(counts).into_iter();
    let told = told.map(|(_, _, count, word)| format!("{} {word}", number(count)));
    format!("{} tasks: {}", number(counts.total), told.collect::<Vec<_>>().join(", "))
}
