//! A point in time as Zuora wrote it, shown in the operator's zone.

use leptos::prelude::*;
use reprise_domain::time::UnixMillis;

use crate::desk::Desk;
use crate::ui::erased::{flag, pressed, text};
use crate::ui::intl;

/// How old a time is; the exact one on hover. An unreadable text is shown as it came.
#[component]
pub fn Age(
    /// The time as written by Zuora.
    written: String,
) -> impl IntoView {
    let now = Desk::now();
    match UnixMillis::parse(&written) {
        Some(moment) => view! {
            <time datetime=written title=intl::exact(moment)>{intl::age(moment, now)}</time>
        }
        .into_any(),
        None => view! { <bdi>{written.chars().take(60).collect::<String>()}</bdi> }.into_any(),
    }
}

/// The exact time in the operator's zone; a press shows it as Zuora wrote it.
#[component]
pub fn Exact(
    /// The time as written by Zuora.
    written: String,
) -> impl IntoView {
    let Some(moment) = UnixMillis::parse(&written) else {
        return view! { <bdi>{written.chars().take(200).collect::<String>()}</bdi> }.into_any();
    };
    let raw = RwSignal::new(false);
    let local = intl::exact(moment);
    let datetime = written.clone();
    let shown = text(move || if raw.get() { written.clone() } else { local.clone() });
    view! {
        <button
            type="button"
            class="link link--plain"
            title="Show the time as Zuora wrote it, or in your zone"
            aria-pressed=flag(move || raw.get())
            on:click=pressed(move || raw.update(|raw| *raw = !*raw))
        >
            <time datetime=datetime>{shown}</time>
        </button>
    }
    .into_any()
}
