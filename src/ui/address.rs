//! The address bar: what it says, and going elsewhere without loading the page anew.
//!
//! A router of its own, because the framework's weighs as much as all pages together
//! (see `docs/decisions/0004-own-address.md`).

use leptos::prelude::*;
use reprise_domain::tail;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, MouseEvent};

/// Path and query of the address. Copies are handles to the same one.
#[derive(Clone, Copy, Debug)]
pub struct Address {
    /// Path, such as `/t/sandbox/tasks`.
    pub path: RwSignal<String>,
    /// Query without the question mark.
    pub query: RwSignal<String>,
}

impl Address {
    /// Reads the address, follows it from now on, and puts it into the context.
    pub fn provide() -> Self {
        let address = Self { path: RwSignal::default(), query: RwSignal::default() };
        address.read();
        let back = window_event_listener(leptos::ev::popstate, move |_| {
            let before = address.path.get_untracked();
            address.read();
            if address.path.with_untracked(|path| *path != before) {
                focus("main");
            }
        });
        let click = window_event_listener(leptos::ev::click, move |event| address.follow(&event));
        on_cleanup(move || {
            back.remove();
            click.remove();
        });
        provide_context(address);
        address
    }

    /// The address of this page.
    pub fn from_context() -> Self {
        expect_context::<Self>()
    }

    /// The address of this page with other values for these names; a name without a value goes.
    pub fn with(self, changes: &[(&str, Option<&str>)]) -> String {
        let query = self.query.with_untracked(|query| tail::with(query, changes));
        format!("{}?{query}", self.path.get_untracked())
    }

    /// Goes to an address of this site; the reader's place is its top.
    pub fn go(self, to: &str) {
        self.turn(to);
        window().scroll_to_with_x_and_y(0.0, 0.0);
        // A screen reader goes on where the new page begins, not in a bar that stayed.
        focus("main");
    }

    /// Goes to an address of this site; the focus stays where it is, in a bar that stays too.
    pub fn turn(self, to: &str) {
        if let Ok(history) = window().history() {
            let _pushed = history.push_state_with_url(&JsValue::NULL, "", Some(to));
        }
        self.read();
    }

    /// Changes the address without a step in the history and without moving the reader.
    pub fn replace(self, to: &str) {
        if let Ok(history) = window().history() {
            let _replaced = history.replace_state_with_url(&JsValue::NULL, "", Some(to));
        }
        self.read();
    }

    fn read(self) {
        let location = window().location();
        let path = location.pathname().unwrap_or_default();
        let query = location.search().unwrap_or_default();
        let query = query.trim_start_matches('?').to_owned();
        if self.path.with_untracked(|own| *own != path) {
            self.path.set(path);
        }
        if self.query.with_untracked(|own| *own != query) {
            self.query.set(query);
        }
    }

    /// Follows a plain click on a link of this site.
    fn follow(self, event: &MouseEvent) {
        let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if event.default_prevented() || event.button() != 0 || modified {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(link) = target.and_then(|target| target.closest("a[href]").ok().flatten()) else {
            return;
        };
        let href = link.get_attribute("href").unwrap_or_default();
        let elsewhere = !href.starts_with('/') || href.starts_with("//");
        if elsewhere || link.has_attribute("target") || link.has_attribute("download") {
            return;
        }
        event.prevent_default();
        self.go(&href);
    }
}

/// Gives the focus to the element of that id, once it is there.
pub fn focus(id: &str) {
    let id = id.to_owned();
    set_timeout(move || focus_now(&id), std::time::Duration::ZERO);
}

/// Gives the focus to the element of that id, which is there: the next key finds it so.
pub fn focus_now(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _focused = element.focus();
    }
}
