//! Accepted, started, finished: each lit by evidence only.

use leptos::prelude::*;
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::stage::Stage;
use reprise_domain::task::TaskStatus;
use reprise_domain::time::UnixMillis;

use crate::ui::erased::text;
use crate::ui::intl;
use crate::ui::slice::Slice;

/// When a lamp was lit, if it is, and whether for something bad.
type Lit = (Option<UnixMillis>, bool);

/// The three lamps of a rerun.
#[component]
pub fn LampRow(
    /// The rerun.
    rerun: Slice<Option<Rerun>>,
) -> impl IntoView {
    view! {
        <ol class="lamps">
            {lamp("accepted", rerun, |rerun| (rerun.lamps.accepted_at, false))}
            {lamp("started", rerun, |rerun| (rerun.lamps.started_at, false))}
            {lamp("finished", rerun, finished)}
        </ol>
    }
}

fn finished(rerun: &Rerun) -> Lit {
    let end = rerun.lamps.finished.as_ref();
    (end.map(|(at, _)| *at), end.is_some_and(|(_, status)| *status != TaskStatus::Success))
}

fn lamp(name: &'static str, rerun: Slice<Option<Rerun>>, read: fn(&Rerun) -> Lit) -> AnyView {
    let state = text(move || {
        let lit = rerun.with(|rerun| rerun.as_ref().map(read));
        match lit.unwrap_or_default() {
            (None, _) => "off",
            (Some(_), false) => "on",
            (Some(_), true) => "bad",
        }
        .to_owned()
    });
    let said = text(move || {
        rerun.with(|rerun| {
            rerun.as_ref().map(|rerun| said(rerun, read(rerun).0)).unwrap_or_default()
        })
    });
    view! { <li data-lamp=state><span>{name}</span> " " <small data-own=said>{said}</small></li> }
        .into_any()
}

/// The time; or that it is not known, where the task ran and the answer was lost.
fn said(rerun: &Rerun, lit: Option<UnixMillis>) -> String {
    match lit {
        Some(at) => intl::clock_time(at),
        None if rerun.stage == Stage::Ran
            && (rerun.lamps.finished.is_some() || rerun.closing.is_some()) =>
        {
            "not known".to_owned()
        }
        None => "not yet".to_owned(),
    }
}
