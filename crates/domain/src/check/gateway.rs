//! The gateway of an environment, asked by readings alone.

use super::{Grade, Matter};
use crate::api::fault::{ApiFault, LOCAL_MARK};
use crate::api::list_tasks::{list_tasks, read_task_page};
use crate::api::{ApiReply, ApiRequest, Outcome};
use crate::config::Environment;
use crate::desk::reading::Trouble;
use crate::header::HeaderText;
use crate::query::TaskQuery;
use crate::rerun::key::IdempotencyKey;
use crate::tenancy::{Auth, EnvironmentKind};
use crate::time::UnixMillis;

/// A clock that is off by more makes ages and waits wrong, in milliseconds.
const NOTICEABLE_MS: i64 = 30_000;

/// A clock that is off by more is not trusted with a safe window, in milliseconds.
const MISLEADING_MS: i64 = 5 * 60_000;

/// A gateway's mark on a transmission that it has judged before.
const JUDGED_BEFORE: &str = "LT";

/// What became of a request that a gateway should stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// It was stopped, and the answer says by its mark that nothing left the gateway.
    Stopped,
    /// It was answered by this status without a mark: by Zuora, or by a gateway that marks nothing.
    Unmarked(u16),
    /// It passed.
    Let,
    /// There was no answer.
    Silent,
}

impl Guard {
    /// How a guard stands that let this happen.
    #[must_use]
    pub const fn grade(self) -> Grade {
        match self {
            Self::Stopped => Grade::Good,
            Self::Silent => Grade::Untold,
            Self::Unmarked(_) => Grade::Weak,
            Self::Let => Grade::Bad,
        }
    }
}

/// What a gateway says that it passes on once: header `x-proxy-remembers`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Memory {
    /// Each key and each transmission.
    Keys,
    /// Each transmission only: it takes this environment's keys for proven.
    Transmissions,
    /// Nothing.
    Nothing,
}

/// What became of the second of two equal transmissions, neither of which may reach Zuora.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copies {
    /// It was refused because the first one had been judged.
    Once,
    /// It was judged anew.
    Anew,
    /// There was no answer.
    Silent,
}

/// How far this machine's clock is ahead of the server's, in milliseconds; `None`: not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock(pub Option<i64>);

impl Clock {
    pub(super) fn grade(self) -> Grade {
        match self.0.map(i64::abs) {
            None => Grade::Untold,
            Some(off) if off > MISLEADING_MS => Grade::Bad,
            Some(off) if off > NOTICEABLE_MS => Grade::Weak,
            Some(_) => Grade::Good,
        }
    }
}

/// Whether somebody vouches for who reruns: `operator` is whom the host named with `config.json`.
/// `None` where nobody needs to: in a sandbox, and where the operator's own token is pasted, which
/// Zuora knows.
#[must_use]
pub fn operator(environment: &Environment, operator: Option<&str>) -> Option<Matter> {
    let is_shared = environment.auth == Auth::Gateway;
    let is_production = environment.kind == EnvironmentKind::Production;
    (is_shared && is_production).then_some(Matter::OperatorNamed(operator.is_some()))
}

/// The shortest reading that there is.
#[must_use]
pub fn reading() -> ApiRequest {
    list_tasks(&TaskQuery { page_length: 1, ..TaskQuery::default() })
}

/// The same with a key and a track id, which belong on a rerun alone: a gateway that sees them stops
/// it. Sent twice it is a copy such as a browser makes by itself, without the harm: where nobody
/// stops it, a reading passes.
#[must_use]
pub fn with_key(chance: u128) -> ApiRequest {
    let mut request = reading();
    let key = IdempotencyKey::from_chance(chance);
    let track = format!("check-{chance:032x}");
    let named = [("Idempotency-Key", key.as_str()), ("Zuora-Track-Id", &track)];
    let texts =
        named.into_iter().filter_map(|(name, text)| Some((name, HeaderText::parse(text).ok()?)));
    request.headers.extend(texts);
    request
}

/// A path that the page never asks for, and that leads to nothing.
#[must_use]
pub fn other_path() -> ApiRequest {
    let mut request = reading();
    "/workflows/tasks/0/reprise-check".clone_into(&mut request.path);
    request
}

/// Judges the reading; it was asked and answered at these moments of this machine's clock.
#[must_use]
pub fn read(outcome: &Outcome, asked: UnixMillis, answered: UnixMillis) -> Vec<Matter> {
    let read = |reply: &ApiReply| read_task_page(reply);
    let took = match Trouble::or(outcome, read) {
        Ok(_) => Ok(answered.since(asked)),
        Err(trouble) => Err(Box::new(trouble)),
    };
    let date = outcome.as_ref().ok().and_then(|reply| reply.header("date"));
    let server = date.and_then(UnixMillis::parse_http_date);
    // The server's date is of a whole second, somewhere between the two.
    let middle = asked.plus(answered.since(asked) / 2);
    let ahead = server.map(|server| middle.since(server.plus(500)));
    vec![Matter::Reading(took), Matter::Clock(Clock(ahead))]
}

/// Judges what the gateway says of its memory, in an answer that came at this moment. `is_proven`:
/// whether the configuration holds a proof that Zuora honours this environment's keys.
#[must_use]
pub fn memory(outcome: &Outcome, answered: UnixMillis, is_proven: bool) -> Matter {
    let told = outcome.as_ref().ok().and_then(|reply| reply.header("x-proxy-remembers"));
    let (memory, since) = told.and_then(remembered).unwrap_or((Memory::Nothing, answered));
    Matter::Memory { memory, age_ms: answered.since(since).max(0), is_proven }
}

/// Reads `keys=SECONDS` or `tracks=SECONDS`.
fn remembered(told: &str) -> Option<(Memory, UnixMillis)> {
    let (what, since) = told.trim().split_once('=')?;
    let memory = match what {
        "keys" => Memory::Keys,
        "tracks" => Memory::Transmissions,
        _ => return None,
    };
    let since: u32 = since.parse().ok()?;
    Some((memory, UnixMillis(i64::from(since) * 1000)))
}

/// Judges what became of the second of two equal transmissions.
#[must_use]
pub fn copies(second: &Outcome) -> Copies {
    let Ok(reply) = second else { return Copies::Silent };
    let is_known = reply.status == 409 && reply.header(LOCAL_MARK) == Some(JUDGED_BEFORE);
    if is_known { Copies::Once } else { Copies::Anew }
}

/// Judges what became of a request that should be stopped.
#[must_use]
pub fn guard(outcome: &Outcome) -> Guard {
    match outcome {
        Err(_) => Guard::Silent,
        Ok(reply) => match reply.success() {
            Ok(_) => Guard::Let,
            Err(ApiFault::GatewayRefused { .. }) => Guard::Stopped,
            Err(_) => Guard::Unmarked(reply.status),
        },
    }
}
