//! One call: what was sent, what came back, what is missing and why.

use leptos::prelude::*;
use reprise_domain::callout::{
    Absence, Body, Exchange, Header, Origin, Part, Status, StatusClass, as_curl,
};
use reprise_domain::explain::callout::{OWN_CALL, absence, no_command, status_class};
use reprise_domain::payload::Json;

use super::body_view::BodyView;
use super::guarded::Guarded;
use super::header_list::HeaderList;
use super::moment::Exact;
use super::payload::SmallTree;
use crate::ui::copy_button::CopyButton;
use crate::ui::erased::text;
use crate::ui::long_text::LongText;

/// A call as a card.
#[component]
pub fn ExchangeCard(
    /// The call.
    call: Exchange,
    /// How many calls are above it.
    place: usize,
) -> impl IntoView {
    let (title, path) = match &call.origin {
        Origin::Own => ("This task's own call".to_owned(), "parameters".to_owned()),
        Origin::Payload { path, .. } => (format!("Call at {path}"), path.clone()),
    };
    let note = (call.origin == Origin::Own).then(|| view! { <p class="muted">{OWN_CALL}</p> });
    let field = |name: &str| format!("{path}.{name}");
    let absent = absent_rows(&call);
    let (badge, command) = (status(&call.status), command(&call));
    let url = field("URL");
    let sections = [
        headers("Request headers", call.request_headers, field("RequestHeaders")),
        body("Request body", call.request_body, field("RequestBody")),
        headers("Response headers", call.response_headers, field("ResponseHeaders")),
        body("Response body", call.response_body, field("ResponseBody")),
    ];
    view! {
        <section class="card call" aria-labelledby=format!("call-{place}")>
            <div class="call__tools">
                <h3 id=format!("call-{place}")><bdi>{title}</bdi></h3>
                {badge} {command}
            </div>
            {note}
            <dl class="pairs">
                {row("Method", call.method, |method| view! { <code><bdi>{method}</bdi></code> }.into_any())}
                {row("URL", call.url, move |value| view! { <Guarded value what="the address" field=url/> }.into_any())}
                {row("Status", call.status, |status| format!("{} {}", status.code, status_class(status)).into_any())}
                {row("Times", call.times, |(start, end)| times(start, end))}
                {absent}
            </dl>
            {sections.into_iter().collect_view()}
            {others(call.other)}
        </section>
    }
}

/// A line of the first list; what is absent stands below, in one line for each reason.
fn row<T: 'static>(
    name: &'static str,
    part: Part<T>,
    show: impl FnOnce(T) -> AnyView,
) -> Option<AnyView> {
    let shown = there(part, show)?;
    Some(view! { <dt>{name}</dt><dd>{shown}</dd> }.into_any())
}

/// The parts that are absent, those with the same reason together.
fn absent_rows(call: &Exchange) -> AnyView {
    let parts = [
        ("Method", call.method.absence()),
        ("URL", call.url.absence()),
        ("Status", call.status.absence()),
        ("Times", call.times.absence()),
        ("Request headers", call.request_headers.absence()),
        ("Request body", call.request_body.absence()),
        ("Response headers", call.response_headers.absence()),
        ("Response body", call.response_body.absence()),
    ];
    let mut told: Vec<(Absence, Vec<&'static str>)> = Vec::new();
    for (name, why) in parts.into_iter().filter_map(|(name, why)| Some((name, why?))) {
        match told.iter_mut().find(|(known, _)| *known == why) {
            Some((_, names)) => names.push(name),
            None => told.push((why, vec![name])),
        }
    }
    let row = |(why, names): (Absence, Vec<&str>)| {
        view! { <dt>{names.join(", ")}</dt><dd class="muted">{absence(why)}</dd> }
    };
    told.into_iter().map(row).collect_view().into_any()
}

/// What is there, or what came instead.
fn there<T: 'static>(part: Part<T>, show: impl FnOnce(T) -> AnyView) -> Option<AnyView> {
    match part {
        Part::Present(part) => Some(show(part)),
        Part::Absent(_) => None,
        Part::Odd(json) => Some(odd(json)),
    }
}

fn odd(json: Json) -> AnyView {
    view! {
        <span class="muted">"Not of the documented form:"</span>
        <SmallTree json label="As received"/>
    }
    .into_any()
}

fn headers(title: &'static str, of: Part<Vec<Header>>, field: String) -> Option<AnyView> {
    let shown = there(of, move |headers| view! { <HeaderList headers field/> }.into_any())?;
    Some(view! { <h4>{title}</h4> {shown} }.into_any())
}

fn body(title: &'static str, of: Part<Body>, field: String) -> Option<AnyView> {
    let shown = there(of, move |body| view! { <BodyView body what=title field/> }.into_any())?;
    Some(view! { <h4>{title}</h4> {shown} }.into_any())
}

fn times(start: String, end: Option<String>) -> AnyView {
    let end = end.map(|written| view! { " to " <Exact written/> });
    view! { "The task ran from " <Exact written=start/> {end} }.into_any()
}

/// The status as a badge: colour, sign and word.
fn status(status: &Part<Status>) -> AnyView {
    let Some(status) = status.present().copied() else { return ().into_any() };
    let (kind, sign) = match status.class {
        StatusClass::Success => ("success", "✓"),
        StatusClass::ClientError | StatusClass::ServerError => ("error", "✕"),
        _ => ("plain", "–"),
    };
    view! {
        <span class="badge" data-status=kind>
            <span aria-hidden="true">{sign}</span>
            {format!("{} {}", status.code, status_class(status))}
        </span>
    }
    .into_any()
}

/// The command, or why there is none.
fn command(call: &Exchange) -> AnyView {
    match as_curl(call) {
        Ok(command) => view! {
            <CopyButton copied=text(move || command.clone()) what="without credentials" label="Copy as cURL"/>
        }
        .into_any(),
        Err(why) => view! { <small>{no_command(why)}</small> }.into_any(),
    }
}

fn others(other: Vec<(String, Json)>) -> AnyView {
    if other.is_empty() {
        return ().into_any();
    }
    let rows = other.into_iter().map(|(name, json)| {
        let label = name.clone();
        view! { <dt><LongText text=name most=120/></dt><dd><SmallTree json label/></dd> }
    });
    view! { <h4>"Also recorded"</h4><dl class="pairs">{rows.collect_view()}</dl> }.into_any()
}
