//! Accepted, started, finished: each lit by evidence only.

use leptos::prelude::*;
use reprise_domain::rerun::Rerun;
use reprise_domain::task::TaskStatus;
use reprise_domain::time::UnixMillis;

use crate::ui::erased::{memo, text};
use crate::ui::intl;

/// The three lamps of a rerun.
#[component]
pub fn LampRow(
    /// The rerun.
    rerun: Signal<Option<Rerun>>,
) -> impl IntoView {
    let lamps = memo(move || rerun.with(|rerun| rerun.as_ref().map(|rerun| rerun.lamps.clone())));
    let accepted = move || lamps.get().and_then(|lamps| lamps.accepted_at);
    let started = move || lamps.get().and_then(|lamps| lamps.started_at);
    let finished = move || lamps.get().and_then(|lamps| lamps.finished);
    let ended = move || finished().map(|(at, _)| at);
    let bad =
        Signal::derive(move || finished().is_some_and(|(_, status)| status != TaskStatus::Success));
    let never = Signal::derive(|| false);
    view! {
        <ol class="lamps">
            <Lamp name="accepted" lit=Signal::derive(accepted) bad=never/>
            <Lamp name="started" lit=Signal::derive(started) bad=never/>
            <Lamp name="finished" lit=Signal::derive(ended) bad/>
        </ol>
    }
}

#[component]
fn Lamp(name: &'static str, lit: Signal<Option<UnixMillis>>, bad: Signal<bool>) -> impl IntoView {
    let state = text(move || {
        match (lit.get(), bad.get()) {
            (None, _) => "off",
            (Some(_), false) => "on",
            (Some(_), true) => "bad",
        }
        .to_owned()
    });
    let said = text(move || match lit.get() {
        Some(at) => intl::clock_time(at),
        None => "not yet".to_owned(),
    });
    view! {
        <li data-lamp=state>
            <span>{name}</span>
            " "
            <small>{said}</small>
        </li>
    }
}
