//! Where a screen reader hears what has changed.

use leptos::prelude::*;

use super::erased::text;

/// Two silent regions: one waits its turn, one interrupts.
#[component]
pub fn LiveRegion(
    /// The sentence, and whether it may interrupt.
    said: RwSignal<(String, bool)>,
) -> impl IntoView {
    let part = move |urgent: bool| {
        text(move || {
            said.with(|(text, now)| if *now == urgent { text.clone() } else { String::new() })
        })
    };
    let (waits, interrupts) = (part(false), part(true));
    view! {
        <div class="visually-hidden" role="status" data-own=waits>{waits}</div>
        <div class="visually-hidden" role="alert" data-own=interrupts>{interrupts}</div>
    }
}
