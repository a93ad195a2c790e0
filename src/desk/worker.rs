//! Whether a service worker stands between this page and its host. Reprise has none: one that
//! controls the page was left on this origin by another application.

use reprise_browser::script::{call, get};
use reprise_domain::desk::Event;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;

use super::Desk;

/// Whether one controls this page now.
pub(super) fn controls() -> bool {
    !get(&workers(), "controller").is_falsy()
}

/// Tells the desk whether one does, now and whenever that changes.
pub(super) fn watch(desk: Desk) {
    let look = move || desk.dispatch(Event::WorkerSeen(controls()));
    look();
    // As long as the page.
    let heard = Closure::<dyn FnMut()>::new(look).into_js_value();
    let _none = call(&workers(), "addEventListener", &[&"controllerchange".into(), &heard]);
}

/// The page's own view of them; undefined where a browser has none, as on a host without TLS.
fn workers() -> JsValue {
    get(&get(&js_sys::global(), "navigator"), "serviceWorker")
}
