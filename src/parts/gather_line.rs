//! How far the reading of a run's tasks has come, and a way to end it.

use leptos::prelude::*;
use reprise_domain::desk::Event;
use reprise_domain::desk::gathering::RunQuestion;
use reprise_domain::explain::run::progress_line;

use crate::desk::Desk;
use crate::ui::erased::{pressed, text, when};
use crate::ui::slice::Slice;

/// Shown while the tasks are read, and gone afterwards.
#[component]
pub fn GatherLine(
    /// Which run, and whose.
    question: Slice<RunQuestion>,
    /// How many there are by Zuora's count.
    told: Slice<Option<u64>>,
) -> impl IntoView {
    let desk = Desk::from_context();
    let read: Slice<Option<usize>> =
        desk.slice(move |model| question.with(|asked| model.gathering.progress(asked)));
    let count = move || read.get().unwrap_or_default();
    when(
        move || read.with(Option::is_some),
        move || {
            let most = text(move || told.get().unwrap_or(1).max(1).to_string());
            let value = text(move || told.get().map_or(0, |_| count()).to_string());
            let line = text(move || progress_line(count(), told.get()));
            let halt = pressed(move || desk.dispatch(Event::RunTasksHalted));
            view! {
                <div class="gather">
                    <progress aria-label="Tasks read" max=most value=value></progress>
                    <span>{line}</span>
                    <button type="button" class="button button--quiet" on:click=halt>"Stop reading"</button>
                </div>
            }
            .into_any()
        },
    )
}
