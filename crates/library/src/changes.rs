//! Who waits for the desk to change, and who is told of it.

use std::cell::{Cell, RefCell};

use js_sys::{Array, Function, Promise};
use reprise_domain::desk::Model;
use reprise_domain::desk::keeping::Journal;
use reprise_domain::rerun::Rerun;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Those who wait, and what was told last.
pub(crate) struct Changes {
    waiting: RefCell<Vec<Function>>,
    told: RefCell<Vec<Rerun>>,
    journal: RefCell<Journal>,
    /// Whether a telling is due already.
    is_due: Cell<bool>,
    listener: Function,
}

impl Changes {
    /// `listener` is called with the keys of the reruns that changed, and whether the journal did.
    pub(crate) fn new(listener: Function) -> Self {
        Self {
            waiting: RefCell::default(),
            told: RefCell::default(),
            journal: RefCell::default(),
            is_due: Cell::new(false),
            listener,
        }
    }

    /// Waits for the next change, whatever it is.
    pub(crate) async fn next(&self) {
        let change = Promise::new(&mut |resolve, _reject| self.waiting.borrow_mut().push(resolve));
        let _came = JsFuture::from(change).await;
    }

    /// Lets those go on who wait.
    pub(crate) fn came(&self) {
        for resolve in self.waiting.take() {
            let _gone_on = resolve.call0(&JsValue::UNDEFINED);
        }
    }

    /// Whether somebody has to ask for [`Self::tell`]: many changes at once are told once.
    pub(crate) fn becomes_due(&self) -> bool {
        !self.is_due.replace(true)
    }

    /// Tells the listener what has changed since the last time.
    pub(crate) fn tell(&self, model: &RefCell<Model>) {
        self.is_due.set(false);
        let (keys, journal) = self.taken(&model.borrow());
        if keys.length() > 0 || journal {
            // A listener that throws is its owner's affair; JavaScript reports it there.
            let _told = self.listener.call2(&JsValue::UNDEFINED, &keys, &journal.into());
        }
    }

    fn taken(&self, model: &Model) -> (Array, bool) {
        let keys = Array::new();
        let mut told = self.told.borrow_mut();
        for rerun in &model.reruns {
            let key = &rerun.intent.key;
            match told.iter_mut().find(|own| own.intent.key == *key) {
                Some(own) if own == rerun => continue,
                Some(own) => own.clone_from(rerun),
                None => told.push(rerun.clone()),
            }
            keys.push(&key.as_str().into());
        }
        let before = self.journal.replace(model.journal.clone());
        (keys, before != model.journal)
    }
}
