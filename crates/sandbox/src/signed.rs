//! The headers that every answer carries.

use crate::answer::Answer;
use crate::chance::Chance;
use crate::request_headers::track_id;
use crate::sandbox::Sandbox;
use crate::way_in::TenantName;
use http::Request;
use http::header::{HeaderName, HeaderValue};

impl Sandbox {
    /// Numbers that are drawn once only, also across a reset and a restart.
    pub(crate) fn chance(&mut self, now: i64) -> Chance {
        self.draws += 1;
        Chance::from_seed(now.unsigned_abs().rotate_left(24) ^ self.draws)
    }

    /// A saved answer goes out with its old headers; a 409 or 422 of the store gets new ones.
    pub(crate) fn signed_if_new(
        &mut self,
        answer: Answer,
        request: &Request<Vec<u8>>,
        tenant: TenantName,
        now: i64,
    ) -> Answer {
        if answer.headers().contains_key("zuora-request-id") {
            return answer;
        }
        self.signed(answer, request, Some(tenant), now)
    }

    /// Adds the headers that every answer carries.
    pub(crate) fn signed(
        &mut self,
        mut answer: Answer,
        request: &Request<Vec<u8>>,
        tenant: Option<TenantName>,
        now: i64,
    ) -> Answer {
        let id = self.chance(now).uuid();
        if let Ok(value) = HeaderValue::from_str(&id) {
            answer.headers_mut().insert(HeaderName::from_static("zuora-request-id"), value);
        }
        if let Ok(Some(_)) = track_id(request.headers())
            && let Some(value) = request.headers().get("zuora-track-id")
        {
            let name = HeaderName::from_static("zuora-track-id");
            answer.headers_mut().insert(name, value.clone());
        }
        if let Some(tenant) = tenant.and_then(|name| self.tenant(name)) {
            tenant.add_rate_limit(&mut answer, now);
        }
        answer
    }
}

/// The token operation names its limit in headers of its own.
pub(crate) fn add_token_limit(answer: &mut Answer) {
    let headers = answer.headers_mut();
    let names = [("x-ratelimit-limit-minute", "2000"), ("x-ratelimit-remaining-minute", "1999")];
    for (name, value) in names {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}
