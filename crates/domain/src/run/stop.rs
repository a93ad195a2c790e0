//! Stopping a run: when it is offered, and what an answer proves.

use super::Run;
use crate::api::envelope::is_refusal_of_zuora;
use crate::api::fault::ApiFault;
use crate::api::{Outcome, Silence};
use crate::desk::guard::Bar;
use crate::desk::reading::Trouble;
use crate::id::RunId;
use crate::payload::Json;
use crate::tenancy::Tenancy;
use crate::time::UnixMillis;

/// One order to stop a run, as far as it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Whose run.
    pub tenancy: Tenancy,
    /// Which run.
    pub run: RunId,
    /// How it stands.
    pub stage: StopStage,
    /// Since when.
    pub since: UnixMillis,
}

/// How an order to stop a run stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StopStage {
    /// It is on its way; no answer yet.
    Sent,
    /// Zuora took it; no reading shows it yet.
    Taken,
    /// Nothing was stopped, for sure.
    Refused(Trouble),
    /// It is not known whether it arrived. `read` is what a reading showed since, if one came: the
    /// run's status.
    Unsettled {
        /// Why it is not known.
        why: Trouble,
        /// The status that a later reading showed.
        read: Option<String>,
    },
    /// A reading after it shows that the run is stopped, is stopping, or has ended by itself.
    Over(String),
}

/// What the answer to a stop proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StopVerdict {
    /// Zuora took it.
    Taken,
    /// Nothing was stopped.
    Refused(Trouble),
    /// It may have been stopped, or may be yet.
    Unknown(Trouble),
}

/// Why a run cannot be stopped now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNotStop {
    /// It is not read yet, or the last reading failed: what is shown may be long past.
    Unread,
    /// Only a run that is Processing can be stopped; this one has that status, or none.
    NotProcessing(Option<String>),
    /// An order to stop it has no answer yet, or was taken and no reading shows it yet.
    OnItsWay,
    /// Zuora may have taken an order, and the run was not read since.
    NotReadSince,
    /// The environment may only be read.
    Barred(Bar),
}

/// Whether a run may be stopped; `is_fresh`: whether the last reading of it succeeded.
///
/// # Errors
///
/// [`WhyNotStop`].
///
/// Source: Zuora workflow basic concepts (docs.zuora.com, 2026-02): a run can be stopped while its
/// status is Processing.
pub fn may_stop(
    run: Option<&Run>,
    stop: Option<&StopStage>,
    is_fresh: bool,
) -> Result<(), WhyNotStop> {
    match stop {
        Some(StopStage::Sent | StopStage::Taken) => return Err(WhyNotStop::OnItsWay),
        Some(StopStage::Unsettled { read: None, .. }) => return Err(WhyNotStop::NotReadSince),
        _ => {}
    }
    let run = run.filter(|_| is_fresh).ok_or(WhyNotStop::Unread)?;
    match run.status.as_deref() {
        Some("Processing") => Ok(()),
        _ => Err(WhyNotStop::NotProcessing(run.status.clone())),
    }
}

/// Reads the answer to a stop.
///
/// A second order stops nothing more than the first, so that a doubt is no danger: it is settled
/// by reading the run, never by sending again unasked.
///
/// Source: Zuora API reference 2026-09-11, `PUT_StopWorkflowRun`: 200 with `success`, 404.
/// LIVE-UNVERIFIED(what a run that is not Processing answers; Zuora's own 4xx is read as "nothing
/// stopped")
#[must_use]
pub fn stop_verdict(outcome: &Outcome) -> StopVerdict {
    match Trouble::or(outcome, crate::api::stop_run::read_stop) {
        Ok(()) => StopVerdict::Taken,
        Err(trouble) if is_proof(&trouble, outcome) => StopVerdict::Refused(trouble),
        Err(trouble) => StopVerdict::Unknown(trouble),
    }
}

/// Whether the trouble proves that nothing was stopped: nothing left, or Zuora said no itself.
fn is_proof(trouble: &Trouble, outcome: &Outcome) -> bool {
    match (trouble, outcome) {
        (Trouble::Silence(silence), _) => matches!(silence, Silence::Withheld(_)),
        (Trouble::Fault { fault: ApiFault::GatewayRefused { .. }, .. }, _) => true,
        (_, Ok(reply)) => {
            is_refusal_of_zuora(reply, Json::parse_received(&reply.body).ok().as_ref())
        }
        (_, Err(_)) => false,
    }
}

impl Stop {
    /// Takes a reading that was asked for after the answer, or after it failed to come. A run that
    /// is stopping has not ended yet: what comes of it is taken as well.
    pub fn read(&mut self, run: &Run, now: UnixMillis) {
        let status = run.status.clone().unwrap_or_default();
        let goes_on = matches!(status.as_str(), "Processing" | "Queued");
        match &mut self.stage {
            StopStage::Taken | StopStage::Unsettled { .. } if !goes_on => {
                (self.stage, self.since) = (StopStage::Over(status), now);
            }
            StopStage::Unsettled { read, .. } => *read = Some(status),
            StopStage::Over(before) if *before == "Stopping" && !goes_on && *before != status => {
                (self.stage, self.since) = (StopStage::Over(status), now);
            }
            _ => {}
        }
    }
}
