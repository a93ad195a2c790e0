//! A call at a later moment, which is taken back when its owner is gone.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;

use crate::script::{call, set_timeout};

/// The call to come. Dropping it takes the call back.
#[derive(Debug)]
pub struct Timer {
    handle: JsValue,
    _call: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls once after so many milliseconds.
    #[must_use]
    pub fn after(milliseconds: i64, call: impl FnMut() + 'static) -> Self {
        let call = Closure::<dyn FnMut()>::new(call);
        let handle = set_timeout(call.as_ref(), milliseconds);
        Self { handle, _call: call }
    }

    /// Lets a program of Node's end though the call is still to come. A browser knows no such thing.
    #[must_use]
    pub fn in_the_background(self) -> Self {
        let _unheeded = call(&self.handle, "unref", &[]);
        self
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let _cleared = call(&js_sys::global(), "clearTimeout", &[&self.handle]);
    }
}
