//! The database's objects by the names of their members, and its events as futures.
//!
//! Each typed binding of `web-sys` is an import and a shim of its own; these few do for all.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::EventTarget;

/// Waits for the first of these events. The bad one gives the target's `error`, which requests
/// and transactions have.
pub(crate) async fn settled(
    target: &JsValue,
    good: &[&str],
    bad: &str,
) -> Result<JsValue, JsValue> {
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
pub(crate) async fn answer(request: JsValue) -> Result<JsValue, JsValue> {
    settled(&request, &["success"], "error").await?;
    Ok(get(&request, "result"))
}

/// A promise that is kept after a while.
pub(crate) fn pause(milliseconds: i32) -> Promise {
    Promise::new(&mut |resolve, _reject| {
        let _timer = call(&js_sys::global(), "setTimeout", &[&resolve, &milliseconds.into()]);
    })
}

/// The name of an error, never its message: that may quote what was to be written.
pub(crate) fn name(error: &JsValue) -> String {
    get(error, "name").as_string().unwrap_or_else(|| "UnknownError".to_owned())
}

/// A property; `undefined` when there is none.
pub(crate) fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// Calls a method; one that is not there fails like one that throws.
pub(crate) fn call(object: &JsValue, method: &str, given: &[&JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &method.into())?.unchecked_into();
    method.apply(object, &given.iter().collect::<Array>())
}

/// Sets a property.
pub(crate) fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _set = Reflect::set(object, &name.into(), value);
}

/// Takes a property away.
pub(crate) fn unset(object: &JsValue, name: &str) {
    let _unset = Reflect::delete_property::<JsValue>(object.unchecked_ref(), &name.into());
}

/// An object of these properties.
pub(crate) fn object(properties: &[(&str, JsValue)]) -> JsValue {
    let object = JsValue::from(Object::new());
    for (name, value) in properties {
        set(&object, name, value);
    }
    object
}
