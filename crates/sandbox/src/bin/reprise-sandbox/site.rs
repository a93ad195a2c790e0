//! The built page: its files, its deep links and how long they may be kept.

use crate::flags::Flags;
use crate::lock;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, HeaderName, HeaderValue};
use axum::http::{Method, Request, Response, StatusCode};
use axum::routing::any;
use reprise_sandbox::Keys;
use serde_json::Value;
use std::path::{Path, PathBuf};
use tower::ServiceExt as _;
use tower_http::services::{ServeDir, ServeFile};

/// No configuration is longer, in bytes.
const LONGEST_CONFIG: usize = 1_000_000;

/// Adds `/config.json` and the files of `folder`.
pub(crate) fn add(router: Router, folder: &Path, flags: &Flags) -> Router {
    let config = flags.config.clone().unwrap_or_else(|| folder.join("config.json"));
    let (operator, keys) = (flags.operator.clone(), flags.keys);
    let folder = folder.to_path_buf();
    router
        .route("/config.json", any(move |request| configuration(config, operator, keys, request)))
        .fallback(move |request| page(folder, request))
}

async fn configuration(
    config: PathBuf,
    operator: Option<HeaderValue>,
    keys: Keys,
    request: Request<Body>,
) -> Response<Body> {
    let mut response = file(&config, request).await;
    if keys != Keys::Honoured {
        response = without_proofs(response).await;
    }
    lock::put_on(response.headers_mut());
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(name) = operator {
        response.headers_mut().insert(HeaderName::from_static("x-operator"), name);
    }
    response
}

/// Takes the proofs of keys out of a configuration: they were made when keys were honoured.
async fn without_proofs(response: Response<Body>) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, LONGEST_CONFIG).await.unwrap_or_default();
    let mut config: Value = serde_json::from_slice(&body).unwrap_or_default();
    let environments = config.get_mut("environments").and_then(Value::as_array_mut);
    let mut has_changed = false;
    for keys in environments.into_iter().flatten().filter_map(|own| own.get_mut("keys")) {
        (*keys, has_changed) = ("unproven".into(), true);
    }
    let body = if has_changed { Bytes::from(config.to_string()) } else { body };
    parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    Response::from_parts(parts, Body::from(body))
}

async fn page(folder: PathBuf, request: Request<Body>) -> Response<Body> {
    let mut response = page_file(folder, request).await;
    lock::put_on(response.headers_mut());
    response
}

async fn page_file(folder: PathBuf, request: Request<Body>) -> Response<Body> {
    let path = request.uri().path().to_owned();
    let last = path.rsplit('/').next().unwrap_or_default();
    if !last.contains('.') || last == "index.html" {
        // A deep link: the page itself finds out what to show.
        let mut response = file(&folder.join("index.html"), request).await;
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        return response;
    }
    let files = ServeDir::new(folder).precompressed_br().precompressed_gzip();
    let Ok(response) = files.oneshot(request).await;
    let mut response = response.map(Body::new);
    let kept = if has_hash(last) { "public, max-age=31536000, immutable" } else { "no-cache" };
    if response.status() != StatusCode::NOT_FOUND {
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    }
    response
}

/// One file, also if a compressed twin lies beside it.
async fn file(path: &Path, request: Request<Body>) -> Response<Body> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
        return response;
    }
    let files = ServeFile::new(path).precompressed_br().precompressed_gzip();
    let Ok(response) = files.oneshot(request).await;
    response.map(Body::new)
}

/// Whether a part of the name is a hash: eight or more hexadecimal digits, one of them decimal.
fn has_hash(name: &str) -> bool {
    name.split(['-', '_', '.']).any(|part| {
        part.len() >= 8
            && part.chars().all(|digit| digit.is_ascii_hexdigit())
            && part.chars().any(|digit| digit.is_ascii_digit())
    })
}
