//! The proof that a try which failed did nothing outside of its run.
//!
//! It is the only way to say *no effect outside* or *will fail again* of a task that has effects.
//! It needs all of this, and lacking any of it there is doubt:
//!
//! 1. the task stands at Error: one that was stopped, or stands otherwise, may have been trying
//! 2. its cause stands on fields, not on words ([`Warrant`](super::facts::Warrant))
//! 3. one try makes one request for one thing ([`Steps::One`])
//! 4. it is the first try that is told of
//! 5. the cause is one by which such a request is known not to have acted
//! 6. no word of the message or the log speaks of more: words may add doubt, never take it away

use super::act::Act;
use super::address::is_zuora;
use super::cause::Cause;
use super::done::tells_of_more;
use super::evidence::Evidence;
use super::kind::{Kind, Moment};
use super::repeat::Reason;
use super::said::Said;
use super::steps::Steps;
use crate::task::TaskStatus;

/// A try that did nothing; made here alone.
#[derive(Debug)]
pub(super) struct Idle {
    /// By what that is known.
    pub(super) reason: Reason,
    _made_here: (),
}

impl Idle {
    /// The proof, where there is one.
    pub(super) fn proven(evidence: &Evidence, cause: Option<&Cause>) -> Option<Self> {
        let cause = cause?;
        cause.warrant?;
        let at_error = evidence.status == Some(TaskStatus::Error);
        let known = at_error && evidence.steps == Steps::One && earlier_tries(evidence).is_none();
        if !known || !fits(evidence, cause.kind) || speaks_of_more(evidence) {
            return None;
        }
        let reason = match cause.kind.moment() {
            Moment::Before => Reason::NothingLeft,
            Moment::Refused => Reason::Refused(cause.answered),
            Moment::Acted | Moment::Open => return None,
        };
        Some(Self { reason, _made_here: () })
    }
}

/// Whether anything is said of a part that was done, or of a try that was not answered: in the
/// message, in the log, or in an answer that the payload has from the address.
fn speaks_of_more(evidence: &Evidence) -> bool {
    let texts = [&evidence.own.error, &evidence.own.details].into_iter().flatten();
    let told = texts.map(|text| text.lower.as_str());
    let bodies = evidence.answers_here.iter().map(|answer| answer.body.as_str());
    told.chain(bodies).any(tells_of_more)
}

/// Tries before the last one, of which nothing is told.
///
/// Source: Zuora workflow task configuration (2026), `retry_rules`.
pub(super) fn earlier_tries(evidence: &Evidence) -> Option<Reason> {
    let request = &evidence.request;
    let told = evidence.own.answer.as_ref().and_then(|answer| answer.tries);
    match told {
        Some(tries) if tries > 1 => Some(Reason::Tried(tries)),
        Some(_) => (request.tried_again > 1).then_some(Reason::TriesAgain),
        None => {
            let again = request.retries.is_some() || request.tried_again > 0;
            again.then_some(Reason::TriesAgain)
        }
    }
}

/// Whether a task that does this and fails so has not acted.
fn fits(evidence: &Evidence, kind: Kind) -> bool {
    match evidence.act {
        Act::Calls => fits_callout(evidence, kind),
        Act::Creates | Act::Changes | Act::Deletes | Act::Books => {
            is_liquid(kind)
                || is_zuora_refusal(kind)
                || kind == Kind::Inactive
                || (is_connection(kind) && names(&evidence.own, |host, _| is_zuora(host)))
        }
        Act::Mails => {
            let own =
                [Kind::EmailNoRecipient, Kind::EmailTooLarge, Kind::EmailSignIn, Kind::Inactive];
            let to_mail = |_: &str, port: Option<u16>| matches!(port, Some(25 | 465 | 587 | 2525));
            is_liquid(kind)
                || own.contains(&kind)
                || (is_connection(kind) && names(&evidence.own, to_mail))
        }
        Act::Notifies => is_liquid(kind) || kind == Kind::Inactive,
        Act::HandsOver => {
            let own = [Kind::FileSignIn, Kind::FileMissing, Kind::FileDenied, Kind::Inactive];
            // FTP opens a second connection, and the client of S3 tries again by itself.
            let one_connection = evidence.action_type == "Upload::SFTP";
            let to_server = |host: &str, _: Option<u16>| is_called(evidence, host);
            is_liquid(kind)
                || own.contains(&kind)
                || (one_connection && is_connection(kind) && names(&evidence.own, to_server))
        }
        _ => false,
    }
}

