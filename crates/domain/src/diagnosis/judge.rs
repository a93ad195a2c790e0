//! How a verdict is found.
//!
//! The first line that fits counts:
//!
//! | | when | verdict |
//! |---|---|---|
//! | 1 | a rule of `config.json` applies | what it says |
//! | 2 | it ended well | no effect, if harmless; unknown, if the type is; else would repeat |
//! | 3 | it waits or runs | no effect, if harmless; else may repeat |
//! | 4 | the cause lasts, and the try did nothing: it came before the act, or all of it was refused, or the task is harmless | will fail again |
//! | 5 | the task is harmless | no effect |
//! | 6 | the other side has acted | would repeat |
//! | 7 | the type is unknown | unknown |
//! | 8 | the only try did nothing, and it was one thing | no effect |
//! | 9 | everything else: no answer, 5xx, runs, lists, no message | may repeat |
//!
//! Harmless is what changes nothing but its own run (`Act::is_harmless`). Lists, runs and fan-out
//! may be done in part, so a refusal of theirs counts as line 9. A try after others counts as
//! line 9, too: only the last one is told of.

use super::act::Act;
use super::cause::Cause;
use super::evidence::Evidence;
use super::kind::{Kind, Moment, Outlook};
use super::repeat::{Reason, Verdict};
use super::said::Text;
use crate::task::TaskStatus;

/// The verdict, and why.
pub(super) fn judged(evidence: &Evidence, cause: Option<&Cause>) -> (Verdict, Vec<Reason>) {
    let act = evidence.act;
    let harmless = act.is_harmless();
    match &evidence.status {
        Some(TaskStatus::Success) if harmless => {
            (Verdict::NoEffectOutside, vec![Reason::Harmless(act)])
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

/// Lines 4 to 9 of the table.
fn failed(evidence: &Evidence, cause: Option<&Cause>) -> (Verdict, Vec<Reason>) {
    let act = evidence.act;
    let kind = cause.map_or(Kind::Unrecognised, |cause| cause.kind);
    let answered = cause.and_then(|cause| cause.answered);
    let moment = moment(evidence, kind);
    let idle = match moment {
        Moment::Before => Some(Reason::NothingLeft),
        Moment::Refused => Some(Reason::Refused(answered)),
        Moment::Acted | Moment::Open => None,
    };
    let did_nothing = match moment {
        Moment::Before => true,
        Moment::Refused => !in_parts(evidence),
        Moment::Acted | Moment::Open => act.is_harmless(),
    };
    if kind.outlook() == Outlook::Lasts && did_nothing {
        let earlier = earlier_tries(evidence).filter(|_| !act.is_harmless());
        let reasons = idle.into_iter().chain([Reason::Lasts]).chain(earlier);
        return (Verdict::WillFailAgain, reasons.collect());
    }
    if act.is_harmless() {
        return (Verdict::NoEffectOutside, vec![Reason::Harmless(act)]);
    }
    if moment == Moment::Acted {
        let reason = answered.map_or(Reason::WentOut, Reason::Answered);
        return (Verdict::WouldRepeat, vec![reason]);
    }
    if !act.is_known() {
        return (Verdict::Unknown, vec![Reason::UnknownType]);
    }
    match (idle, earlier_tries(evidence)) {
        (Some(reason), None) if !in_parts(evidence) => (Verdict::NoEffectOutside, vec![reason]),
        (idle, earlier) => {
            let doubt = doubt(evidence, kind, answered, idle.is_some());
            (Verdict::MayRepeat, doubt.into_iter().chain(earlier).collect())
        }
    }
}

/// How far the try had come. An answer that is another callout's, perhaps, proves no refusal.
fn moment(evidence: &Evidence, kind: Kind) -> Moment {
    let foreign = evidence.own.answer.as_ref().is_some_and(|answer| !answer.told);
    match kind.moment() {
        Moment::Refused if foreign => Moment::Open,
        moment => moment,
    }
}

/// Why it may have acted.
fn doubt(evidence: &Evidence, kind: Kind, answered: Option<u16>, idle: bool) -> Option<Reason> {
    match (kind, answered) {
        _ if idle => in_parts(evidence).then_some(Reason::InPart),
        (Kind::RunStopped, _) => Some(Reason::Stopped),
        (Kind::NoAnswer | Kind::Broken | Kind::ZuoraNoAnswer, _) => Some(Reason::NoAnswer),
        (_, Some(status)) => Some(Reason::Doubtful(status)),
        _ if in_parts(evidence) => Some(Reason::InPart),
        _ => Some(Reason::Unexplained),
    }
}

/// Whether the task does several things, so that a failed one may be done in part.
///
/// Source: the gem `zuora_api`: results of several records are told as "(2x) - …".
fn in_parts(evidence: &Evidence) -> bool {
    let counted = |text: &Text| text.lower.starts_with('(') && text.lower.contains("x) - ");
    let works_on_rows =
        matches!(evidence.act, Act::Creates | Act::Changes | Act::Deletes | Act::Books);
    evidence.act.is_manifold()
        || (evidence.act == Act::Mails && evidence.recipients.is_some_and(|count| count > 1))
        || (works_on_rows && evidence.rows.is_some())
        || evidence.own.error.as_ref().is_some_and(counted)
}

/// Tries before the last one, of which nothing is told.
///
/// Source: Zuora workflow task configuration (2026), `retry_rules`.
fn earlier_tries(evidence: &Evidence) -> Option<Reason> {
    match evidence.own.answer.as_ref().and_then(|answer| answer.tries) {
        Some(tries) => (tries > 1).then_some(Reason::Tried(tries)),
        None => evidence.request.retries.as_ref().map(|_| Reason::TriesAgain),
    }
}

/// What makes a repetition weigh more, or less.
pub(super) fn weights(evidence: &Evidence) -> impl Iterator<Item = Reason> {
    let money = evidence.act.is_about_money()
        || (evidence.act == Act::Calls && evidence.request.money.is_some());
    let rows = evidence.rows.as_ref().map(|(count, _)| Reason::Rows(*count));
    let same = evidence.act == Act::Calls && evidence.request.is_idempotent();
    [money.then_some(Reason::Money), rows, same.then_some(Reason::Idempotent)].into_iter().flatten()
}
