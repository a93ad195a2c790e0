//! What an operator decided, and each transmission of it.

use super::key::{Basis, IdempotencyKey};
use crate::header::TrackId;
use crate::id::{RunId, TaskId};
use crate::journal::entry::{Answer, Stamp, TabId};
use crate::tenancy::{Scope, Tenancy, TenantPart};

/// What an operator decided: everything that must not change between two transmissions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// Made once, for this decision.
    pub key: IdempotencyKey,
    /// Whose task.
    pub tenancy: Tenancy,
    /// The Zuora tenant that its environment stood for, if the configuration told.
    pub tenant: Option<TenantPart>,
    /// Which task.
    pub task: TaskId,
    /// The run it belongs to.
    pub run: Option<RunId>,
    /// The setup task that it was copied from.
    pub original_task: Option<TaskId>,
    /// What it does (`Callout`, `Billing::BillRun`, …).
    pub action_type: Option<String>,
    /// The state of the task that the operator saw and wants to be run again.
    pub basis: Basis,
    /// 0, and one more for each new decision about the same basis.
    pub generation: u32,
    /// The decision about the same task before this one, if one is known.
    pub supersedes: Option<IdempotencyKey>,
    /// Why, in the operator's words.
    pub reason: String,
    /// Who, if the host told.
    pub by: Option<String>,
}

impl Intent {
    /// The lock that it holds while it is open: one task of one tenant (rule R2). Entity and
    /// organisations are left out: whichever are chosen, it is the same task.
    #[must_use]
    pub fn lock(&self) -> String {
        let scope = self.scope();
        let (kind, name) = scope.parts();
        format!("{kind}|{name}|{}", self.task)
    }

    /// Whose tasks it is about.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope::of(&self.tenancy.environment, self.tenant.as_ref())
    }
}

/// One transmission of an intent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Its name in Zuora's logs.
    pub track: TrackId,
    /// The page that sent it.
    pub tab: TabId,
    /// When it was handed to the network.
    pub sent: Stamp,
    /// What came of it, and when; `None` while nothing is known.
    pub answer: Option<(Stamp, Answer)>,
}

impl Attempt {
    /// HTTP status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.answer.as_ref()?.1.status
    }

    /// Zuora's name for the request, if the answer had one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.answer.as_ref()?.1.request_id.as_ref().map(crate::header::HeaderText::as_str)
    }

    /// Whether the answer is a saved one.
    #[must_use]
    pub fn is_replay(&self) -> bool {
        self.answer.as_ref().is_some_and(|(_, answer)| answer.replayed)
    }
}
