//! A task's configuration: templates as readable source, the rest as a tree.

use leptos::prelude::*;
use reprise_domain::payload::mask::names_a_secret;
use reprise_domain::payload::{Json, Kind};

use super::json_tree::JsonTree;
use crate::ui::long_text::LongText;

/// Shows each parameter: first the texts that are source (Liquid, SQL, scripts), then all.
#[component]
pub fn Parameters(
    /// The parameters, if the task has any.
    parameters: Option<Json>,
) -> impl IntoView {
    let Some(parameters) = parameters else {
        return view! { <p class="muted">"This task has no parameters."</p> }.into_any();
    };
    let sources = parameters.members().into_iter().filter_map(|(name, value)| {
        let text = value.string().filter(|text| is_source(text) && !names_a_secret(&name))?;
        Some(view! { <Source name text/> })
    });
    view! {
        {sources.collect_view()}
        <div class="card"><JsonTree json=parameters label="Parameters"/></div>
    }
    .into_any()
}

/// Liquid, or anything of more than one line: escapes would hide what it says.
fn is_source(text: &str) -> bool {
    text.contains("{%") || text.contains("{{") || text.trim().contains('\n')
}

#[component]
fn Source(name: String, text: String) -> impl IntoView {
    let field = format!("parameters.{name}");
    view! {
        <section class="card source">
            <h3><code>{name}</code></h3>
            <pre><code data-field=field><LongText text most=4000/></code></pre>
        </section>
    }
}

/// Every field that is not shown elsewhere, as it came.
#[component]
pub fn OtherFields(
    /// Names and values.
    fields: Vec<(String, Json)>,
) -> impl IntoView {
    if fields.is_empty() {
        return view! { <p class="muted">"Zuora sent no other field."</p> }.into_any();
    }
    let rows = fields.into_iter().map(|(name, json)| {
        let shown = match json.kind() {
            Kind::Object | Kind::Array => view! { <JsonTree json label="Value"/> }.into_any(),
            _ => view! { <code><LongText text=json.text().to_owned()/></code> }.into_any(),
        };
        view! { <dt><LongText text=name most=80/></dt><dd>{shown}</dd> }
    });
    view! {
        <div class="card">
            <p class="muted">"Fields that Reprise does not know, as Zuora sent them."</p>
            <dl class="other">{rows.collect_view()}</dl>
        </div>
    }
    .into_any()
}

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
