//! What has changed about a task since it was opened.

use leptos::prelude::*;
use reprise_domain::desk::Model;
use reprise_domain::explain::since::changes_since;
use reprise_domain::id::TaskId;
use reprise_domain::tenancy::Tenancy;
use reprise_domain::time::UnixMillis;

use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::ui::erased::{memo, shown};
use crate::ui::intl;
use crate::ui::slice::Slice;

/// When the task was opened, and what is different now.
type Changes = Option<(UnixMillis, Vec<String>)>;

/// A line for each change; nothing while all is as it was opened.
#[component]
pub fn Changed(
    /// The task on screen.
    id: TaskId,
) -> impl IntoView {
    let (desk, place) = (Desk::from_context(), use_place());
    let question = memo(move || (place.get().tenancy, id));
    let changes: Slice<Changes> =
        desk.slice(move |model| question.with(|question| changes(model, question)));
    shown(move || match changes.get() {
        Some((since, told)) => lines(since, told),
        None => ().into_any(),
    })
}

fn lines(since: UnixMillis, told: Vec<String>) -> AnyView {
    let lines = told.into_iter().map(|line| view! { <li><bdi>{line}</bdi></li> });
    view! {
        <section class="changed" aria-label="Changed since you opened it">
            <p>{format!("Changed since you opened it at {}", intl::clock_time(since))}</p>
            <ul>{lines.collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn changes(model: &Model, question: &(Tenancy, TaskId)) -> Changes {
    let readings = model.past.of(question);
    let ((opened, since), (latest, _)) = (readings.first()?, readings.get(1..)?.last()?);
    let told = changes_since(opened, latest);
    (!told.is_empty()).then_some((*since, told))
}
