//! What was decided: task, place, time, person, reason, key.

use leptos::prelude::*;
use reprise_domain::place::Place;
use reprise_domain::rerun::{Intent, Rerun};
use reprise_domain::time::UnixMillis;

use super::open_reruns::place_of;
use crate::desk::Desk;
use crate::ui::copy_button::CopyButton;
use crate::ui::erased::{memo, shown};
use crate::ui::intl;
use crate::ui::long_text::LongText;
use crate::ui::slice::Slice;

/// The decision, fact by fact.
#[component]
pub fn RerunSummary(
    /// The rerun.
    rerun: Slice<Option<Rerun>>,
    /// Whether the key leads to the whole story.
    #[prop(optional)]
    to_story: bool,
    /// Whether it is of a file: it leads nowhere, for its task may be another tenant's.
    #[prop(optional)]
    of_file: bool,
) -> impl IntoView {
    let desk = Desk::from_context();
    let decision = memo(move || {
        rerun.with(|rerun| rerun.as_ref().map(|rerun| (rerun.intent.clone(), rerun.decided_at())))
    });
    shown(move || match decision.get() {
        Some((intent, at)) => {
            let place = place_of(&desk.config(), &intent.tenancy).filter(|_| !of_file);
            facts(intent, at, place, to_story)
        }
        None => ().into_any(),
    })
}

fn facts(intent: Intent, at: Option<UnixMillis>, place: Option<Place>, to_story: bool) -> AnyView {
    let at = at.map_or_else(|| "not written down yet".to_owned(), intl::exact);
    let by = intent.by.clone().unwrap_or_else(|| "not known".to_owned());
    let key = intent.key.to_string();
    let story = place.as_ref().filter(|_| to_story).map(|place| place.rerun(&intent.key));
    let key_shown = match story {
        Some(to) => view! { <a href=to><code data-field="key">{key.clone()}</code></a> }.into_any(),
        None => view! { <code data-field="key">{key.clone()}</code> }.into_any(),
    };
    view! {
        <dl class="summary">
            <div><dt>"Task"</dt><dd>{task(&intent, place.as_ref())}</dd></div>
            <div><dt>"Where"</dt><dd><bdi>{where_(&intent, place.as_ref())}</bdi></dd></div>
            <div><dt>"Decided"</dt><dd>{at}</dd></div>
            <div><dt>"By"</dt><dd><bdi>{by}</bdi></dd></div>
            <div class="summary__wide"><dt>"Reason"</dt><dd><LongText text=intent.reason.clone()/></dd></div>
            <div class="summary__wide"><dt>"Key"</dt><dd>{key_shown} " " <CopyButton copied=key what="the key"/></dd></div>
        </dl>
    }
    .into_any()
}

/// Number, type and run; links where the environment is still configured.
fn task(intent: &Intent, place: Option<&Place>) -> AnyView {
    let kind = intent.action_type.as_deref();
    let kind = kind.map(|kind| format!(" · {}", kind.chars().take(60).collect::<String>()));
    let run = intent.run.map(|run| {
        let to = place.map(|place| place.run(run));
        view! { " · run " {number(run.to_string(), to)} }
    });
    let to = place.map(|place| place.task(intent.task));
    view! { {number(intent.task.to_string(), to)} <bdi>{kind}</bdi> {run} }.into_any()
}

fn number(text: String, to: Option<String>) -> AnyView {
    match to {
        Some(to) => view! { <a href=to><code>{text}</code></a> }.into_any(),
        None => view! { <code>{text}</code> }.into_any(),
    }
}

/// The environment by its label, and the tenant; by their ids where it is not one of this page's.
fn where_(intent: &Intent, place: Option<&Place>) -> String {
    let tenancy = &intent.tenancy;
    let (name, tenant) = if let Some(place) = place {
        (place.environment.label.clone(), place.tenant_label())
    } else {
        let entity = tenancy.entity.iter().map(|entity| format!("entity {}", entity.as_str()));
        let orgs = tenancy.orgs.iter().map(|org| format!("org {}", org.as_str()));
        let parts: Vec<_> = entity.chain(orgs).collect();
        (tenancy.environment.to_string(), (!parts.is_empty()).then(|| parts.join(" · ")))
    };
    let zuora = intent.tenant.iter().map(|tenant| tenant.as_str().to_owned());
    [name].into_iter().chain(zuora).chain(tenant).collect::<Vec<_>>().join(" · ")
}
