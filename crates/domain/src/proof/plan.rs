//! What the administrator states before a proof begins.

use crate::header::TrackId;
use crate::id::TaskId;
use crate::rerun::key::{Basis, IdempotencyKey};
use crate::task::{Task, TaskStatus};
use crate::tenancy::{Scope, Tenancy, TenantPart};

/// What the administrator states before a proof begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Whose canary.
    pub tenancy: Tenancy,
    /// Name of the Zuora tenant: the environment's `tenant`.
    pub tenant: TenantPart,
    /// Zuora's host.
    pub host: String,
    /// Path of the gateway: the environment's `api`.
    pub gateway: String,
    /// Names of the OAuth clients in use; the first is the one by which this page asks.
    pub clients: Vec<String>,
    /// Who makes the proof.
    pub person: String,
    /// The canary: a failed Callout task that calls a counter.
    pub canary: TaskId,
    /// How many reruns are followed to their end, from 1 to 20.
    pub rounds: i64,
    /// How long the counter is watched after a repeated request, in milliseconds.
    pub quiet_ms: i64,
    /// The deployment's salt.
    pub salt: String,
    /// From chance: keeps the keys of one proof apart from those of any other rerun.
    pub chance: u128,
}

/// Why a task cannot be the canary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCanary {
    /// It is no Callout: nothing would count its runs.
    NoCallout,
    /// It belongs to a workflow's setup and never ran.
    NoRun,
    /// It has not failed.
    NotFailed,
}

impl Plan {
    /// Whether a task can be the canary: a Callout of a run, and failed.
    ///
    /// # Errors
    ///
    /// [`NoCanary`] says what it is instead.
    pub fn takes(&self, task: &Task) -> Result<(), NoCanary> {
        if task.action_type.as_deref() != Some("Callout") {
            Err(NoCanary::NoCallout)
        } else if task.instance != Some(true) {
            Err(NoCanary::NoRun)
        } else if task.status == Some(TaskStatus::Error) {
            Ok(())
        } else {
            Err(NoCanary::NotFailed)
        }
    }

    /// The key of the nth decision of this proof: derived like every other, of version 8.
    pub(super) fn key(&self, path: &str, basis: &Basis, nth: u32) -> IdempotencyKey {
        let salt = format!("{} proof {:032x}", self.salt, self.chance);
        IdempotencyKey::derive(&salt, &Scope::Tenant(self.tenant.clone()), path, basis, nth)
    }

    /// The name of the nth transmission of this proof.
    pub(super) fn track(&self, nth: u64) -> TrackId {
        let bytes = self.chance.to_be_bytes();
        let seed = bytes.iter().fold(nth, |seed, byte| seed.rotate_left(7) ^ u64::from(*byte));
        TrackId::from_chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(nth))
    }
}
