//! Answers and the error envelopes that Zuora is known to send.
//!
//! The letters are those of the console's own list of shapes: E for the gateway and `/v1`, W for
//! the workflow application.

use crate::json_text::quoted;
use http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use http::{Response, StatusCode};

/// What an operation answers; the headers of every answer are added where it is sent.
pub(crate) type Answer = Response<Vec<u8>>;

pub(crate) fn json(status: StatusCode, text: impl Into<String>) -> Answer {
    typed(status, "application/json; charset=utf-8", text)
}

pub(crate) fn ok(text: impl Into<String>) -> Answer {
    json(StatusCode::OK, text)
}

pub(crate) fn typed(
    status: StatusCode,
    content_type: &'static str,
    text: impl Into<String>,
) -> Answer {
    let mut answer = Response::new(text.into().into_bytes());
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    answer
}

/// E1: `success`, `processId` and numbered reasons. Source: Zuora developer guide, error codes.
pub(crate) fn e1(status: StatusCode, code: u32, message: &str) -> Answer {
    let message = quoted(message);
    json(
        status,
        format!(
            r#"{{"success":false,"processId":"5A4E0B0C6F1D2E3A","reasons":[{{"code":{code},"message":{message}}}]}}"#
        ),
    )
}

/// E3: a lone message. Source: zuora-sdk 3.21.0, `ProxyUnauthorizedResponse`.
pub(crate) fn e3(status: StatusCode, message: &str) -> Answer {
    json(status, format!(r#"{{"message":{}}}"#, quoted(message)))
}

/// E4: a number and a message. Source: zuora-sdk 3.21.0, `CommonErrorResponse`.
pub(crate) fn e4(status: StatusCode, code: u32, message: &str) -> Answer {
    json(status, format!(r#"{{"code":{code},"message":{}}}"#, quoted(message)))
}

/// E5: rate limit, without `success`. Source: Zuora developer guide, rate limits.
pub(crate) fn e5(retry_after_seconds: u32) -> Answer {
    let mut answer = json(
        StatusCode::TOO_MANY_REQUESTS,
        format!(
            r#"{{"reasons":[{{"code":70,"message":"API Rate limit exceeded for the minute, retry after {retry_after_seconds} seconds"}}]}}"#
        ),
    );
    answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(retry_after_seconds));
    answer
}

/// W1: a list of code, status and title. Source: Zuora API reference 2026-09-11, run and stop.
pub(crate) fn w1(status: StatusCode, code: &str, title: &str) -> Answer {
    let (code, number, title) = (quoted(code), status.as_u16(), quoted(title));
    json(status, format!(r#"{{"errors":[{{"code":{code},"status":{number},"title":{title}}}]}}"#))
}

/// W2: a list of sentences, as the 404 of deleting a workflow shows it.
///
/// LIVE-UNVERIFIED(an unknown task, run or workflow answers in this shape on every operation;
/// only the delete operation documents it; compare a GET of a deleted task and correct here).
pub(crate) fn w2_not_found(id: &str) -> Answer {
    let sentence = format!(
        "Invalid ID / Multiple objects returned - SchemaId: 2 InstanceId: 2 ObjectId: {id}"
    );
    json(StatusCode::NOT_FOUND, format!(r#"{{"errors":[{}]}}"#, quoted(&sentence)))
}

/// LIVE-UNVERIFIED(what the gateway says of a path it does not know; the published sample names
/// Kong as the server, whose own sentence this is; ask a live gateway and correct here).
pub(crate) fn unknown_path() -> Answer {
    e3(StatusCode::NOT_FOUND, "no Route matched with those values")
}

/// LIVE-UNVERIFIED(the body of a 405; only the status is documented, for a `/v1` path).
pub(crate) fn wrong_method() -> Answer {
    e1(StatusCode::METHOD_NOT_ALLOWED, 90_000_045, "Request method not supported")
}
