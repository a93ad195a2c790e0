//! Whether the browser may throw the journal away when its disk is full.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::script::{call, get};

/// Asks the browser to keep what is stored until its user deletes it, and tells whether it will;
/// `None` when it knows no such thing. Some browsers ask their user: call it once.
pub async fn persist() -> Option<bool> {
    ask("persist").await
}

/// Whether the browser keeps what is stored until its user deletes it.
pub async fn persisted() -> Option<bool> {
    ask("persisted").await
}

async fn ask(question: &str) -> Option<bool> {
    let navigator = get(&js_sys::global(), "navigator");
    let storage = get(&navigator, "storage");
    let promise: Promise = call(&storage, question, &[]).ok()?.unchecked_into();
    Some(!JsFuture::from(promise).await.ok()?.is_falsy())
}
