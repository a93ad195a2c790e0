//! From the socket to the library and back, faults included.

use crate::execution_log::ExecutionLog;
use crate::flags::now_ms;
use crate::line::Line;
use axum::Extension;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, HeaderValue};
use axum::http::{Request, Response};
use reprise_sandbox::{Delivery, Reply, Sandbox, Settings};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// No API request of the console has a body worth mentioning.
const LONGEST_BODY: usize = 1_000_000;

/// How long a connection without an answer stays open.
const LONGEST_SILENCE: Duration = Duration::from_mins(10);

/// For how long a line stays down after an answer was lost. Browsers silently repeat a POST whose
/// reused connection closed; without this the repetition would bring the answer after all.
const LINE_DOWN: Duration = Duration::from_secs(1);

/// The sandbox, shared by all connections.
#[derive(Debug)]
pub(crate) struct Bridge {
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    sandbox: Sandbox,
    log: ExecutionLog,
    /// When the answer for a key was lost.
    lost: HashMap<String, Instant>,
}

impl Bridge {
    pub(crate) fn new(settings: Settings, log: ExecutionLog) -> Self {
        let (sandbox, lost) = (Sandbox::new(settings), HashMap::new());
        Self { inner: Mutex::new(Inner { sandbox, log, lost }) }
    }

    fn reply_to(&self, request: &Request<Vec<u8>>) -> Reply {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let Inner { sandbox, log, lost } = &mut *inner;
        let mut reply = sandbox.exchange(request, now_ms());
        log.keep(sandbox.executions());
        lost.retain(|_, since| since.elapsed() < LINE_DOWN);
        if let Some(key) = key_of(request) {
            if reply.delivery == Delivery::CutAfterRunning {
                lost.insert(key, Instant::now());
            } else if lost.contains_key(&key) {
                reply.delivery = Delivery::CutAfterRunning;
            }
        }
        reply
    }
}

fn key_of(request: &Request<Vec<u8>>) -> Option<String> {
    let key = request.headers().get("idempotency-key")?.to_str().ok()?;
    Some(format!("{} {key}", request.uri().path()))
}

/// Answers an API request as the sandbox says, or lets the line fail.
pub(crate) async fn exchange(
    State(bridge): State<Arc<Bridge>>,
    Extension(line): Extension<Line>,
    request: Request<Body>,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LONGEST_BODY).await else {
        return cut(&line).await;
    };
    let reply = bridge.reply_to(&Request::from_parts(parts, body.to_vec()));
    match reply.delivery {
        Delivery::Whole => {}
        Delivery::After { delay_ms } => {
            tokio::time::sleep(Duration::from_millis(delay_ms)).await;
        }
        Delivery::CutAfterRunning | Delivery::CutBeforeRunning => return cut(&line).await,
        Delivery::Never => {
            tokio::time::sleep(LONGEST_SILENCE).await;
            return cut(&line).await;
        }
    }
    let mut response = reply.response.map(Body::from);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn cut(line: &Line) -> Response<Body> {
    line.cut();
    std::future::pending().await
}
