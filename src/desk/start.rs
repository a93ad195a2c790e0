//! Reads `config.json` before anything else.

use reprise_domain::config::Config;
use reprise_domain::explain::Notice;
use reprise_domain::explain::config::{config_broken, config_missing};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, RequestMode, Response};

/// The configuration, and who sits here if the host told (`X-Operator`).
pub(crate) type Start = Result<(Config, Option<String>), Notice>;

/// Reads the file beside `index.html`.
pub(crate) async fn start() -> Start {
    let response = request().await.ok_or_else(|| config_missing(None))?;
    let text = text(&response).await.ok_or_else(|| config_missing(None))?;
    let kind = response.headers().get("content-type").ok().flatten().unwrap_or_default();
    if !response.ok() || kind.contains("text/html") {
        return Err(config_missing(Some(response.status())));
    }
    let config = Config::parse(&text).map_err(|trouble| config_broken(&trouble))?;
    let operator = response.headers().get("x-operator").ok().flatten();
    let operator = operator.map(|name| name.chars().take(80).collect::<String>());
    Ok((config, operator.filter(|name| !name.trim().is_empty())))
}

async fn request() -> Option<Response> {
    let init = RequestInit::new();
    init.set_cache(RequestCache::NoStore);
    init.set_mode(RequestMode::SameOrigin);
    let answer = web_sys::window()?.fetch_with_str_and_init("/config.json", &init);
    JsFuture::from(answer).await.ok()?.dyn_into().ok()
}

async fn text(response: &Response) -> Option<String> {
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
