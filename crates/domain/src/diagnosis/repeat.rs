//! Whether a rerun repeats something: the verdict, its reasons, and what to check before.

use super::act::Act;
use super::cause::{Cause, Certainty};
use super::evidence::Evidence;
use super::judge::{judged, weights};
use super::kind::Kind;
use super::spot::Cited;
use super::user_rules::UserRule;

/// What a rerun repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Something was done outside of the run, and would be done again.
    WouldRepeat,
    /// Something may have been done, and may be done again.
    MayRepeat,
    /// Nothing is done a second time: the task has no effect outside of its run, or the try that
    /// failed had none.
    NoEffectOutside,
    /// Nothing was done, and nothing will be until something is changed.
    WillFailAgain,
    /// No rule can tell.
    Unknown,
}

impl Verdict {
    /// Every verdict with its name in `config.json`.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("would-repeat", Self::WouldRepeat),
        ("may-repeat", Self::MayRepeat),
        ("no-effect-outside", Self::NoEffectOutside),
        ("will-fail-again", Self::WillFailAgain),
        ("unknown", Self::Unknown),
    ];
}

/// Why the verdict is what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A rule of `config.json`: its name, and its own reason.
    Rule(String, String),
    /// It ended well.
    EndedWell,
    /// It waits or runs.
    UnderWay,
    /// What a task of the type does changes nothing outside.
    Harmless(Act),
    /// The other side answered with this status and has acted.
    Answered(u16),
    /// What was asked for or waited for has gone out.
    WentOut,
    /// The last try was turned down before it did anything; an HTTP status, where one told.
    Refused(Option<u16>),
    /// Nothing left the engine.
    NothingLeft,
    /// The same would fail in the same way.
    Lasts,
    /// It had tried that often; only the last try is told of.
    Tried(u32),
    /// It tries again by itself, up to that often; only the last try is told of.
    TriesAgain,
    /// There was no answer: the other side may have acted.
    NoAnswer,
    /// The other side answered with this status and may have acted.
    Doubtful(u16),
    /// It may have been done in part.
    InPart,
    /// It orders first, and then asks until that is done: the last request is not the order.
    Ordered,
    /// The workflow hides its errors.
    HiddenError,
    /// Tasks after it have run, and may run again.
    TasksFollow,
    /// It is done for so many rows.
    Rows(usize),
    /// The cause is not known well enough.
    Unexplained,
    /// Someone stopped the run.
    Stopped,
    /// Money, or what is owed, changes.
    Money,
    /// The method is meant to do the same thing once or twice (PUT, DELETE).
    Idempotent,
    /// There is no rule for the type.
    UnknownType,
}

/// What to look at before a rerun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// What a rule of `config.json` says.
    Rule(String),
    /// The service called; its host, where it is known.
    Service(Option<String>),
    /// Payments and payment runs in Zuora.
    Payments,
    /// Invoices and bill runs in Zuora.
    Invoices,
    /// The records that the task works on.
    Records,
    /// Which rows are done.
    RowsDone,
    /// The recipients: has the message arrived?
    Recipients,
    /// The approver.
    Approver,
    /// The place that the files go to.
    Files,
    /// The other workflow's runs.
    OtherWorkflow,
    /// What the tasks after it have done.
    TasksAfter,
    /// The cause, before anything else.
    Cause,
    /// What a task of this type does.
    Type,
}

/// Whether a rerun repeats something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// The verdict.
    pub verdict: Verdict,
    /// How sure it is.
    pub certainty: Certainty,
    /// What a task of the type does.
    pub act: Act,
    /// Why, most telling first.
    pub reasons: Vec<Reason>,
    /// What to check before, most telling first.
    pub checks: Vec<Check>,
    /// The fields that it was read from.
    pub cited: Vec<Cited>,
}

