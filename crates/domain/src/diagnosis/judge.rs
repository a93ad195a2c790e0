//! How a verdict is found.
//!
//! The first line that fits counts:
//!
//! | | when | verdict |
//! |---|---|---|
//! | 1 | a rule of `config.json` applies | what it says |
//! | 2 | it ended well | may repeat, if harmless, for tasks after it have run; unknown, if the type is; else would repeat |
//! | 3 | it waits or runs | no effect, if harmless; else may repeat |
//! | 4 | the task is harmless | will fail again, if the cause lasts; else no effect |
//! | 5 | the try is proven idle ([`Idle`]) | will fail again, if the cause lasts; else no effect |
//! | 6 | the other side has acted | would repeat |
//! | 7 | the type is unknown, or the error is hidden | unknown |
//! | 8 | everything else: no answer, 5xx, runs, lists, words without a field | may repeat |
//!
//! Harmless is what changes nothing but its own run (`Act::is_harmless`).

use super::act::Act;
use super::cause::Cause;
use super::evidence::Evidence;
use super::idle::{Idle, earlier_tries};
use super::kind::{Kind, Moment, Outlook};
use super::repeat::{Reason, Verdict};
use super::steps::Steps;
use crate::task::TaskStatus;

/// The verdict, and why.
pub(super) fn judged(evidence: &Evidence, cause: Option<&Cause>) -> (Verdict, Vec<Reason>) {
    let act = evidence.act;
    let harmless = act.is_harmless();
    match &evidence.status {
        // LIVE-UNVERIFIED(that tasks after a rerun follow, though they have run before; no document
        // says; when known to be not so, this is no effect outside)
        Some(TaskStatus::Success) if harmless => {
            (Verdict::MayRepeat, vec![Reason::TasksFollow, Reason::Harmless(act)])
        }
        Some(TaskStatus::Success) if !act.is_known() => {
            (Verdict::Unknown, vec![Reason::UnknownType, Reason::EndedWell])
        }
        Some(TaskStatus::Success) => (Verdict::WouldRepeat, vec![Reason::EndedWell]),
        Some(status) if status.is_under_way() && harmless => {
            (Verdict::NoEffectOutside, vec![Reason::Harmless(act)])
        }
        Some(status) if status.is_under_way() => (Verdict::MayRepeat, vec![Reason::UnderWay]),
        _ => failed(evidence, cause),
    }
}

/// Lines 4 to 8 of the table.
fn failed(evidence: &Evidence, cause: Option<&Cause>) -> (Verdict, Vec<Reason>) {
    let act = evidence.act;
    let kind = cause.map_or(Kind::Unrecognised, |cause| cause.kind);
    if act.is_harmless() {
        return did_nothing(Reason::Harmless(act), kind);
    }
    if let Some(idle) = Idle::proven(evidence, cause) {
        return did_nothing(idle.reason, kind);
    }
    let answered = cause.and_then(|cause| cause.answered);
    if acted(evidence, kind) {
        let reason = answered.map_or(Reason::WentOut, Reason::Answered);
        return (Verdict::WouldRepeat, vec![reason]);
    }
    if !act.is_known() {
        return (Verdict::Unknown, vec![Reason::UnknownType]);
    }
    if kind == Kind::Hidden {
        return (Verdict::Unknown, vec![Reason::HiddenError]);
    }
    let doubt = doubt(evidence, kind, answered);
    (Verdict::MayRepeat, [doubt].into_iter().chain(earlier_tries(evidence)).collect())
}

/// Whether the other side has acted. Zuora's own 200 may say no; an order that is asked for was made.
fn acted(evidence: &Evidence, kind: Kind) -> bool {
    let polled = evidence.own.error.as_ref().is_some_and(|error| error.lower.contains("poll"));
    let says_little = kind == Kind::CalloutNotAccepted && evidence.request.to_zuora;
    kind.moment() == Moment::Acted && !says_little
        || evidence.act == Act::Orders && polled && kind != Kind::Hidden
}

fn did_nothing(why: Reason, kind: Kind) -> (Verdict, Vec<Reason>) {
    match kind.outlook() {
        Outlook::Lasts => (Verdict::WillFailAgain, vec![why, Reason::Lasts]),
        Outlook::Passes | Outlook::Unsure => (Verdict::NoEffectOutside, vec![why]),
    }
}

/// Why it may have acted.
fn doubt(evidence: &Evidence, kind: Kind, answered: Option<u16>) -> Reason {
    match (kind, answered) {
        _ if evidence.act == Act::Orders => Reason::Ordered,
        (Kind::RunStopped, _) => Reason::Stopped,
        _ if evidence.status == Some(TaskStatus::Stopped) => Reason::Stopped,
        (Kind::NoAnswer | Kind::Broken | Kind::ZuoraNoAnswer, _) => Reason::NoAnswer,
        (kind, Some(status)) if matches!(kind.moment(), Moment::Open | Moment::Acted) => {
            Reason::Doubtful(status)
        }
        _ if evidence.steps == Steps::Many => Reason::InPart,
        _ => Reason::Unexplained,
    }
}

/// What makes a repetition weigh more, or less.
pub(super) fn weights(evidence: &Evidence) -> impl Iterator<Item = Reason> {
    let calls = matches!(evidence.act, Act::Calls | Act::Orders);
    let money = evidence.act.is_about_money() || (calls && evidence.request.money.is_some());
    let rows = evidence.rows.as_ref().map(|(count, _)| Reason::Rows(*count));
    let same = evidence.act == Act::Calls && evidence.request.is_idempotent();
    [money.then_some(Reason::Money), rows, same.then_some(Reason::Idempotent)].into_iter().flatten()
}
