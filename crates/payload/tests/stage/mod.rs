//! JSON for tests: short ways to it, and texts made at random.

#![allow(
    clippy::indexing_slicing,
    dead_code,
    clippy::unwrap_used,
    reason = "shared by test files that use different parts of it; what is made here is well-formed"
)]

#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod chance;

use std::sync::Arc;

use reprise_payload::{Json, Path};

pub(crate) fn json(text: &str) -> Json {
    Json::parse(&Arc::from(text)).unwrap()
}

pub(crate) fn path(text: &str) -> Path {
    text.parse().unwrap()
}

/// Arrays in arrays.
pub(crate) fn nested(levels: usize) -> String {
    format!("{}{}", "[".repeat(levels), "]".repeat(levels))
}

/// Objects in objects, all of their keys `a`, around `inner`.
pub(crate) fn nested_objects(levels: usize, inner: &str) -> String {
    format!("{}{inner}{}", "{\"a\":".repeat(levels), "}".repeat(levels))
}
