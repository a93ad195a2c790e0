//! Which Zuora tenant an environment stands for, and by which environment a rerun's task is reached:
//! nothing is sent and nothing is read where that would reach another tenant.

use super::Model;
use super::guard::Bar;
use crate::id::TaskId;
use crate::rerun::Rerun;
use crate::rerun::key::IdempotencyKey;
use crate::tenancy::{EnvironmentId, Scope, Tenancy};

impl Model {
    /// Whose tasks an environment shows.
    #[must_use]
    pub fn scope(&self, environment: &EnvironmentId) -> Scope {
        Scope::of(environment, self.guards.tenant(environment))
    }

    /// Where a rerun's task is reached now: in the environment it was decided in, or, where that is
    /// gone or stands for another tenant, in one that stands for the same. `None` when there is none.
    /// A decision that names no tenant stays with its environment: nobody can tell.
    #[must_use]
    pub fn way_to(&self, rerun: &Rerun) -> Option<Tenancy> {
        let intent = &rerun.intent;
        let own = &intent.tenancy.environment;
        let is_own = intent.tenant.is_none() || intent.tenant.as_ref() == self.guards.tenant(own);
        if is_own && self.guards.is_known(own) {
            return Some(intent.tenancy.clone());
        }
        let environment = self.guards.standing_in_for(intent.tenant.as_ref()?)?.clone();
        Some(Tenancy { environment, ..intent.tenancy.clone() })
    }

    /// Whether no environment leads to a rerun's tenant any more.
    #[must_use]
    pub fn has_moved(&self, rerun: &Rerun) -> bool {
        self.way_to(rerun).is_none()
    }

    /// Whether a rerun is one of that task, and not of one of the same number in another Zuora tenant.
    /// Entity and organisations make no difference: a task's number is the tenant's.
    ///
    /// LIVE-UNVERIFIED(that no two entities of a tenant have tasks of one number; API reference
    /// 2026-09-11 shows numbers that count across all; if they do, count the entity)
    #[must_use]
    pub fn is_about(&self, rerun: &Rerun, tenancy: &Tenancy, task: TaskId) -> bool {
        rerun.intent.task == task && self.is_in(rerun, &self.scope(&tenancy.environment))
    }

    /// Whether a rerun's task is one of those of that tenant, as it is reached now.
    #[must_use]
    pub(super) fn is_in(&self, rerun: &Rerun, scope: &Scope) -> bool {
        self.way_to(rerun).is_some_and(|way| self.scope(&way.environment) == *scope)
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
        // The others of its environment do not hold it up: it is asked again to be settled.
        match self.way_to(rerun) {
            Some(way) => self.page_bar().or_else(|| self.guards.bar(&way.environment)),
            None => Some(Bar::OtherTenant),
        }
    }

    /// Where the task of a key is reached now.
    pub(super) fn way(&self, key: &IdempotencyKey) -> Option<Tenancy> {
        self.way_to(self.rerun(key)?)
    }

    /// Whether no environment leads to the tenant of a key's rerun any more.
    pub(super) fn is_elsewhere(&self, key: &IdempotencyKey) -> bool {
        self.rerun(key).is_some_and(|rerun| self.has_moved(rerun))
    }
}