/// A refusal's status is the answer to the one request. Liquid and connections come before it, if
/// nothing tells of a call that was made.
///
/// LIVE-UNVERIFIED(that a callout follows no redirect: if it does, the answer may be another one's
/// after a POST that acted; when known, count a refusal after one as doubt)
fn fits_callout(evidence: &Evidence, kind: Kind) -> bool {
    if kind == Kind::Inactive {
        return true;
    }
    if evidence.action_type == "Logic::Lambda" {
        // Its client tries again by itself, but not what is refused for a right or a name.
        return is_liquid(kind) || matches!(kind, Kind::CalloutCredentials | Kind::CalloutAddress);
    }
    if let Some(answer) = &evidence.own.answer {
        // Another answer from that address is of an earlier call, or belies the message.
        let same = |status: Option<u16>| status == Some(answer.status);
        return answer.told
            && evidence.answers_here.iter().all(|own| same(own.status))
            && logged_status(&evidence.own).is_none_or(|logged| same(Some(logged)));
    }
    let before = is_liquid(kind) && !speaks_of_answer(&evidence.own)
        || (is_connection(kind)
            && evidence.request.is_sent_once()
            && names(&evidence.own, |host, _| is_called(evidence, host)));
    before && evidence.answers_here.is_empty()
}

/// The status of an answer that the log has, where it has one.
fn logged_status(said: &Said) -> Option<u16> {
    let log = said.details.as_ref()?.lower.as_str();
    let told = ["response was ", "http/1.1 ", "http/1.0 ", "http/2 ", "status: ", "status\":"];
    let (_, rest) = told.iter().find_map(|word| log.split_once(word))?;
    let digits = rest.trim_start_matches(['"', ' ']).split(|sign: char| !sign.is_ascii_digit());
    digits.into_iter().next()?.parse().ok()
}

/// An expression may also read the answer: then the call was made.
///
/// LIVE-UNVERIFIED(whether any Liquid of a callout is read after its answer; when known, drop it)
fn speaks_of_answer(said: &Said) -> bool {
    said.error.as_ref().is_some_and(|error| {
        ["response", "callout", "answer"].iter().any(|word| error.lower.contains(word))
    })
}

const fn is_liquid(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::LiquidVariable
            | Kind::LiquidFilter
            | Kind::LiquidMethod
            | Kind::LiquidSyntax
            | Kind::LiquidOther
    )
}

const fn is_connection(kind: Kind) -> bool {
    matches!(kind, Kind::NoConnection | Kind::NoName | Kind::NoTls)
}

const fn is_zuora_refusal(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::ZuoraPermission
            | Kind::ZuoraSignIn
            | Kind::ZuoraEntity
            | Kind::ZuoraInput
            | Kind::ZuoraRule
            | Kind::ZuoraDuplicate
            | Kind::ZuoraNotFound
            | Kind::ZuoraUnsupported
            | Kind::ZuoraLocked
            | Kind::ZuoraLimit
            | Kind::ZuoraMalformed
    )
}

/// Whether every host that the message names as not reached is the one meant: another one's failure
/// (a redirect's, a database's behind the engine) says nothing of the request. None may be named.
fn names(said: &Said, is_meant: impl Fn(&str, Option<u16>) -> bool) -> bool {
    let Some((_, rest)) = said.own_words().split_once("failed to open tcp connection to ") else {
        return true;
    };
    let named = rest.split([' ', '(']).next().unwrap_or_default();
    let (host, port) = named.rsplit_once(':').unwrap_or((named, ""));
    is_meant(host, port.parse().ok())
}

fn is_called(evidence: &Evidence, host: &str) -> bool {
    evidence.request.bare_host().is_none_or(|own| own.eq_ignore_ascii_case(host))
}
