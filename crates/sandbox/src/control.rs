//! The `/_sandbox` paths: for the sandbox's keeper, no part of Zuora.

use crate::answer::{Answer, json, ok};
use crate::faults::SENTINELS;
use crate::sandbox::Sandbox;
use crate::tenancy::ENTITIES;
use crate::way_in::TenantName;
use http::{Method, Request, StatusCode};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Forward {
    forward_ms: i64,
}

#[derive(Deserialize)]
struct Permission {
    rerun: bool,
}

/// How often the canary of one entity has called its counter.
#[derive(Serialize)]
struct Counter {
    tenant: &'static str,
    entity: &'static str,
    label: &'static str,
    count: u64,
}

impl Sandbox {
    pub(crate) fn control(&mut self, request: &Request<Vec<u8>>, now: i64) -> Answer {
        match (request.method(), request.uri().path()) {
            (&Method::GET, "/_sandbox/executions") => listed(&self.executions),
            (&Method::GET, "/_sandbox/requests") => {
                listed(&self.requests.iter().collect::<Vec<_>>())
            }
            (&Method::GET, "/_sandbox/faults") => listed(&SENTINELS),
            (&Method::GET, "/_sandbox/counter") => listed(&self.counters(now)),
            (&Method::POST, "/_sandbox/permission") => self.permit(request.body()),
            (&Method::GET, "/_sandbox/clock") => ok(self.clock(now)),
            (&Method::POST, "/_sandbox/clock") => self.shift_clock(request.body(), now),
            (&Method::POST, "/_sandbox/reset") => {
                self.reset();
                ok(r#"{"reset":true}"#)
            }
            _ => json(StatusCode::NOT_FOUND, r#"{"error":"no such sandbox path"}"#),
        }
    }

    fn counters(&mut self, now: i64) -> Vec<Counter> {
        let pace = self.settings.pace;
        let mut rows = Vec::new();
        for name in TenantName::ALL {
            let calls = self.tenant(name).map(|tenant| tenant.canary_calls(now, pace));
            for (entity, count) in ENTITIES.iter().zip(calls.unwrap_or_default()) {
                let (tenant, label) = (name.as_str(), entity.label);
                rows.push(Counter { tenant, entity: entity.id, label, count });
            }
        }
        rows
    }

    fn permit(&mut self, body: &[u8]) -> Answer {
        match serde_json::from_slice::<Permission>(body) {
            Ok(Permission { rerun }) => {
                self.may_rerun = rerun;
                ok(format!(r#"{{"rerun":{rerun}}}"#))
            }
            Err(_) => json(
                StatusCode::BAD_REQUEST,
                r#"{"error":"send {\"rerun\": true} or {\"rerun\": false}"}"#,
            ),
        }
    }

    fn shift_clock(&mut self, body: &[u8], now: i64) -> Answer {
        match serde_json::from_slice::<Forward>(body) {
            // A clock that ran back would let saved keys come alive again.
            Ok(Forward { forward_ms }) if (0..=10_000_000_000_000).contains(&forward_ms) => {
                self.forward_ms += forward_ms;
                ok(self.clock(now + forward_ms))
            }
            _ => json(
                StatusCode::BAD_REQUEST,
                r#"{"error":"send {\"forward_ms\": n} with n from 0 to 10000000000000"}"#,
            ),
        }
    }

    fn clock(&self, now: i64) -> String {
        let (now, forward) = (crate::calendar::iso(now), self.forward_ms);
        format!(r#"{{"now":"{now}","forward_ms":{forward}}}"#)
    }
}

fn listed<T: Serialize + ?Sized>(rows: &T) -> Answer {
    match serde_json::to_string(rows) {
        Ok(text) => ok(text),
        Err(error) => json(
            StatusCode::INTERNAL_SERVER_ERROR,
            format!(r#"{{"error":{}}}"#, crate::json_text::quoted(&error.to_string())),
        ),
    }
}
