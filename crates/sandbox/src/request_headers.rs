//! Request headers with rules of their own: track id and idempotency key.

use crate::answer::{Answer, e1};
use http::{HeaderMap, Method, StatusCode};

/// The header's text; of several the first. A value that is not US-ASCII text reads as empty.
pub(crate) fn single<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or_default())
}

/// Reads `Zuora-Track-Id`: at most 64 US-ASCII characters without colon, semicolon or quotes.
///
/// Source: Zuora API reference 2026-09-11. LIVE-UNVERIFIED(what a bad track id brings; a 400 is
/// assumed; send one with a colon and correct here).
pub(crate) fn track_id(headers: &HeaderMap) -> Result<Option<&str>, Box<Answer>> {
    let Some(id) = single(headers, "zuora-track-id") else {
        return Ok(None);
    };
    let allowed = |character: char| {
        matches!(character, ' '..='~') && !matches!(character, ':' | ';' | '"' | '\'')
    };
    if id.is_empty() || id.len() > 64 || !id.chars().all(allowed) {
        return refuse("Zuora-Track-Id is longer than 64 characters or has a forbidden one.");
    }
    Ok(Some(id))
}

/// Reads `Idempotency-Key`: 1 to 255 characters, on POST and PATCH.
///
/// A PUT with the key is answered 400 in the words seen on a live tenant (zuora-cli,
/// matsuzj/zuora-cli @ec55027). LIVE-UNVERIFIED(a key on GET or DELETE is ignored, an empty or
/// overlong one is a 400; none of it is documented; try each and correct here).
pub(crate) fn idempotency_key<'a>(
    method: &Method,
    headers: &'a HeaderMap,
) -> Result<Option<&'a str>, Box<Answer>> {
    let Some(key) = single(headers, "idempotency-key") else {
        return Ok(None);
    };
    if *method == Method::PUT {
        return refuse("Request method 'PUT' not supported with Idempotency-Key header");
    }
    if *method != Method::POST && *method != Method::PATCH {
        return Ok(None);
    }
    if key.is_empty() || key.len() > 255 {
        return refuse("Idempotency-Key must have 1 to 255 characters.");
    }
    Ok(Some(key))
}

fn refuse<T>(message: &str) -> Result<T, Box<Answer>> {
    Err(Box::new(e1(StatusCode::BAD_REQUEST, 90_000_020, message)))
}
