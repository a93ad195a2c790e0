//! In a practice tenant: which tasks show which fault.

use leptos::prelude::*;
use reprise_domain::id::TaskId;
use reprise_domain::tenancy::EnvironmentKind;

use crate::desk::practice::{PracticeFault, practice_faults};
use crate::pages::environment::use_place;
use crate::ui::erased::{text, when};

/// Links to the tasks that fail on demand. Nothing is shown where there is no sandbox.
#[component]
pub fn DemoBanner() -> impl IntoView {
    let place = use_place();
    let faults = RwSignal::new(Vec::new());
    leptos::task::spawn_local(async move {
        let told = practice_faults().await;
        let _kept = faults.try_set(told);
    });
    let wanted = move || {
        let sandbox = place.with(|place| place.environment.kind == EnvironmentKind::Sandbox);
        sandbox && faults.with(|faults| !faults.is_empty())
    };
    when(wanted, move || {
        let rows = faults.get().into_iter().map(|fault| view! { <FaultRow fault/> });
        view! {
            <details class="demo">
                <summary>
                    <strong>"Practice tenant."</strong>
                    " Nothing here is real. Tasks that fail on demand"
                </summary>
                <ul>{rows.collect_view()}</ul>
            </details>
        }
        .into_any()
    })
}

#[component]
fn FaultRow(fault: PracticeFault) -> impl IntoView {
    let place = use_place();
    let task = TaskId::new(fault.task_id);
    view! {
        <li>
            <a href=text(move || place.get().task(task))><code>{task.to_string()}</code></a>
            <span><strong>{fault.title}</strong> " " {fault.detail}</span>
        </li>
    }
}
