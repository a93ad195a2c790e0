//! A decision in the making: what the dialog shows before the operator confirms.

use std::sync::Arc;

use super::Model;
use crate::api::rerun_task::rerun_path;
use crate::id::TaskId;
use crate::rerun::key::{Basis, IdempotencyKey};
use crate::rerun::rules::Rule;
use crate::task::Task;
use crate::tenancy::Tenancy;

/// What the dialog shows before the operator confirms: nothing has been sent for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Whose task.
    pub tenancy: Tenancy,
    /// The task as the operator sees it.
    pub task: Arc<Task>,
    /// 0, and one more for each earlier decision about the same failed run.
    pub generation: u32,
    /// The decision about the same task before this one, if one is known.
    pub supersedes: Option<IdempotencyKey>,
    /// The key of this decision.
    pub key: IdempotencyKey,
}

impl Model {
    /// Makes the draft of a decision.
    #[must_use]
    pub fn draft(&self, salt: &str, tenancy: Tenancy, task: Arc<Task>) -> Draft {
        let basis = Basis::of(&task);
        let generation = self.generation(&tenancy, task.id, &basis);
        let path = rerun_path(task.id);
        let scope = self.scope(&tenancy.environment);
        let key = IdempotencyKey::derive(salt, &scope, &path, &basis, generation);
        let supersedes = self.rerun_of(&tenancy, task.id).map(|rerun| rerun.intent.key.clone());
        let supersedes = supersedes.filter(|earlier| *earlier != key);
        Draft { tenancy, task, generation, supersedes, key }
    }

    /// Whether a draft has the generation that a decision would get now (rule R8). One that was
    /// made while an earlier decision was open counts that one as run; when nothing came of it,
    /// its key is the one to use.
    pub(super) fn is_due(&self, draft: &Draft) -> bool {
        let now = self.generation(&draft.tenancy, draft.task.id, &Basis::of(&draft.task));
        draft.generation == now || !self.rules.hold(Rule::Generations)
    }

    /// Which decision about this run it is (rule R8). Where nothing ran and Zuora saved nothing,
    /// the key is used on; another refusal is saved under its key, and what did not run at all was
    /// found so by an operator: the next decision needs another.
    fn generation(&self, tenancy: &Tenancy, task: TaskId, basis: &Basis) -> u32 {
        let earlier = self.reruns_of(tenancy, task).filter(|rerun| rerun.intent.basis == *basis);
        let next = earlier.map(|rerun| {
            let is_kept = rerun.keeps_its_key() && self.rules.hold(Rule::Generations);
            // A journal made elsewhere may hold the last number there is.
            rerun.intent.generation.saturating_add(u32::from(!is_kept))
        });
        next.max().unwrap_or(0)
    }
}
