//! The configurations that a history is played under: whose the tasks are, by which names, and
//! what changes while pages are open.

use reprise_domain::desk::guard::{Guard, Guards, KeysStanding};
use reprise_domain::id::TaskId;
use reprise_domain::rerun::Intent;
use reprise_domain::tenancy::{EnvironmentId, Tenancy, TenantPart};
use reprise_domain::time::UnixMillis;

/// A task of the second tenant has the same number outside; here it lies this far away.
const SITE: u64 = 1_000_000;

/// What `config.json` says, and how that changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Scene {
    /// One environment that names no tenant.
    #[default]
    Plain,
    /// Two environments stand for one tenant.
    TwoNames,
    /// The environment gets another name.
    Renamed,
    /// Its tenant is named only later.
    TenantAdded,
    /// Its entities are named only later.
    EntitiesAdded,
    /// It is to be armed first; operators disarm it, and leave the page alone.
    Armed,
    /// Two tenants whose tasks bear the same numbers.
    TwoTenants,
}

impl Scene {
    /// Whether the file changes while a history goes on.
    pub(crate) const fn changes(self) -> bool {
        matches!(self, Self::Renamed | Self::TenantAdded | Self::EntitiesAdded)
    }

    /// Names and tenants of the environments, before the change and after it.
    fn environments(self, is_changed: bool) -> Vec<(&'static str, Option<&'static str>)> {
        match self {
            Self::Plain => vec![("sandbox", None)],
            Self::TwoNames => vec![("sandbox", Some("na/1")), ("sandbox-2", Some("na/1"))],
            Self::Renamed if is_changed => vec![("renamed", Some("na/1"))],
            Self::TenantAdded if !is_changed => vec![("sandbox", None)],
            Self::TwoTenants => vec![("sandbox", Some("na/1")), ("other", Some("na/2"))],
            _ => vec![("sandbox", Some("na/1"))],
        }
    }

    /// The tenancies that an operator may choose from.
    pub(crate) fn tenancies(self, is_changed: bool) -> Vec<Tenancy> {
        let entity = (self == Self::EntitiesAdded && is_changed)
            .then(|| TenantPart::try_from("e-1".to_owned()).unwrap());
        let tenancy = |(name, _): (&str, _)| {
            let environment = EnvironmentId::try_from(name.to_owned()).unwrap();
            Tenancy { environment, entity: entity.clone(), orgs: Vec::new() }
        };
        self.environments(is_changed).into_iter().map(tenancy).collect()
    }

    /// What the file tells of guards, tenants and proofs: where every environment has one, the core
    /// may lean on keys, and knows how late a rerun was measured to show.
    pub(crate) fn guards(self, is_changed: bool, measured_ms: Option<i64>) -> Guards {
        let named = self.environments(is_changed);
        let id = |name: &str| EnvironmentId::try_from(name.to_owned()).unwrap();
        let guard = if self == Self::Armed { Guard::Armed } else { Guard::Free };
        let known = named.iter().map(|(name, _)| (id(name), guard)).collect();
        let tenant = |(name, tenant): &(&str, Option<&str>)| {
            Some((id(name), TenantPart::try_from((*tenant)?.to_owned()).unwrap()))
        };
        let proven = |lag_ms| KeysStanding::Proven { until: UnixMillis(i64::MAX), lag_ms };
        let standing = measured_ms.map_or(KeysStanding::Unproven, proven);
        let keys = named.iter().map(|(name, _)| (id(name), standing)).collect();
        let tenants = named.iter().filter_map(tenant).collect();
        Guards::of(known).standing_for(tenants).with_keys(keys)
    }

    /// Whether the file names the environment of a tenancy: to another nothing can be sent.
    pub(crate) fn knows(self, tenancy: &Tenancy, is_changed: bool) -> bool {
        let named = self.environments(is_changed);
        named.iter().any(|(name, _)| *name == tenancy.environment.as_str())
    }
}

/// How far the tasks of a tenancy lie from those of the first tenant.
pub(crate) fn site(tenancy: &Tenancy) -> u64 {
    if tenancy.environment.as_str() == "other" { SITE } else { 0 }
}

/// The task that a rerun is about, as Zuora holds it here.
pub(crate) fn task_in(intent: &Intent) -> u64 {
    site(&intent.tenancy) + intent.task.number()
}

/// The number under which the outside knows a task.
pub(crate) fn outside(task: u64) -> u64 {
    task % SITE
}

/// The same, as the core takes it.
pub(crate) fn outside_id(task: u64) -> TaskId {
    TaskId::new(outside(task))
}

/// Whether a task lies with a tenancy.
pub(crate) fn is_with(task: u64, tenancy: &Tenancy) -> bool {
    task - outside(task) == site(tenancy)
}
