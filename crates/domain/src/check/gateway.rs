//! The gateway of an environment, asked by readings alone.

use super::{Grade, Matter};
use crate::api::fault::ApiFault;
use crate::api::list_tasks::{list_tasks, read_task_page};
use crate::api::{ApiReply, ApiRequest, Outcome};
use crate::desk::reading::Trouble;
use crate::header::HeaderText;
use crate::query::TaskQuery;
use crate::rerun::key::IdempotencyKey;
use crate::time::UnixMillis;

/// A clock that is off by more makes ages and waits wrong, in milliseconds.
const NOTICEABLE_MS: i64 = 30_000;

/// A clock that is off by more is not trusted with a safe window, in milliseconds.
const MISLEADING_MS: i64 = 5 * 60_000;

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

/// The shortest reading that there is.
#[must_use]
pub fn reading() -> ApiRequest {
    list_tasks(&TaskQuery { page_length: 1, ..TaskQuery::default() })
}

/// The same with a key, which belongs on a rerun alone: a gateway that sees it stops it.
#[must_use]
pub fn with_key(chance: u128) -> ApiRequest {
    let mut request = reading();
    let key = IdempotencyKey::from_chance(chance);
    request
        .headers
        .extend(HeaderText::parse(key.as_str()).ok().map(|key| ("Idempotency-Key", key)));
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
