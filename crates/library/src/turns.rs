//! One after the other: who reads or writes the journal has it to themselves until they have told what
//! came of it. A store need not answer in the order in which it was asked, and an older reading that
//! comes after a newer one would look like a journal that was wiped.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Whose turn it is.
#[derive(Default)]
pub(crate) struct Turns {
    is_taken: Cell<bool>,
    waiting: RefCell<VecDeque<Function>>,
}

impl Turns {
    /// Waits for a turn, in the order of asking. It must be ended.
    pub(crate) async fn begin(&self) {
        if !self.is_taken.replace(true) {
            return;
        }
        let turn = Promise::new(&mut |resolve, _reject| {
            self.waiting.borrow_mut().push_back(resolve);
        });
        let _came = JsFuture::from(turn).await;
    }

    /// Ends the turn, and hands it on.
    pub(crate) fn end(&self) {
        let next = self.waiting.borrow_mut().pop_front();
        match next {
            Some(resolve) => drop(resolve.call0(&JsValue::UNDEFINED)),
            None => self.is_taken.set(false),
        }
    }
}
