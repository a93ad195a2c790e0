//! A stage for components: mounts them, and finds things as a reader would.
#![allow(dead_code, reason = "each test file uses its part of the stage")]
#![allow(clippy::expect_used, reason = "what is not on the stage fails the test")]

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::tick;
use reprise::desk::Desk;
use reprise_domain::config::Config;
use reprise_domain::payload::Json;
use reprise_domain::place::Place;
use reprise_domain::task::Task;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The configuration of every test.
const CONFIG: &str = r#"{
  "salt": "0123456789abcdef0123",
  "environments": [
    {"id": "sandbox", "label": "Sandbox", "kind": "sandbox", "api": "/api/sandbox", "auth": "gateway",
     "entities": [{"id": "e1", "label": "Entity DE"}], "orgs": ["101", "102"]},
    {"id": "live", "label": "Live", "kind": "production", "api": "/api/live", "auth": "gateway"}
  ]
}"#;

/// A component on its own stage.
pub(crate) struct Stage {
    root: HtmlElement,
}

impl Stage {
    /// Mounts a component, with a desk and a place of the environment around it.
    pub(crate) async fn open<V: IntoView + 'static>(
        environment: &'static str,
        view: impl FnOnce() -> V + 'static,
    ) -> Self {
        let root: HtmlElement =
            document().create_element("section").expect("a section").unchecked_into();
        document().body().expect("a body").append_child(&root).expect("room on the stage");
        let handle = leptos::mount::mount_to(root.clone(), move || {
            let config = Config::parse(CONFIG).expect("a good configuration");
            let place = Place::first(config.environment(environment).expect("an environment"));
            Desk::provide(config, None);
            reprise::ui::address::Address::provide();
            provide_context(reprise::ui::slice::Slice::new(move |_| place.clone()));
            view()
        });
        handle.forget();
        tick().await;
        Self { root }
    }

    /// All that can be read.
    pub(crate) fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }

    /// The elements that a selector finds.
    pub(crate) fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).expect("a selector");
        (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect()
    }

    /// The element that a selector finds.
    pub(crate) fn one(&self, selector: &str) -> Element {
        self.all(selector).into_iter().next().expect(selector)
    }

    /// The button of that text.
    pub(crate) fn button(&self, text: &str) -> HtmlElement {
        let mut buttons = self.all("button").into_iter();
        let found = buttons.find(|button| button.text_content().as_deref() == Some(text));
        found.expect(text).unchecked_into()
    }

    /// Presses the button of that text.
    pub(crate) async fn press(&self, text: &str) {
        self.button(text).click();
        tick().await;
    }
}

/// A JSON value.
pub(crate) fn json(text: &str) -> Json {
    Json::parse(&Arc::from(text)).expect("JSON")
}

/// A task.
pub(crate) fn task(text: &str) -> Arc<Task> {
    Arc::new(Task::read(&json(text)).expect("a task"))
}
