//! Seconds until a moment.

use leptos::prelude::*;
use reprise_domain::time::UnixMillis;

use super::erased::text;
use super::intl;

/// A signal of the time, renewed every second for as long as its owner lives.
pub fn ticking(now: impl Fn() -> UnixMillis + Copy + 'static) -> ReadSignal<UnixMillis> {
    let (read, write) = signal(now());
    let tick = move || {
        let _gone = write.try_set(now());
    };
    if let Ok(handle) = set_interval_with_handle(tick, std::time::Duration::from_secs(1)) {
        on_cleanup(move || handle.clear());
    }
    read
}

/// The time left until `until`, or that it is over. Not read out every second.
#[component]
pub fn Countdown(
    /// The moment.
    until: UnixMillis,
    /// The time, ticking.
    now: ReadSignal<UnixMillis>,
) -> impl IntoView {
    let left = text(move || match until.since(now.get()) {
        left if left > 0 => format!("{} to wait", intl::duration((left + 999) / 1000 * 1000)),
        _ => "The time is up.".to_owned(),
    });
    view! { <span class="countdown" role="timer" aria-live="off">{left}</span> }
}
