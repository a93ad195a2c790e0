//! Notices that somebody else has changed what this page wrote: a browser that translates, an
//! extension that rewrites. What is decided on must not be read in other words than the page's own,
//! and must not stand still while the facts go on.
//!
//! An element with `data-own` holds one text and nothing else, and the attribute says which. Whoever
//! rewrites a page changes its texts, not that: where they differ, the text is somebody else's. It is
//! put right once for each text; whoever changes it again wins, and the page goes on saying so.

use std::rc::Rc;
use std::time::Duration;

use js_sys::{Array, Function, Reflect};
use leptos::prelude::*;
use reprise_browser::script::{call, get, object, set};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Both an element's text and its attribute are written by then.
const PAUSE: Duration = Duration::from_millis(100);

/// Where an element keeps the text that it was put right to.
const MENDED: &str = "reprise_mended";

/// Whether somebody else has changed a text of this page.
#[derive(Clone, Copy, Debug)]
pub struct Foreign(pub RwSignal<bool>);

/// Watches all texts of the page from now on; as long as the page.
pub fn watch() {
    let foreign = RwSignal::new(false);
    provide_context(Foreign(foreign));
    let _watched = observed(foreign);
}

/// Whether that has happened; never where nobody watches.
pub fn is_foreign() -> RwSignal<bool> {
    use_context::<Foreign>().map_or_else(|| RwSignal::new(false), |foreign| foreign.0)
}

fn observed(foreign: RwSignal<bool>) -> Result<(), JsValue> {
    let waits = Rc::new(std::cell::Cell::new(false));
    let changed = Closure::<dyn FnMut()>::new(move || {
        if waits.replace(true) {
            return;
        }
        let waits = Rc::clone(&waits);
        set_timeout(
            move || {
                waits.set(false);
                if look() {
                    let _noted = foreign.try_update(|foreign| *foreign = true);
                }
            },
            PAUSE,
        );
    });
    let observer: Function = get(&js_sys::global(), "MutationObserver").dyn_into()?;
    let observer = Reflect::construct(&observer, &Array::of1(&changed.into_js_value()))?;
    let all = object(&[
        ("subtree", true.into()),
        ("childList", true.into()),
        ("characterData", true.into()),
        ("attributeFilter", Array::of1(&"data-own".into()).into()),
    ]);
    call(&observer, "observe", &[&document().into(), &all])?;
    Ok(())
}

/// Whether any text is another than the page's own. Each that is, is put right.
fn look() -> bool {
    let document = JsValue::from(document());
    let Ok(found) = call(&document, "querySelectorAll", &[&"[data-own]".into()]) else {
        return false;
    };
    let mut is_foreign = false;
    for element in Array::from(&found).iter() {
        let own = get(&get(&element, "dataset"), "own");
        if get(&element, "textContent") == own {
            continue;
        }
        is_foreign = true;
        if get(&element, MENDED) != own {
            set(&element, MENDED, &own);
            set(&element, "textContent", &own);
        }
    }
    is_foreign
}
