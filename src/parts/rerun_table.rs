//! The journal as a table.

use leptos::prelude::*;
use reprise_domain::explain::lists::answer_line;
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::key::IdempotencyKey;

use super::open_reruns::place_of;
use super::rerun_badge::RerunBadge;
use crate::desk::Desk;
use crate::ui::copy_button::CopyButton;
use crate::ui::erased::text;
use crate::ui::intl;
use crate::ui::long_text::shortened;
use crate::ui::slice::Slice;

/// One row a rerun: state, task, reason, key, attempts, when and by whom it was decided.
#[component]
pub fn RerunTable(
    /// The keys, in order.
    keys: Slice<Vec<IdempotencyKey>>,
) -> impl IntoView {
    view! {
        <div class="scroll">
            <table class="tasks reruns">
                <caption class="visually-hidden">"Reruns"</caption>
                <thead>
                    <tr>
                        <th scope="col">"State"</th>
                        <th scope="col">"Task"</th>
                        <th scope="col">"Reason"</th>
                        <th scope="col">"Decided"</th>
                        <th scope="col">"Attempts"</th>
                        <th scope="col">"Key"</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || keys.get() key=IdempotencyKey::clone children=|key| view! { <Row key/> }/>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(key: IdempotencyKey) -> impl IntoView {
    let desk = Desk::from_context();
    let own = key.clone();
    let rerun: Slice<Option<Rerun>> = desk.slice(move |model| model.rerun(&own).cloned());
    let first = rerun.get_untracked()?;
    let intent = first.intent.clone();
    let place = place_of(&desk.config(), &intent.tenancy);
    let task = place.as_ref().map(|place| place.task(intent.task));
    let story = place.as_ref().map(|place| place.rerun(&key));
    let kind = intent.action_type.as_deref().map(|kind| shortened(kind, 60));
    let decided = first.decided_at().map(|at| {
        view! { <time title=intl::exact(at)>{intl::age(at, Desk::now())}</time> }
    });
    let by = intent.by.map(|by| view! { <small><bdi>{shortened(&by, 40)}</bdi></small> });
    let short: String = key.as_str().chars().take(8).collect();
    let attempts =
        text(move || rerun.with(|rerun| rerun.as_ref().map(attempts)).unwrap_or_default());
    Some(view! {
        <tr>
            <td data-label="State"><RerunBadge rerun/></td>
            <th scope="row">
                <a href=task>{format!("Task {}", intent.task)}</a>
                <small><bdi>{kind}</bdi></small>
            </th>
            <td data-label="Reason"><bdi class="clamp">{shortened(&intent.reason, 160)}</bdi></td>
            <td data-label="Decided">{decided} " " {by}</td>
            <td data-label="Attempts">{attempts}</td>
            <td data-label="Key" class="reruns__key">
                <a href=story aria-label=format!("The story of {key}")><code>{short.clone()} "…"</code></a>
                " "
                <CopyButton copied=key.to_string() what=format!("the key {short}…")/>
            </td>
        </tr>
    })
}

/// How many attempts there were, and what came of the last.
fn attempts(rerun: &Rerun) -> String {
    match rerun.attempts.last() {
        Some(last) => {
            let told = answer_line(last, rerun);
            format!(
                "{} · {}",
                intl::count(rerun.attempts.len()),
                told.split(',').next().unwrap_or_default()
            )
        }
        None => "none".to_owned(),
    }
}
