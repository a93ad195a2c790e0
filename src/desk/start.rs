//! Reads `config.json`: before anything else, and once more before anything is decided.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use reprise_domain::config::Config;
use reprise_domain::desk::Event;
use reprise_domain::explain::Notice;
use reprise_domain::explain::config::{
    ConfigSilence, READING_AGAIN, config_broken, config_missing, config_unread,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, DomException, RequestCache, RequestInit, RequestMode, Response};

use super::Desk;

/// Longest wait for the file, in seconds.
const LONGEST_S: u32 = 15;

/// What the file says, and who sits here if the host told (`X-Operator`).
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) config: Config,
    pub(crate) operator: Option<String>,
    /// The file's own text, to be compared with what it is later.
    pub(crate) text: Arc<str>,
}

/// The configuration, or why there is none.
pub(crate) type Start = Result<Loaded, Notice>;

/// Reads the file beside `index.html`.
pub(crate) async fn start() -> Start {
    let (text, operator) = read().await.map_err(config_missing)?;
    let config = Config::parse(&text).map_err(|trouble| config_broken(&trouble))?;
    let operator = operator.map(|name| name.chars().take(80).collect::<String>());
    let operator = operator.filter(|name| !name.trim().is_empty());
    Ok(Loaded { config, operator, text: text.into() })
}

/// The text of the file, and the name in the header.
async fn read() -> Result<(String, Option<String>), ConfigSilence> {
    let response = request().await.map_err(|error| silence(&error))?;
    let header = |name| response.headers().get(name).ok().flatten();
    if !response.ok() {
        return Err(ConfigSilence::Status(response.status()));
    }
    let text = response.text().map_err(|error| silence(&error))?;
    let text = JsFuture::from(text).await.map_err(|error| silence(&error))?;
    let text = text.as_string().unwrap_or_default();
    let is_page = header("content-type").is_some_and(|kind| kind.contains("text/html"));
    if is_page || text.trim_start().starts_with('<') {
        return Err(ConfigSilence::WebPage(response.status()));
    }
    Ok((text, header("x-operator")))
}

async fn request() -> Result<Response, JsValue> {
    let init = RequestInit::new();
    init.set_cache(RequestCache::NoStore);
    init.set_mode(RequestMode::SameOrigin);
    // It ends the reading of the body as well.
    init.set_signal(Some(&AbortSignal::timeout_with_u32(LONGEST_S * 1_000)));
    let answer = window().fetch_with_str_and_init("/config.json", &init);
    JsFuture::from(answer).await?.dyn_into()
}

fn silence(error: &JsValue) -> ConfigSilence {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    match name.as_deref() {
        Some("TimeoutError") => ConfigSilence::TimedOut(LONGEST_S),
        _ => ConfigSilence::NoAnswer,
    }
}

impl Desk {
    /// Does what decides something once the file was read again and is the text that was loaded:
    /// keys, locks and tenants are those of that text. `told` says what is going on, and in the end
    /// why nothing was done; while it is being read, a further press does nothing.
    pub(crate) fn once_current(self, told: RwSignal<String>, act: impl FnOnce() + 'static) {
        self.boxed_once_current(told, Box::new(act));
    }

    fn boxed_once_current(self, told: RwSignal<String>, act: Box<dyn FnOnce()>) {
        if told.with_untracked(|told| told == READING_AGAIN) {
            return;
        }
        let Some(loaded) = self.loaded.get_value() else {
            // It came from no file.
            act();
            return;
        };
        told.set(READING_AGAIN.to_owned());
        spawn_local(async move {
            let said = match read().await {
                Ok((text, _)) if *text == *loaded => String::new(),
                Ok(_) => {
                    self.dispatch(Event::ConfigChanged);
                    String::new()
                }
                Err(silence) => config_unread(silence),
            };
            let may_act = said.is_empty();
            if !may_act {
                self.announce(said.clone(), true);
            }
            let _gone = told.try_set(said);
            if may_act {
                // Where the file has changed, the desk refuses it.
                act();
            }
        });
    }
}
