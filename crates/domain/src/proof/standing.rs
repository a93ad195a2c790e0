//! Whether a record holds for an environment, and until when.

use super::question::{Answer, Question};
use super::record::Record;
use crate::tenancy::TenantPart;
use crate::time::UnixMillis;

const DAY_MS: i64 = 86_400_000;

/// How long a proof holds, in milliseconds: 90 days.
pub const HOLDS_MS: i64 = 90 * DAY_MS;

/// How long a weak one holds, in milliseconds: 30 days.
pub const WEAK_HOLDS_MS: i64 = 30 * DAY_MS;

/// How far a record's date may lie ahead of this clock, in milliseconds.
const AHEAD_MS: i64 = DAY_MS;

/// With this begins the name of a practice tenant. Its program does not change by itself, so a
/// record of it does not age: a demonstration works on the ninety-first day, too.
pub const PRACTICE: &str = "practice/";

/// What `config.json` says of the keys of an environment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keys {
    /// Nothing is proven: a key may be ignored.
    #[default]
    Unproven,
    /// A proof was made, with this record.
    Recorded(Box<Record>),
}

/// What is known today of that for which a record was made. What is `None` is not known and
/// cannot speak against it.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The environment's `tenant`; without one no record can be told to be of it.
    pub tenant: Option<&'a TenantPart>,
    /// Zuora's host.
    pub host: Option<&'a str>,
    /// The environment's `api`.
    pub gateway: Option<&'a str>,
    /// Names of the OAuth clients in use.
    pub clients: Option<&'a [String]>,
}

/// A record that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The moment at which it holds no more.
    pub until: UnixMillis,
    /// How long a reading may lag behind a rerun, the queue included, in milliseconds.
    pub lag_ms: i64,
    /// Whether it rests on less than it should.
    pub is_weak: bool,
}

/// Why the keys of an environment count as unproven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyUnproven {
    /// There is no record.
    NoRecord,
    /// It holds no more.
    Over {
        /// Since when.
        since: UnixMillis,
    },
    /// It is dated in the future: it could hold for ever.
    Ahead,
    /// The environment names no tenant.
    NoTenant,
    /// It is a record of another tenant.
    OtherTenant,
    /// It is a record of another host of Zuora's.
    OtherHost,
    /// It was made by another gateway.
    OtherGateway,
    /// Other OAuth clients are in use than those it names.
    OtherClients,
    /// A rerun has shown the contrary since: the journal tells, not the record.
    Countered,
    /// What was seen proves nothing, or the contrary.
    Answered(Question, Answer),
}

/// Says whether a record holds, and until when.
///
/// It ends 90 days after its date (a weak one after 30), and with any change of tenant, host,
/// gateway or clients that is known.
///
/// # Errors
///
/// [`WhyUnproven`], the gravest first: what was seen comes before what has changed since.
pub fn standing(
    record: &Record,
    facts: &Facts<'_>,
    now: UnixMillis,
) -> Result<Standing, WhyUnproven> {
    proves(record)?;
    is_of(record, facts)?;
    let lag_ms = record.worst_lag_ms.max(record.worst_queue_ms.unwrap_or_default());
    let is_weak = record.is_weak();
    let holds_ms = if is_weak { WEAK_HOLDS_MS } else { HOLDS_MS };
    if record.tenant.as_str().starts_with(PRACTICE) {
        return Ok(Standing { until: now.plus(holds_ms), lag_ms, is_weak });
    }
    let until = record.date.plus(holds_ms);
    if record.date.since(now) > AHEAD_MS {
        Err(WhyUnproven::Ahead)
    } else if now >= until {
        Err(WhyUnproven::Over { since: until })
    } else {
        Ok(Standing { until, lag_ms, is_weak })
    }
}

/// Whether what was seen proves that keys are honoured: a repeated request ran nothing, though
/// another key did, also at the same moment and, where several clients are in use, by each.
///
/// # Errors
///
/// [`WhyUnproven::Answered`] names the first question that was not answered by *yes*.
pub fn proves(record: &Record) -> Result<(), WhyUnproven> {
    let several = record.clients.len() > 1;
    let clients = several.then_some(Question::ClientsShare);
    let needed =
        [Question::KeyCounts, Question::OtherKeyRuns, Question::TwoAtOnce, Question::VersionTaken];
    for question in needed.into_iter().chain(clients) {
        match record.answers.to(question) {
            Answer::Yes => {}
            other => return Err(WhyUnproven::Answered(question, other)),
        }
    }
    Ok(())
}

fn is_of(record: &Record, facts: &Facts<'_>) -> Result<(), WhyUnproven> {
    let tenant = facts.tenant.ok_or(WhyUnproven::NoTenant)?;
    let differs = |known: Option<&str>, own: &str| known.is_some_and(|known| known != own);
    let others = facts
        .clients
        .is_some_and(|used| used.iter().any(|client| !record.clients.contains(client)));
    if *tenant != record.tenant {
        Err(WhyUnproven::OtherTenant)
    } else if differs(facts.host, &record.host) {
        Err(WhyUnproven::OtherHost)
    } else if differs(facts.gateway, &record.gateway) {
        Err(WhyUnproven::OtherGateway)
    } else if others {
        Err(WhyUnproven::OtherClients)
    } else {
        Ok(())
    }
}
