//! A decision in the making: what the dialog shows before the operator confirms.

use std::sync::Arc;

use super::Model;
use crate::api::rerun_task::rerun_path;
use crate::id::TaskId;
use crate::rerun::key::{Basis, IdempotencyKey};
use crate::rerun::stage::Stage;
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
    /// The key of this decision.
    pub key: IdempotencyKey,
}

impl Model {
    /// Makes the draft of a decision. `chance` is used only where the failed run has no time
    /// that could name it.
    #[must_use]
    pub fn draft(&self, salt: &str, tenancy: Tenancy, task: Arc<Task>, chance: u128) -> Draft {
        let basis = Basis::of(&task);
        let generation = self.generation(&tenancy, task.id, &basis);
        let path = rerun_path(task.id);
        let key = if basis.names_a_run() {
            IdempotencyKey::derive(salt, &tenancy, &path, &basis, generation)
        } else {
            IdempotencyKey::from_chance(chance)
        };
        Draft { tenancy, task, generation, key }
    }

    /// Zuora saves a refusal under its key; the next decision about the same run needs another.
    fn generation(&self, tenancy: &Tenancy, task: TaskId, basis: &Basis) -> u32 {
        let earlier = self.reruns.iter().filter(|rerun| {
            rerun.intent.tenancy.is_same_tenant(tenancy)
                && rerun.intent.task == task
                && rerun.intent.basis == *basis
                && !matches!(rerun.stage, Stage::NotSent(_))
        });
        earlier.map(|rerun| rerun.intent.generation + 1).max().unwrap_or(0)
    }
}
