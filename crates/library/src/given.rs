//! What a caller's object holds.

use reprise_browser::script::{get, names};
use wasm_bindgen::JsValue;

/// A member; what is missing or `null` is not there.
pub(crate) fn member(object: &JsValue, name: &str) -> Option<JsValue> {
    Some(get(object, name)).filter(|value| !value.is_null() && !value.is_undefined())
}

/// The first member that has no name of these: it is misspelt, most likely.
pub(crate) fn stranger(object: &JsValue, known: &[&str]) -> Option<String> {
    names(object).into_iter().find(|name| !known.contains(&name.as_str()))
}
