//! The desk's part in stopping a run: sent once for each word of the operator, settled by reading.

use super::gathering::RunQuestion;
use super::guard::Bar;
use super::permission::Write;
use super::reading::Trouble;
use super::{Effect, Model, Purpose, announce};
use crate::api::Outcome;
use crate::api::stop_run::stop_run;
use crate::explain::stop::stop_notice;
use crate::run::stop::{Stop, StopStage, StopVerdict, WhyNotStop, may_stop, stop_verdict};
use crate::time::UnixMillis;

impl Model {
    /// The latest order to stop that run from this page.
    #[must_use]
    pub fn stop_of(&self, (tenancy, run): &RunQuestion) -> Option<&Stop> {
        self.stops.iter().rev().find(|stop| stop.run == *run && stop.tenancy == *tenancy)
    }

    /// Why a run may not be stopped now; `None` when it may.
    #[must_use]
    pub fn why_not_stop(&self, question: &RunQuestion) -> Option<WhyNotStop> {
        if let Some(bar) = self.bar(&question.0.environment) {
            return Some(WhyNotStop::Barred(bar));
        }
        if self.is_forbidden(&question.0, Write::Stop) {
            return Some(WhyNotStop::Barred(Bar::NoPermission));
        }
        let run = self.run.of(question).map(|(run, _)| run);
        let is_fresh = self.run.trouble_with(question).is_none();
        let stop = self.stop_of(question).map(|stop| &stop.stage);
        may_stop(run, stop, is_fresh).err()
    }

    /// The operator confirmed that a run be stopped. It is sent once, and never again by itself.
    pub(super) fn stop_confirmed(&mut self, question: RunQuestion, now: UnixMillis) -> Vec<Effect> {
        if self.why_not_stop(&question).is_some() {
            return Vec::new();
        }
        let (tenancy, run) = question.clone();
        self.stops.retain(|stop| stop.run != run || stop.tenancy != tenancy);
        let stop = Stop { tenancy: tenancy.clone(), run, stage: StopStage::Sent, since: now };
        let said = announce(&stop_notice(&stop), false);
        self.stops.push(stop);
        let (_, fetch) = self.fetch(&tenancy, stop_run(run), Purpose::Stop(Box::new(question)));
        vec![fetch, said]
    }

    /// The order was answered, or was not: a reading tells what came of it.
    pub(super) fn stop_answered(
        &mut self,
        question: RunQuestion,
        outcome: &Outcome,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let stage = match stop_verdict(outcome) {
            StopVerdict::Taken => StopStage::Taken,
            StopVerdict::Refused(trouble) => StopStage::Refused(trouble),
            StopVerdict::Unknown(why) => StopStage::Unsettled { why, read: None },
        };
        let refusal = match &stage {
            StopStage::Refused(Trouble::Fault { fault, .. }) => Some(fault),
            _ => None,
        };
        self.heed_permission(&question.0, Write::Stop, refusal);
        let Some(stop) = self.stop_mut(&question) else {
            return Vec::new();
        };
        (stop.stage, stop.since) = (stage, now);
        let urgent = matches!(stop.stage, StopStage::Unsettled { .. });
        let mut effects = vec![announce(&stop_notice(stop), urgent)];
        // Whoever looks at another run by now is not led away: that page reads when it is opened.
        if self.run.question() == Some(&question) {
            effects.extend(self.ask_run(question));
        }
        effects
    }

    /// A reading of the run came: it may settle an order to stop it, and says so then.
    pub(super) fn read_after_stop(
        &mut self,
        question: &RunQuestion,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let run = self.run.of(question).map(|(run, _)| run.clone());
        let Some((run, stop)) = run.zip(self.stop_mut(question)) else {
            return Vec::new();
        };
        let before = stop.stage.clone();
        stop.read(&run, now);
        let urgent = matches!(stop.stage, StopStage::Unsettled { .. });
        let has_changed = stop.stage != before;
        has_changed.then(|| announce(&stop_notice(stop), urgent)).into_iter().collect()
    }

    fn stop_mut(&mut self, (tenancy, run): &RunQuestion) -> Option<&mut Stop> {
        self.stops.iter_mut().find(|stop| stop.run == *run && stop.tenancy == *tenancy)
    }
}
