//! The only place that talks to Zuora.

use js_sys::Promise;
use reprise_domain::api::{ApiReply, ApiRequest, Method, Outcome, Silence};
use reprise_domain::check::Seen;
use reprise_domain::rerun::reason::Reason;
use reprise_domain::tenancy::Tenancy;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, DomException, Headers, ReferrerPolicy, RequestCache, RequestCredentials,
    RequestInit, RequestMode, RequestRedirect, Response,
};

use crate::body;
use crate::script::get;
use crate::token::Token;

/// Longest wait for the answer to a write. Zuora gives up after 120 s and the gateway after
/// 125 s, so the one who knows best answers first.
const WRITE_MS: u32 = 135_000;

/// Longest wait for what the check of the deployment asks.
pub const PROBE_MS: u32 = 20_000;

/// Sends a request and waits for its answer. `abort` ends a read early; a write is never aborted.
///
/// # Errors
///
/// [`Silence`], when there was no answer.
pub async fn exchange(
    api: &str,
    tenancy: &Tenancy,
    token: Option<&Token>,
    request: &ApiRequest,
    abort: Option<AbortSignal>,
) -> Outcome {
    if request.method != Method::Get && is_offline() {
        let why = "This browser is offline: nothing was sent.";
        return Err(Silence::Withheld(why.to_owned()));
    }
    let headers = headers(tenancy, token, request).ok_or_else(|| {
        Silence::Withheld("A header could not be set: nothing was sent.".to_owned())
    })?;
    let init = options(request.method, &headers, abort.as_ref());
    fetch(&format!("{api}{}", request.path), &init).await
}

/// Asks as another page could: with nothing by which a gateway knows this one.
///
/// # Errors
///
/// [`Silence`], when there was no answer.
pub async fn ask_as_stranger(api: &str, request: &ApiRequest) -> Outcome {
    let init = probe();
    init.set_redirect(RequestRedirect::Error);
    fetch(&format!("{api}{}", request.path), &init).await
}

/// Looks at a file of the page's own host; `None` when nothing came.
pub async fn look_at(path: &str, method: &str) -> Option<Seen> {
    let init = probe();
    init.set_method(method);
    init.set_mode(RequestMode::SameOrigin);
    let response = JsFuture::from(asked(path, &init).ok()?).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    Some(Seen { status: response.status(), headers: header_pairs(&response.headers()) })
}

/// What is asked by the check, and only for so long.
fn probe() -> RequestInit {
    let init = RequestInit::new();
    init.set_cache(RequestCache::NoStore);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(PROBE_MS)));
    init
}

async fn fetch(url: &str, init: &RequestInit) -> Outcome {
    let Ok(answer) = asked(url, init) else {
        return Err(Silence::Withheld("Nothing can be fetched from here.".to_owned()));
    };
    match JsFuture::from(answer).await {
        Ok(response) => read(response).await,
        Err(error) => Err(silence(&error)),
    }
}

fn options(method: Method, headers: &Headers, abort: Option<&AbortSignal>) -> RequestInit {
    let init = RequestInit::new();
    init.set_method(method.as_str());
    init.set_headers(headers);
    init.set_mode(RequestMode::SameOrigin);
    init.set_credentials(RequestCredentials::SameOrigin);
    init.set_redirect(RequestRedirect::Error);
    init.set_cache(RequestCache::NoStore);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    match method {
        Method::Get => init.set_signal(abort),
        Method::Post | Method::Put => {
            init.set_signal(Some(&AbortSignal::timeout_with_u32(WRITE_MS)));
            // A tab that is closed does not take its request back.
            let _set = js_sys::Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE);
        }
    }
    init
}

fn headers(tenancy: &Tenancy, token: Option<&Token>, request: &ApiRequest) -> Option<Headers> {
    let headers = Headers::new().ok()?;
    headers.set("Accept", "application/json").ok()?;
    headers.set("X-Reprise", "1").ok()?;
    for (name, value) in tenancy.headers().iter().chain(&request.headers) {
        headers.set(name, value.as_str()).ok()?;
    }
    match (token, &request.reason) {
        (Some(token), _) => headers.set("Authorization", &token.authorization()).ok()?,
        // Only a gateway that adds the credential is known to keep it from Zuora.
        (None, Some(reason)) => headers.set(Reason::HEADER, reason.as_str()).ok()?,
        (None, None) => {}
    }
    Some(headers)
}

fn asked(url: &str, init: &RequestInit) -> Result<Promise, JsValue> {
    crate::script::call(&js_sys::global(), "fetch", &[&url.into(), init])
        .map(JsCast::unchecked_into)
}

async fn read(response: JsValue) -> Outcome {
    let response: Response = response.unchecked_into();
    // A head without its body proves nothing: it counts as no answer.
    let buffer = response.array_buffer().map_err(|error| silence(&error))?;
    let buffer = JsFuture::from(buffer).await.map_err(|error| silence(&error))?;
    let headers = header_pairs(&response.headers());
    let kind = headers.iter().find(|(name, _)| name == "content-type");
    let kind = kind.map_or("", |(_, value)| value.as_str());
    let body = body::text(&js_sys::Uint8Array::new(&buffer), kind);
    Ok(ApiReply { status: response.status(), headers, body })
}

fn header_pairs(headers: &Headers) -> Vec<(String, String)> {
    let pairs =
        headers.entries().into_iter().filter_map(Result::ok).map(|pair| js_sys::Array::from(&pair));
    let text = |value: JsValue| value.as_string();
    pairs.filter_map(|pair| Some((text(pair.at(0))?, text(pair.at(1))?))).collect()
}

fn silence(error: &JsValue) -> Silence {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    match name.as_deref() {
        Some("TimeoutError") => Silence::TimedOut,
        _ => Silence::NoAnswer,
    }
}

fn is_offline() -> bool {
    let navigator = get(&js_sys::global(), "navigator");
    navigator.is_object() && get(&navigator, "onLine") == JsValue::FALSE
}
