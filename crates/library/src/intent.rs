//! A rerun as JavaScript sees it: one object, made anew whenever it is asked for.

use reprise_domain::desk::Model;
use reprise_domain::explain::choice::{
    FIND_NOT_RUN, FIND_RAN, SEND_ONCE_MORE, against, order_label, why_inert,
};
use reprise_domain::explain::rerun::rerun_notice;
use reprise_domain::explain::state::state_word;
use reprise_domain::journal::entry::Stamp;
use reprise_domain::rerun::policy::{Inert, Order};
use reprise_domain::rerun::verdict::Verdict;
use reprise_domain::rerun::window::Window;
use reprise_domain::rerun::{Attempt, Rerun};
use reprise_domain::time::UnixMillis;
use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::plain::{id, plain};
use reprise_browser::clock;
use reprise_browser::script::set;

/// What is known of a rerun. Moments are texts in UTC (ISO 8601).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "each is a member that JavaScript asks for")]
struct Snapshot {
    key: String,
    environment: String,
    action_type: Option<String>,
    reason: String,
    by: Option<String>,
    generation: u32,
    supersedes: Option<String>,
    decided_at: Option<String>,
    state: &'static str,
    tone: &'static str,
    word: &'static str,
    headline: String,
    detail: String,
    advice: String,
    is_settled: bool,
    is_followed: bool,
    is_over: bool,
    may_have_run: bool,
    is_replayed: bool,
    accepted_at: Option<String>,
    started_at: Option<String>,
    finished_at: Option<String>,
    finished_status: Option<String>,
    safe_until: Option<String>,
    attempts: Vec<Transmission>,
    choices: Vec<Choice>,
}

/// One transmission.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Transmission {
    track_id: String,
    sent_at: String,
    answered_at: Option<String>,
    verdict: Option<&'static str>,
    status: Option<u16>,
    request_id: Option<String>,
    is_replayed: bool,
}

/// Something that may be ordered about it, or could be if `why_not` did not stand against it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Choice {
    order: &'static str,
    label: &'static str,
    /// What it means to give it, where that is not plain.
    means: Option<&'static str>,
    why_not: Option<String>,
}

const ORDERS: [(Order, &str); 6] = [
    (Order::Check, "check"),
    (Order::Send, "askAgain"),
    (Order::SendOnceMore, "sendOnceMore"),
    (Order::LetBe, "letBe"),
    (Order::NotRun, "foundNotRun"),
    (Order::Ran, "foundRan"),
];

/// The object.
pub(crate) fn snapshot(model: &Model, rerun: &Rerun) -> JsValue {
    let intent = &rerun.intent;
    let notice = rerun_notice(rerun);
    let lamps = &rerun.lamps;
    let iso = |at: Option<UnixMillis>| at.map(UnixMillis::iso);
    let object = plain(&Snapshot {
        key: intent.key.to_string(),
        environment: intent.tenancy.environment.to_string(),
        action_type: intent.action_type.clone(),
        reason: intent.reason.clone(),
        by: intent.by.clone(),
        generation: intent.generation,
        supersedes: intent.supersedes.as_ref().map(ToString::to_string),
        decided_at: iso(rerun.decided_at()),
        state: rerun.stage.word(),
        tone: notice.tone.as_str(),
        word: state_word(rerun).2,
        headline: notice.headline,
        detail: notice.detail,
        advice: notice.advice,
        is_settled: rerun.stage.is_settled(),
        is_followed: model.is_followed(rerun),
        is_over: rerun.stage.is_terminal(),
        may_have_run: rerun.stage.may_have_run(),
        is_replayed: rerun.is_replayed(),
        accepted_at: iso(lamps.accepted_at),
        started_at: iso(lamps.started_at),
        finished_at: iso(lamps.finished.as_ref().map(|(at, _)| *at)),
        finished_status: lamps.finished.as_ref().map(|(_, status)| status.word().to_owned()),
        safe_until: iso(safe_until(rerun)),
        attempts: rerun.attempts.iter().map(sent).collect(),
        choices: choices(model, rerun),
    });
    set(&object, "task", &id(intent.task.number()));
    set(&object, "run", &intent.run.map_or(JsValue::NULL, |run| id(run.number())));
    object
}

/// Until when the same key may be sent, while it is in doubt whether the task ran.
fn safe_until(rerun: &Rerun) -> Option<UnixMillis> {
    let now = clock::now();
    match rerun.window(Stamp::wall(now)) {
        Window::Open(left) if rerun.is_unsettled() => Some(now.plus(left)),
        Window::Open(_) | Window::Over | Window::Untrusted => None,
    }
}

fn sent(attempt: &Attempt) -> Transmission {
    let answer = attempt.answer.as_ref();
    let verdict = |verdict: &Verdict| match verdict {
        Verdict::Accepted(_) => "accepted",
        Verdict::Unclear(_) => "unclear",
        Verdict::Limited { .. } => "limited",
        Verdict::Refused(_) => "refused",
        Verdict::NeverSent(_) => "never-sent",
    };
    Transmission {
        track_id: attempt.track.to_string(),
        sent_at: attempt.sent.wall.iso(),
        answered_at: answer.map(|(at, _)| at.wall.iso()),
        verdict: answer.map(|(_, answer)| verdict(&answer.verdict)),
        status: attempt.status(),
        request_id: attempt.request_id().map(str::to_owned),
        is_replayed: attempt.is_replay(),
    }
}

fn choices(model: &Model, rerun: &Rerun) -> Vec<Choice> {
    let of = |(order, name): &(Order, &'static str)| {
        let why_not = why_not(model, rerun, *order)?;
        let label = order_label(*order, &rerun.stage);
        let means = match order {
            Order::SendOnceMore => Some(SEND_ONCE_MORE),
            Order::NotRun => Some(FIND_NOT_RUN),
            Order::Ran => Some(FIND_RAN),
            Order::Check | Order::Send | Order::LetBe => None,
        };
        Some(Choice { order: name, label, means, why_not })
    };
    ORDERS.iter().filter_map(of).collect()
}

/// What stands against an order: nothing (`None` inside), a reason, or that there is nothing to do
/// with it at this stage (`None` outside).
#[expect(clippy::option_option, reason = "the two are told apart where it is called")]
pub(crate) fn why_not(model: &Model, rerun: &Rerun, order: Order) -> Option<Option<String>> {
    match rerun.may(order, Stamp::wall(clock::now())) {
        // In place of asking again, the order to send once more is given.
        Err(Inert::Beside | Inert::KeysUnproven) => None,
        Err(why) => Some(Some(why_inert(why, clock::in_words))),
        // It is being sent by the call that decided it.
        Ok(()) if rerun.press.is_some() => None,
        Ok(()) => Some(Some(against(model, rerun, order)).filter(|said| !said.is_empty())),
    }
}
