//! What is said of stopping a run.

use super::fault::said;
use super::guard::why_barred;
use super::{Notice, Tone, one_line, sentences};
use crate::api::Silence;
use crate::api::fault::ApiFault;
use crate::desk::reading::Trouble;
use crate::run::TaskCounts;
use crate::run::stop::{Stop, StopStage, WhyNotStop};

/// Says why a run cannot be stopped now.
#[must_use]
pub fn why_not_stop(why: &WhyNotStop) -> String {
    match why {
        WhyNotStop::Unread => {
            "It is not known how this run stands now: read it again first.".into()
        }
        WhyNotStop::NotProcessing(Some(status)) => format!(
            "Only a run that is Processing can be stopped; this one is {}.",
            one_line(status).chars().take(40).collect::<String>()
        ),
        WhyNotStop::NotProcessing(None) => {
            "Only a run that is Processing can be stopped; Zuora gave no status for this one."
                .into()
        }
        WhyNotStop::Barred(bar) => why_barred(*bar).into(),
        WhyNotStop::OnItsWay => "An order to stop it is on its way.".into(),
        WhyNotStop::NotReadSince => {
            "An order to stop it was sent: read the run again before another one.".into()
        }
    }
}

/// What stopping a run does, one sentence each.
///
/// Source: Zuora API reference 2026-09-11, `PUT_StopWorkflowRun` and the statuses of runs and
/// tasks. LIVE-UNVERIFIED(what becomes of a task that runs at that moment; no document says so;
/// when known, say it flatly)
#[must_use]
pub fn what_a_stop_does(counts: Option<TaskCounts>) -> Vec<String> {
    let ended = counts.map_or(0, |counts| counts.success.saturating_add(counts.error));
    let done = match ended {
        0 => "What is done stays done: nothing that its tasks have changed is taken back.".into(),
        1 => {
            "What is done stays done: 1 task has ended, and nothing that it changed is taken back."
                .into()
        }
        ended => format!(
            "What is done stays done: {ended} tasks have ended, and nothing that they changed is taken back."
        ),
    };
    let running = counts.map_or(0, |counts| counts.processing);
    let mut told = vec![
        "The run ends here: its tasks that wait are stopped, and no further ones start.".to_owned(),
        done,
    ];
    if running > 0 {
        let (who, whose) =
            if running == 1 { ("1 task runs", "its") } else { ("Some tasks run", "their") };
        told.push(format!(
            "{who} at this moment and may still do {whose} work to the end; no document of Zuora says."
        ));
    }
    told.push("No document of Zuora says how a stopped run could go on.".into());
    told
}

/// What became of an order to stop a run.
#[must_use]
pub fn stop_notice(stop: &Stop) -> Notice {
    let run = stop.run;
    match &stop.stage {
        StopStage::Sent => Notice::new(
            Tone::Plain,
            &format!("Asking Zuora to stop run {run}…"),
            "The answer is awaited. This page does not send it a second time by itself.",
            "",
        ),
        StopStage::Taken => Notice::new(
            Tone::Plain,
            &format!("Zuora took the order to stop run {run}."),
            "No reading shows it yet.",
            "Read the run again.",
        ),
        StopStage::Refused(trouble) => Notice::new(
            Tone::Bad,
            &format!("Run {run} was not stopped."),
            &why(trouble),
            "Read the run again to see how it stands.",
        ),
        StopStage::Unsettled { why: trouble, read: None } => Notice::new(
            Tone::Unsettled,
            &format!("We do not know whether run {run} was stopped."),
            &sentences([&why(trouble), "The order may have arrived."]),
            "Read the run again: its status tells.",
        ),
        StopStage::Unsettled { read: Some(status), .. } => Notice::new(
            Tone::Unsettled,
            &format!("Run {run} was read since, and is {}.", one_line(status)),
            "The order to stop it has not arrived, or has not yet: an answer was never received.",
            "Wait a little and read the run again. If it goes on, you may stop it once more: a second order stops nothing that the first did not.",
        ),
        StopStage::Over(status) => over(run, status),
    }
}

fn over(run: crate::id::RunId, status: &str) -> Notice {
    let done = "What its tasks had done by then stays done.";
    match status {
        "Stopped" => Notice::new(Tone::Good, &format!("Run {run} is stopped."), done, ""),
        "Stopping" => Notice::new(Tone::Plain, &format!("Run {run} is stopping."), done, ""),
        "Finished" => Notice::new(
            Tone::Plain,
            &format!("Run {run} has finished."),
            "It ended before the order to stop it came, or by it; Zuora does not tell which.",
            "",
        ),
        status => Notice::new(
            Tone::Plain,
            &format!("Run {run} no longer goes on."),
            &format!("Its status is “{}”.", one_line(status)),
            "",
        ),
    }
}

/// Why an order came to nothing, or why it is not known what came of it.
fn why(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Silence(Silence::TimedOut) => "No answer came in time.".into(),
        Trouble::Silence(Silence::NoAnswer) => "The connection broke before an answer came.".into(),
        Trouble::Silence(Silence::Stale) => "An old answer came in place of a new one.".into(),
        Trouble::Silence(Silence::Withheld(why)) => why.clone(),
        Trouble::Fault { fault, request_id } => {
            let id = request_id.as_ref().map(|id| format!("Zuora's request id: {id}."));
            sentences([&words(fault), &said(fault), &id.unwrap_or_default()])
        }
    }
}

fn words(fault: &ApiFault) -> String {
    match fault {
        ApiFault::Unauthorised(_) => "The sign-in to Zuora is missing or has expired (401).".into(),
        ApiFault::Forbidden(_) => "Zuora does not let this user stop it (403).".into(),
        ApiFault::NotFound(_) => "Zuora knows no such run here (404).".into(),
        ApiFault::Limited { .. } => "Zuora asks to wait: too many requests (429).".into(),
        ApiFault::Invalid { status, .. } => format!("Zuora did not accept the order ({status})."),
        ApiFault::GatewayRefused { status: 403, .. } => "The gateway does not let you stop runs here: it is read-only there, or not for your groups (403). Nothing left it.".into(),
        ApiFault::GatewayRefused { status, .. } => {
            format!("The gateway turned the order away ({status}); nothing left it.")
        }
        ApiFault::NoGateway => "There is no gateway at this address.".into(),
        ApiFault::UnderWay(_) => "Zuora answered 409, which tells nothing of the order.".into(),
        ApiFault::Down { status, .. } => {
            format!("Zuora answered {status}, which tells nothing of the order.")
        }
        ApiFault::Declined(_) => "Zuora answered that it failed.".into(),
        ApiFault::GatewayLost { status, .. } => {
            format!("The gateway got no answer from Zuora ({status}).")
        }
        ApiFault::LeftBefore { .. } => "The gateway had passed this order on before.".into(),
        ApiFault::WebPage { status, .. } => {
            format!("A web page came instead of an answer ({status}).")
        }
        ApiFault::Redirected { .. } => {
            "The answer leads to another page: a sign-in, perhaps.".into()
        }
        ApiFault::Garbled { what, .. } => format!("The answer cannot be read: {}.", one_line(what)),
    }
}
