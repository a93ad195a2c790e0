//! A client of the sandbox with a watch, for tests.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "shared by test files, none of which uses all of it; a broken test may panic"
)]

use http::{HeaderMap, Request};
use reprise_sandbox::{Day, Delivery, Sandbox, Settings};
use serde_json::Value;

/// 2026-09-11T06:00:00Z, six hours after the anchor.
pub const NOW: i64 = 1_789_106_400_000;

/// A sandbox and the time at which it is asked next.
pub struct Caller {
    pub sandbox: Sandbox,
    pub now: i64,
    pub prefix: &'static str,
}

/// What came back.
#[derive(Debug)]
pub struct Got {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    pub delivery: Delivery,
}

impl Got {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The body as JSON, except that 1e400, which no `Value` holds, reads as 1e40.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text().replace(":1e400,", ":1e40,")).unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

pub fn settings() -> Settings {
    Settings::anchored(Day::parse("2026-09-11").unwrap())
}

impl Caller {
    /// Calls the tenant "sandbox" through the gateway's path.
    pub fn new() -> Self {
        Self { sandbox: Sandbox::new(settings()), now: NOW, prefix: "/api/sandbox" }
    }

    pub fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Got {
        let prefix = if path.starts_with("/_sandbox") { "" } else { self.prefix };
        let mut request = Request::builder().method(method).uri(format!("{prefix}{path}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.as_bytes().to_vec()).unwrap();
        let reply = self.sandbox.exchange(&request, self.now);
        let (parts, body) = reply.response.into_parts();
        let (status, headers) = (parts.status.as_u16(), parts.headers);
        Got { status, headers, body, delivery: reply.delivery }
    }

    pub fn get(&mut self, path: &str) -> Got {
        self.ask("GET", path, &[], "")
    }

    pub fn task(&mut self, id: u64) -> Value {
        self.get(&format!("/workflows/tasks/{id}")).json()
    }

    pub fn run(&mut self, id: u64) -> Value {
        self.get(&format!("/workflows/workflow_runs/{id}")).json()
    }

    pub fn rerun(&mut self, id: u64, key: Option<&str>) -> Got {
        let headers: Vec<_> = key.map(|key| ("Idempotency-Key", key)).into_iter().collect();
        self.ask("POST", &format!("/workflows/tasks/{id}/rerun"), &headers, "")
    }

    pub fn executions(&self) -> usize {
        self.sandbox.executions().len()
    }

    /// Every task of the list, page by page, with the given extra query.
    pub fn all_tasks(&mut self, filter: &str) -> Vec<Value> {
        let mut tasks = Vec::new();
        for page in 1.. {
            let path = format!("/workflows/tasks?page_length=100&page={page}{filter}");
            let mut answer = self.get(&path).json();
            tasks.append(answer["data"].as_array_mut().unwrap());
            if answer["pagination"].get("next_page").is_none() {
                break;
            }
        }
        tasks
    }
}
