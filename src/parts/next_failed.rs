//! From one failed task of a run to the next.

use std::sync::Arc;

use leptos::prelude::*;
use reprise_domain::id::TaskId;
use reprise_domain::run::members::Members;

use crate::ui::address::focus;
use crate::ui::erased::{memo, pressed, text, when};
use crate::ui::intl;
use crate::ui::slice::Slice;

/// The id of a task's link in the document.
pub fn row_id(task: TaskId) -> String {
    format!("row-{task}")
}

/// The task whose link has the focus, or had it last.
pub fn focused_task() -> Option<TaskId> {
    let id = document().active_element()?.id();
    TaskId::parse(id.strip_prefix("row-")?).ok()
}

/// Two buttons, which lead the focus to the failed tasks in their order.
#[component]
pub fn NextFailed(
    /// The tasks of the run.
    members: Slice<Arc<Members>>,
) -> impl IntoView {
    let failed = memo(move || members.with(|members| members.failed()));
    let at = RwSignal::new(None::<TaskId>);
    let step = move |forth: bool| {
        pressed(move || {
            let from = at.get_untracked();
            let to = members.with_untracked(|members| failed_from(members, from, forth));
            if let Some(to) = to {
                at.set(Some(to));
                focus(&row_id(to));
            }
        })
    };
    when(
        move || failed.get() > 0,
        move || {
            view! {
                <div class="notice__buttons">
                    <span>{text(move || format!("{} failed", intl::count(failed.get())))}</span>
                    <button type="button" class="button button--quiet" on:click=step(false)>"Previous failed"</button>
                    <button type="button" class="button button--quiet" on:click=step(true)>"Next failed"</button>
                </div>
            }
            .into_any()
        },
    )
}

/// The failed task after or before one, going round at the end; the first or last when there is
/// none to go from.
fn failed_from(members: &Members, from: Option<TaskId>, forth: bool) -> Option<TaskId> {
    let next = from.and_then(|from| {
        if forth { members.next_failed(from) } else { members.previous_failed(from) }
    });
    let mut failed = members.list().iter().filter(|member| member.has_failed());
    let round = if forth { failed.next() } else { failed.next_back() };
    next.or(round).map(|member| member.id)
}