impl Repeat {
    pub(super) fn of(evidence: &Evidence, cause: Option<&Cause>, rules: &[UserRule]) -> Self {
        let fitting = rules.iter().find_map(|rule| Some((rule, rule.applies(evidence)?)));
        if let Some((rule, cited)) = fitting {
            return Self::by_rule(evidence, rule, cited);
        }
        let (verdict, mut reasons) = judged(evidence, cause);
        let mut certainty = cause.map_or(Certainty::Likely, |cause| cause.certainty);
        // What the type alone decides is no better and no worse for its cause.
        let by_type = verdict == Verdict::NoEffectOutside && evidence.act.is_harmless();
        if matches!(verdict, Verdict::MayRepeat | Verdict::Unknown) {
            certainty = certainty.min(Certainty::Likely);
        } else if by_type {
            certainty = certainty.max(Certainty::Likely);
        }
        if !matches!(verdict, Verdict::NoEffectOutside | Verdict::WillFailAgain) {
            reasons.extend(weights(evidence));
        }
        let checks = checks(evidence, verdict, cause);
        Self {
            verdict,
            certainty,
            act: evidence.act,
            reasons,
            checks,
            cited: cited(evidence, cause),
        }
    }

    fn by_rule(evidence: &Evidence, rule: &UserRule, cited: Vec<Cited>) -> Self {
        let check = Check::Rule(rule.check.clone());
        Self {
            verdict: rule.verdict,
            certainty: Certainty::Certain,
            act: evidence.act,
            reasons: vec![Reason::Rule(rule.name.clone(), rule.reason.clone())],
            checks: (!rule.check.is_empty()).then_some(check).into_iter().collect(),
            cited,
        }
    }
}

fn checks(evidence: &Evidence, verdict: Verdict, cause: Option<&Cause>) -> Vec<Check> {
    match verdict {
        Verdict::NoEffectOutside if evidence.act.is_harmless() => Vec::new(),
        Verdict::NoEffectOutside | Verdict::WillFailAgain => vec![Check::Cause],
        Verdict::MayRepeat if evidence.act.is_harmless() => vec![Check::TasksAfter],
        Verdict::WouldRepeat | Verdict::MayRepeat | Verdict::Unknown => {
            let hidden = cause.is_some_and(|cause| cause.kind == Kind::Hidden);
            let first = checked(evidence);
            first.into_iter().chain(hidden.then_some(Check::Cause)).collect()
        }
    }
}

fn checked(evidence: &Evidence) -> Vec<Check> {
    let service = || Check::Service(evidence.request.host.as_ref().map(|host| host.value.clone()));
    match evidence.act {
        Act::Calls | Act::AsksService | Act::Orders => vec![service()],
        Act::Mails | Act::Notifies => vec![Check::Recipients],
        Act::Bills => vec![Check::Invoices],
        Act::Pays => vec![Check::Payments],
        Act::FansOut => vec![Check::RowsDone],
        Act::Creates | Act::Imports | Act::Changes | Act::Books | Act::Deletes => {
            vec![Check::Records]
        }
        Act::AsksPerson | Act::AsksInZuora => vec![Check::Approver],
        Act::HandsOver | Act::TakesAway => vec![Check::Files],
        Act::StartsWorkflow => vec![Check::OtherWorkflow],
        Act::Waits | Act::Reads | Act::Computes => Vec::new(),
        Act::Unknown | Act::Untyped => vec![Check::Type],
    }
}

fn cited(evidence: &Evidence, cause: Option<&Cause>) -> Vec<Cited> {
    let request = &evidence.request;
    let calls = matches!(evidence.act, Act::Calls | Act::AsksService | Act::Orders);
    let sent = [&request.method, &request.host, &request.money, &request.retries];
    let sent = sent.into_iter().filter(|_| calls).flatten().cloned();
    let typed = (!evidence.action_type.is_empty()).then(|| evidence.typed());
    let rows = evidence.rows.as_ref().map(|(_, cited)| cited.clone());
    let why = cause.map(|cause| cause.cited.clone()).unwrap_or_default();
    let all = typed.into_iter().chain(evidence.stated()).chain(sent).chain(rows).chain(why);
    let mut cited: Vec<Cited> = Vec::new();
    for one in all.chain(evidence.delivery.clone()) {
        if !cited.contains(&one) {
            cited.push(one);
        }
    }
    cited
}
