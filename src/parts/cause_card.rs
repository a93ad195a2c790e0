//! Why the task failed, in its own words.

use leptos::prelude::*;
use reprise_domain::diagnosis::Diagnosis;
use reprise_domain::explain::cause::{why_it_failed, why_the_one_before_failed};
use reprise_domain::payload::mask::hidden;
use reprise_domain::task::{Task, UpstreamFailure};

use crate::pages::environment::use_place;
use crate::ui::long_text::LongText;

/// What a task says of failures: its own, and that of the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    why: Option<String>,
    why_before: Option<String>,
    class: Option<String>,
    error: Option<String>,
    details: Option<String>,
    upstream: Option<UpstreamFailure>,
}

impl Failure {
    /// Takes what a task says, and what was found out about it.
    pub fn of(task: &Task, found: &Diagnosis) -> Self {
        Self {
            why: found.cause.as_ref().map(why_it_failed),
            why_before: found.before.as_ref().map(why_the_one_before_failed),
            class: task.error_class.clone(),
            error: task.error.as_deref().map(hidden),
            details: task
                .error_details
                .as_deref()
                .filter(|details| !details.trim().is_empty())
                .map(hidden),
            upstream: task.upstream_failure().map(|failure| UpstreamFailure {
                reason: failure.reason.as_deref().map(hidden),
                ..failure
            }),
        }
    }
}

/// The failure of the task, and of the one before it where the payload tells.
#[component]
pub fn CauseCard(
    /// What the task says of failures.
    failure: Failure,
) -> impl IntoView {
    let why_before = failure.why_before.clone();
    let upstream =
        failure.upstream.clone().map(|failure| view! { <Upstream failure why=why_before/> });
    let own = failure.why.clone().map(|why| view! { <Cause why failure/> });
    (own, upstream)
}

#[component]
fn Cause(why: String, failure: Failure) -> impl IntoView {
    view! {
        <section class="card cause">
            <h2>"Why it failed"</h2>
            <p>{why}</p>
            <pre>
                {failure.class.map(|class| view! {
                    <code data-field="error_class"><LongText text=class/></code> "\n"
                })}
                {failure.error.map(|error| view! {
                    <code data-field="error"><LongText text=error most=1500/></code>
                })}
            </pre>
            {failure.details.map(|details| view! {
                <details class="more">
                    <summary>"Details"</summary>
                    <pre><code data-field="error_details"><LongText text=details most=4000/></code></pre>
                </details>
            })}
        </section>
    }
}

#[component]
fn Upstream(failure: UpstreamFailure, why: Option<String>) -> impl IntoView {
    let place = use_place();
    let status = failure.status.unwrap_or_else(|| "an error".to_owned());
    let name = match failure.id {
        Some(id) => view! {
            "Task " <a href=place.get_untracked().task(id)><code data-field="data.Tasks.Previous.Id">{id.to_string()}</code></a>
        }
        .into_any(),
        None => "The task before".into_any(),
    };
    view! {
        <section class="card upstream">
            <h2>"The task before it failed"</h2>
            <p>{name} ", which came before, ended with " <bdi data-field="data.Tasks.Previous.Status">{status}</bdi> "."</p>
            <p>{why}</p>
            <pre>
                {failure.class.map(|class| view! {
                    <code data-field="data.Tasks.Previous.ErrorClass"><LongText text=class/></code> "\n"
                })}
                {failure.reason.map(|reason| view! {
                    <code data-field="data.Tasks.Previous.ErrorReason"><LongText text=reason most=1500/></code>
                })}
            </pre>
        </section>
    }
}
