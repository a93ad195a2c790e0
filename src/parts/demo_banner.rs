//! In a practice tenant: which tasks show which fault.

use leptos::prelude::*;
use reprise_domain::id::TaskId;
use reprise_domain::tenancy::EnvironmentKind;

use crate::desk::practice::{PracticeFault, practice_faults};
use crate::pages::environment::use_place;

/// Links to the tasks that fail on demand. Nothing is shown where there is no sandbox.
#[component]
pub(crate) fn DemoBanner() -> impl IntoView {
    let place = use_place();
    let faults = RwSignal::new(Vec::new());
    leptos::task::spawn_local(async move {
        let told = practice_faults().await;
        let _kept = faults.try_set(told);
    });
    let shown = move || {
        let sandbox = place.with(|place| place.environment.kind == EnvironmentKind::Sandbox);
        sandbox && faults.with(|faults| !faults.is_empty())
    };
    view! {
        <Show when=shown>
            <details class="demo">
                <summary>
                    <strong>"Practice tenant."</strong>
                    " Nothing here is real. Tasks that fail on demand"
                </summary>
                <ul>
                    <For each=move || faults.get() key=|fault: &PracticeFault| fault.task_id let(fault)>
                        <FaultRow fault/>
                    </For>
                </ul>
            </details>
        </Show>
    }
}

#[component]
fn FaultRow(fault: PracticeFault) -> impl IntoView {
    let place = use_place();
    let task = TaskId::new(fault.task_id);
    view! {
        <li>
            <a href=move || place.get().task(task)><code>{task.to_string()}</code></a>
            <span><strong>{fault.title}</strong> " " {fault.detail}</span>
        </li>
    }
}
