//! The files of a task.

use leptos::prelude::*;
use reprise_domain::payload::Json;

/// The files that a task got with its payload.
#[component]
pub fn Files(
    /// The payload's `Files`.
    files: Json,
) -> impl IntoView {
    let text = |file: &Json, name| file.member(name).map(|value| value.plain()).unwrap_or_default();
    let rows = files.members().into_iter().map(|(holder, file)| {
        let name = text(&file, "name");
        let (size, class) = (text(&file, "size"), text(&file, "object_class"));
        view! {
            <li>
                <bdi class="mono" data-field="file.holder">{holder}</bdi>
                <small>
                    <bdi data-field="file.name">{name}</bdi>
                    " · " <bdi data-field="file.object_class">{class}</bdi>
                    " · size " <bdi data-field="file.size">{size}</bdi>
                </small>
            </li>
        }
    });
    view! {
        <section class="card">
            <h2>"Files"</h2>
            <ul class="files">{rows.collect_view()}</ul>
        </section>
    }
}
