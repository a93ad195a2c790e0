//! Plain objects for JavaScript.

use reprise_domain::payload::LARGEST_SAFE;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// The value as JSON would have it: objects, lists, `null` for what is missing.
pub(crate) fn plain(value: &impl Serialize) -> JsValue {
    // Nothing that is handed over fails to serialise: there are no keys but texts.
    value.serialize(&Serializer::json_compatible()).unwrap_or_default()
}

/// An id: every one that Zuora has given out fits a number; one that does not is a `BigInt`.
pub(crate) fn id(number: u64) -> JsValue {
    #[expect(clippy::cast_precision_loss, reason = "up to 2^53 every whole number is a double")]
    if number <= LARGEST_SAFE { JsValue::from_f64(number as f64) } else { number.into() }
}
