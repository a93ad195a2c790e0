//! Which Zuora tenant an environment stands for, and reruns that were decided when it stood for
//! another one: nothing is sent and nothing is read for them, for it would reach the wrong tenant.

use super::Model;
use super::guard::Bar;
use crate::id::TaskId;
use crate::rerun::Rerun;
use crate::rerun::key::IdempotencyKey;
use crate::tenancy::{EnvironmentId, Tenancy};

impl Model {
    /// Whether the environment of a rerun stands for another Zuora tenant now than when it was
    /// decided. Never said of a decision that names none: then nobody can tell.
    #[must_use]
    pub fn has_moved(&self, rerun: &Rerun) -> bool {
        let intent = &rerun.intent;
        let environment = &intent.tenancy.environment;
        intent.tenant.is_some() && intent.tenant.as_ref() != self.guards.tenant(environment)
    }

    /// Whether a rerun is one of that task, and not of one of the same number that another Zuora
    /// tenant had here before.
    #[must_use]
    pub fn is_about(&self, rerun: &Rerun, tenancy: &Tenancy, task: TaskId) -> bool {
        let intent = &rerun.intent;
        intent.task == task && intent.tenancy.is_same_tenant(tenancy) && !self.has_moved(rerun)
    }

    /// Why nothing may be sent in an environment that changes something; `None` when it may.
    #[must_use]
    pub fn bar(&self, environment: &EnvironmentId) -> Option<Bar> {
        if let Some(bar) = self.page_bar() {
            return Some(bar);
        }
        let own = |rerun: &&Rerun| rerun.intent.tenancy.environment == *environment;
        let is_torn = self.open_reruns().filter(own).any(|rerun| self.has_moved(rerun));
        if is_torn { Some(Bar::OtherTenant) } else { self.guards.bar(environment) }
    }

    /// Why a rerun may not be sent; `None` when nothing stands against it here.
    #[must_use]
    pub fn bar_of(&self, rerun: &Rerun) -> Option<Bar> {
        if self.has_moved(rerun) {
            return Some(Bar::OtherTenant);
        }
        if let Some(bar) = self.page_bar() {
            return Some(bar);
        }
        // The others of its environment do not hold it up: it is asked again to be settled.
        self.guards.bar(&rerun.intent.tenancy.environment)
    }

    /// The same by its key.
    pub(super) fn is_elsewhere(&self, key: &IdempotencyKey) -> bool {
        self.rerun(key).is_some_and(|rerun| self.has_moved(rerun))
    }
}
