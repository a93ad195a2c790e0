//! Where anything may be sent that changes Zuora: never where the configuration says so, and in
//! production only for a while after the operator has armed it.

use super::{Effect, Model};
use crate::explain::guard::why_barred;
use crate::rerun::stage::{Stage, WhyNotSent};
use crate::tenancy::{EnvironmentId, TenantPart};
use crate::time::UnixMillis;

pub use crate::rerun::keys::KeysStanding;

/// How long production stays armed, in milliseconds.
pub const ARMED_FOR_MS: i64 = 15 * 60_000;

/// How an environment is guarded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Guard {
    /// Reruns and stops may be confirmed at any time.
    #[default]
    Free,
    /// It must be armed first.
    Armed,
    /// Nothing is ever sent that changes something.
    ReadOnly,
}

/// Why nothing may be sent now that changes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// It is not armed, or no longer.
    Disarmed,
    /// The configuration forbids it.
    ReadOnly,
    /// A rerun is open there that was decided when the environment stood for another Zuora tenant.
    OtherTenant,
    /// Zuora has refused it for want of a permission.
    NoPermission,
    /// Another application's service worker controls this page.
    ServiceWorker,
    /// `config.json` has changed since this page was loaded.
    OldConfig,
}

/// How the environments of this page are guarded, and which are armed. It lives as long as the
/// page: a reload disarms all.
#[derive(Clone, Debug, Default)]
pub struct Guards {
    known: Vec<(EnvironmentId, Guard)>,
    tenants: Vec<(EnvironmentId, TenantPart)>,
    keys: Vec<(EnvironmentId, KeysStanding)>,
    armed: Vec<(EnvironmentId, UnixMillis)>,
}

impl Guards {
    /// Of these environments; others are free.
    #[must_use]
    pub const fn of(known: Vec<(EnvironmentId, Guard)>) -> Self {
        Self { known, tenants: Vec::new(), keys: Vec::new(), armed: Vec::new() }
    }

    /// The same, with the Zuora tenants that the environments stand for.
    #[must_use]
    pub fn standing_for(self, tenants: Vec<(EnvironmentId, TenantPart)>) -> Self {
        Self { tenants, ..self }
    }

    /// The same, with what is proved of keys in the environments; of others, nothing is.
    #[must_use]
    pub fn with_keys(self, keys: Vec<(EnvironmentId, KeysStanding)>) -> Self {
        Self { keys, ..self }
    }

    /// Whether Zuora is known to honour keys in an environment.
    #[must_use]
    pub fn keys(&self, environment: &EnvironmentId) -> KeysStanding {
        let own = self.keys.iter().find(|(id, _)| id == environment);
        own.map_or_else(KeysStanding::default, |(_, standing)| *standing)
    }

    /// Whether the configuration has an environment; where it tells of none, it may have any.
    #[must_use]
    pub fn is_known(&self, environment: &EnvironmentId) -> bool {
        self.known.is_empty() || self.known.iter().any(|(id, _)| id == environment)
    }

    /// The environment that stands for a Zuora tenant, if one does.
    #[must_use]
    pub fn standing_in_for(&self, tenant: &TenantPart) -> Option<&EnvironmentId> {
        self.tenants.iter().find(|(_, own)| own == tenant).map(|(id, _)| id)
    }

    /// The Zuora tenant that an environment stands for, if the configuration tells.
    #[must_use]
    pub fn tenant(&self, environment: &EnvironmentId) -> Option<&TenantPart> {
        self.tenants.iter().find(|(id, _)| id == environment).map(|(_, tenant)| tenant)
    }

    /// How an environment is guarded.
    #[must_use]
    pub fn guard(&self, environment: &EnvironmentId) -> Guard {
        let own = self.known.iter().find(|(id, _)| id == environment);
        own.map_or(Guard::Free, |(_, guard)| *guard)
    }

    /// Until when an environment is armed, if it is.
    #[must_use]
    pub fn armed_until(&self, environment: &EnvironmentId) -> Option<UnixMillis> {
        let own = self.armed.iter().find(|(id, _)| id == environment);
        own.map(|(_, since)| since.plus(ARMED_FOR_MS))
    }

    /// Why nothing may be sent that changes something; `None` when it may.
    #[must_use]
    pub fn bar(&self, environment: &EnvironmentId) -> Option<Bar> {
        match self.guard(environment) {
            Guard::ReadOnly => Some(Bar::ReadOnly),
            Guard::Armed if self.armed_until(environment).is_none() => Some(Bar::Disarmed),
            Guard::Free | Guard::Armed => None,
        }
    }

    /// What was armed too long ago is no longer armed; neither is what a clock that was set back
    /// shows as armed in the future.
    pub(super) fn lapse(&mut self, now: UnixMillis) {
        self.armed.retain(|(_, since)| (0..ARMED_FOR_MS).contains(&now.since(*since)));
    }

    pub(super) fn disarm_all(&mut self) {
        self.armed.clear();
    }

    fn disarm(&mut self, environment: &EnvironmentId) {
        self.armed.retain(|(id, _)| id != environment);
    }
}

impl Model {
    /// The operator arms an environment, or arms it for longer.
    pub(super) fn arm(&mut self, environment: EnvironmentId, now: UnixMillis) -> Vec<Effect> {
        self.guards.disarm(&environment);
        if self.guards.guard(&environment) != Guard::Armed {
            return Vec::new();
        }
        self.guards.armed.push((environment, now));
        vec![Effect::LapseAt(now.plus(ARMED_FOR_MS))]
    }

    pub(super) fn disarm(&mut self, environment: &EnvironmentId, now: UnixMillis) -> Vec<Effect> {
        self.guards.disarm(environment);
        self.halt_guarded(now)
    }

    /// Stops what waits to be sent where nothing may be sent any more: a pause, a reading that must
    /// come before, a decision that is not written down.
    pub(super) fn halt_guarded(&mut self, now: UnixMillis) -> Vec<Effect> {
        let pressed = self.reruns.iter().filter(|rerun| rerun.press.is_some());
        let stopped =
            pressed.filter_map(|rerun| Some((rerun.intent.key.clone(), self.bar_of(rerun)?)));
        let stopped: Vec<_> = stopped.collect();
        let mut effects = Vec::new();
        for (key, bar) in stopped {
            effects.extend(self.drop_readings(&key));
            if let Some(rerun) = self.rerun_mut(&key) {
                (rerun.press, rerun.reading) = (None, false);
                if rerun.stage == Stage::Checking && !rerun.writing.is_under_way {
                    rerun.give_up(WhyNotSent::Withheld(why_barred(bar).to_owned()));
                }
            }
            effects.extend(self.report(&key, now));
        }
        effects
    }
}
