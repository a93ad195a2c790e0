//! What may come a moment later, so that the rest is seen a moment earlier.

use std::time::Duration;

use leptos::prelude::*;

use super::erased::when;

/// A view that is made once everything else has been drawn. It must have a place of its own, where it
/// moves nothing.
pub fn soon(view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let is_drawn = RwSignal::new(false);
    let told = move || {
        if !is_drawn.is_disposed() {
            is_drawn.set(true);
        }
    };
    request_animation_frame(move || set_timeout(told, Duration::ZERO));
    when(move || is_drawn.get(), view)
}
