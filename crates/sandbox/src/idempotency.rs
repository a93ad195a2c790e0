//! Zuora's store of idempotency keys: one for all tenants, 24 hours long.
//!
//! Source: Zuora developer guide "Idempotent requests", as of September 2026: status, headers and
//! body are saved whether the request succeeded or failed; 409 while the first is in progress;
//! 422 if tenant, URL or method differ.

use crate::answer::{Answer, e1};
use crate::calendar::DAY_MS;
use http::StatusCode;
use std::collections::BTreeMap;

/// For whom and for what a key was first used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Purpose {
    /// Tenant and entity: with Multi-entity every entity is a tenant of its own.
    ///
    /// LIVE-UNVERIFIED(whether the entity counts; use one key in two entities and correct here).
    pub(crate) tenant: (&'static str, usize),
    pub(crate) method: http::Method,
    /// Path and query behind the door, so that both doors to one tenant are the same URL.
    pub(crate) url: String,
}

/// What to do with the next requests of a key whose answer is saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hold {
    /// 409 until this moment: the first request is still in progress.
    pub(crate) until: i64,
    /// 409 for this many requests, whatever the time.
    pub(crate) refusals: u32,
}

#[derive(Debug)]
struct Entry {
    purpose: Purpose,
    set_at: i64,
    hold: Hold,
    answer: Answer,
}

/// The store.
#[derive(Debug, Default)]
pub(crate) struct KeyStore(BTreeMap<String, Entry>);

impl KeyStore {
    /// The answer for a key that is known; `None` lets the request through.
    pub(crate) fn recall(&mut self, key: &str, purpose: &Purpose, now: i64) -> Option<Answer> {
        self.0.retain(|_, entry| now - entry.set_at < DAY_MS);
        let entry = self.0.get_mut(key)?;
        if entry.purpose != *purpose {
            return Some(mismatch());
        }
        if entry.hold.refusals > 0 {
            entry.hold.refusals -= 1;
            return Some(still_running());
        }
        if now < entry.hold.until {
            return Some(still_running());
        }
        Some(entry.answer.clone())
    }

    pub(crate) fn save(
        &mut self,
        key: &str,
        purpose: Purpose,
        now: i64,
        hold: Hold,
        answer: Answer,
    ) {
        self.0.insert(key.to_owned(), Entry { purpose, set_at: now, hold, answer });
    }
}

/// LIVE-UNVERIFIED(the bodies of 409 and 422; only the statuses are documented; repeat a key
/// while the first request runs, and on another task, and correct here).
pub(crate) fn still_running() -> Answer {
    e1(
        StatusCode::CONFLICT,
        90_000_050,
        "A request with the same Idempotency-Key is still in progress.",
    )
}

fn mismatch() -> Answer {
    e1(
        StatusCode::UNPROCESSABLE_ENTITY,
        90_000_020,
        "The Idempotency-Key was used with another tenant, URL or method.",
    )
}
