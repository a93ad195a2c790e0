//! What is said of reruns whose end this page learns from its journal, or cannot write down.

use super::{Effect, Model, announce};
use crate::explain::Notice;
use crate::explain::rerun::rerun_notice;
use crate::rerun::Rerun;
use crate::rerun::key::IdempotencyKey;

/// Reruns by their keys, with what was said of them.
pub(super) type Said = Vec<(IdempotencyKey, Notice)>;

impl Model {
    /// What is said now of each rerun that has not come to its end.
    pub(super) fn notices_of_open(&self) -> Said {
        let open = self.reruns.iter().filter(|rerun| !has_ended(rerun));
        open.map(|rerun| (rerun.intent.key.clone(), rerun_notice(rerun))).collect()
    }

    /// Says the end of those that have come to one since: what another tab has read and written
    /// down was announced there, to nobody who listens here.
    pub(super) fn say_ended(&self, open: &Said) -> Vec<Effect> {
        let ended = open.iter().filter_map(|(key, before)| {
            let rerun = self.rerun(key).filter(|rerun| has_ended(rerun))?;
            let now = rerun_notice(rerun);
            (now != *before).then(|| announce(&now, rerun.is_unsettled()))
        });
        ended.collect()
    }

    /// The journal does not answer, or cannot be used: what has happened is known all the same, and
    /// no card waits for it to be written.
    pub(super) fn take_all_waiting_facts(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        for rerun in &mut self.reruns {
            let before = rerun.stage.clone();
            rerun.take_waiting_facts();
            if rerun.stage != before {
                effects.push(announce(&rerun_notice(rerun), rerun.is_unsettled()));
            }
        }
        effects
    }
}

const fn has_ended(rerun: &Rerun) -> bool {
    rerun.stage.is_terminal() && (!rerun.is_followed() || rerun.closing.is_some())
}
