//! What the sandbox remembers for its own keeper: executions and requests.

use serde::Serialize;
use std::collections::{BTreeMap, VecDeque};

/// One execution of a task that a rerun ordered.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Execution {
    /// The task that was sent to the queue.
    pub task_id: u64,
    /// The `Idempotency-Key` of the request, if it had one.
    pub key: Option<String>,
    /// `sandbox` or `rehearsal`.
    pub tenant: &'static str,
    /// Id of the entity.
    pub entity: &'static str,
    /// When, as `2026-09-11T06:00:00.000Z`.
    pub at: String,
}

/// One API request as it was received.
#[derive(Clone, Debug, Serialize)]
pub struct ReceivedRequest {
    /// `GET`, `POST`, ….
    pub method: String,
    /// Path with the query as sent.
    pub path_and_query: String,
    /// Headers by lower-case name, several values joined by `, `; `authorization` holds its
    /// scheme only.
    pub headers: BTreeMap<String, String>,
    /// Length of the body in bytes.
    pub body_bytes: usize,
    /// When, as `2026-09-11T06:00:00.000Z`.
    pub at: String,
    /// The status that was answered, or would have been if the line had not been cut.
    pub status: u16,
}

const REQUESTS_KEPT: usize = 500;

/// The last 500 requests.
#[derive(Debug, Default)]
pub(crate) struct RequestLog(VecDeque<ReceivedRequest>);

impl RequestLog {
    pub(crate) fn add(&mut self, request: &http::Request<Vec<u8>>, at: String, status: u16) {
        let mut headers = BTreeMap::<String, String>::new();
        for (name, value) in request.headers() {
            let text = String::from_utf8_lossy(value.as_bytes());
            let shown = match name.as_str() {
                "authorization" => text.split(' ').next().unwrap_or_default(),
                _ => &text,
            };
            let entry = headers.entry(name.as_str().to_owned()).or_default();
            if !entry.is_empty() {
                entry.push_str(", ");
            }
            entry.push_str(shown);
        }
        let path_and_query = request.uri().path_and_query().map(ToString::to_string);
        self.0.push_back(ReceivedRequest {
            method: request.method().to_string(),
            path_and_query: path_and_query.unwrap_or_default(),
            headers,
            body_bytes: request.body().len(),
            at,
            status,
        });
        if self.0.len() > REQUESTS_KEPT {
            self.0.pop_front();
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &ReceivedRequest> {
        self.0.iter()
    }
}
