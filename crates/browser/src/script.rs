//! Objects of JavaScript's by the names of their members, and the database's events as futures.
//!
//! Each typed binding of `web-sys` is an import and a shim of its own; these few do for all.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::EventTarget;

/// Waits for the first of these events. The bad one gives the target's `error`, which requests
/// and transactions have.
///
/// # Errors
///
/// That error.
pub async fn settled(target: &JsValue, good: &[&str], bad: &str) -> Result<JsValue, JsValue> {
    let listened: &EventTarget = target.unchecked_ref();
    let event = Promise::new(&mut |resolve, reject| {
        for name in good {
            let _heard = listened.add_event_listener_with_callback(name, &resolve);
        }
        let _heard = listened.add_event_listener_with_callback(bad, &reject);
    });
    JsFuture::from(event).await.map_err(|_event| get(target, "error"))
}

/// What a request gives.
///
/// # Errors
///
/// Its own.
pub async fn answer(request: JsValue) -> Result<JsValue, JsValue> {
    settled(&request, &["success"], "error").await?;
    Ok(get(&request, "result"))
}

/// Has something called after a while; gives what takes that back.
#[must_use]
pub fn set_timeout(called: &JsValue, milliseconds: i64) -> JsValue {
    #[expect(clippy::cast_precision_loss, reason = "a pause is far below 2^53")]
    let pause = milliseconds as f64;
    call(&js_sys::global(), "setTimeout", &[called, &pause.into()]).unwrap_or_default()
}

/// A promise that is kept after a while.
pub fn pause(milliseconds: i64) -> Promise {
    Promise::new(&mut |resolve, _reject| {
        let _timer = set_timeout(&resolve, milliseconds);
    })
}

/// The name of an error, never its message: that may quote what was to be written.
#[must_use]
pub fn name(error: &JsValue) -> String {
    get(error, "name").as_string().unwrap_or_else(|| "UnknownError".to_owned())
}

/// A property; `undefined` when there is none.
#[must_use]
pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// Calls a method.
///
/// # Errors
///
/// What it throws; a method that is not there fails like one that throws.
pub fn call(object: &JsValue, method: &str, given: &[&JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &method.into())?.unchecked_into();
    method.apply(object, &given.iter().collect::<Array>())
}

/// Sets a property.
pub fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _set = Reflect::set(object, &name.into(), value);
}

/// Takes a property away.
pub fn unset(object: &JsValue, name: &str) {
    let _unset = Reflect::delete_property::<JsValue>(object.unchecked_ref(), &name.into());
}

/// An object of these properties.
#[must_use]
pub fn object(properties: &[(&str, JsValue)]) -> JsValue {
    let object = JsValue::from(Object::new());
    for (name, value) in properties {
        set(&object, name, value);
    }
    object
}

/// The names of an object's own properties.
#[must_use]
pub fn names(object: &JsValue) -> Vec<String> {
    let names = call(&get(&js_sys::global(), "Object"), "keys", &[object]);
    let names = names.map(|names| Array::from(&names)).unwrap_or_default();
    names.iter().filter_map(|name| name.as_string()).collect()
}

/// What JavaScript writes for a value.
#[must_use]
pub fn text(value: &JsValue) -> String {
    let text = get(&js_sys::global(), "String");
    let written = text.unchecked_into::<Function>().call1(&JsValue::UNDEFINED, value);
    written.ok().and_then(|text| text.as_string()).unwrap_or_default()
}
