//! One tenant: its entities and what it has used of its rate limit.

use crate::answer::Answer;
use crate::calendar::DAY_MS;
use crate::manners::Manners;
use crate::seed::Seed;
use crate::tenancy::ENTITIES;
use crate::way_in::TenantName;
use crate::world::World;
use http::HeaderValue;
use http::header::HeaderName;

#[derive(Debug)]
pub(crate) struct Tenant {
    pub(crate) name: TenantName,
    worlds: Vec<World>,
    day: i64,
    used_today: i64,
}

impl Tenant {
    pub(crate) fn seeded(name: TenantName, seed: &Seed, manners: Manners) -> Self {
        let grown = |entity| seed.world(entity).behaving(manners);
        let worlds = (0..ENTITIES.len()).map(grown).collect();
        Self { name, worlds, day: 0, used_today: 0 }
    }

    pub(crate) fn world(&mut self, entity: usize) -> Option<&mut World> {
        self.worlds.get_mut(entity)
    }

    /// How often the canary of each entity has called its counter by `now`.
    pub(crate) fn canary_calls(&mut self, now: i64, pace: f64) -> Vec<u64> {
        let calls = |world: &mut World| {
            world.advance(now, pace);
            world.canary_calls
        };
        self.worlds.iter_mut().map(calls).collect()
    }

    /// Counts one request against the day's quota.
    pub(crate) fn count(&mut self, now: i64) {
        let day = now.div_euclid(DAY_MS);
        if day != self.day {
            (self.day, self.used_today) = (day, 0);
        }
        self.used_today += 1;
    }

    /// Adds the three `RateLimit-*` headers: the day's window is the one nearest exhaustion.
    ///
    /// The numbers are those of a Developer Sandbox and of production. They are shown and never
    /// enforced, or a test suite would spend the day's quota. Source: Zuora developer guide, rate
    /// limits.
    pub(crate) fn add_rate_limit(&self, answer: &mut Answer, now: i64) {
        let (limit, daily) = match self.name {
            TenantName::Sandbox => ("50000, 12500;w=60, 25000;w=3600, 50000;w=86400", 50_000),
            TenantName::Rehearsal => {
                ("27000000, 50000;w=60, 2250000;w=3600, 27000000;w=86400", 27_000_000)
            }
        };
        let remaining = (daily - self.used_today).max(1);
        let reset_seconds = (DAY_MS - now.rem_euclid(DAY_MS)) / 1000;
        let headers = answer.headers_mut();
        headers.insert(HeaderName::from_static("ratelimit-limit"), HeaderValue::from_static(limit));
        headers
            .insert(HeaderName::from_static("ratelimit-remaining"), HeaderValue::from(remaining));
        headers
            .insert(HeaderName::from_static("ratelimit-reset"), HeaderValue::from(reset_seconds));
    }
}
