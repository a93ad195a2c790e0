//! What the tenants hold at the start: the same for every run of the sandbox with one anchor.

mod action_types;
pub(crate) mod canary;
mod catalogue;
mod ending;
mod failures;
mod fan_out;
mod nightly;
mod oddities;
mod parameters;
mod payload;
pub(crate) mod payload_sizes;
pub(crate) mod published;
mod sentinel_tasks;
mod template;
mod templates;
pub(crate) mod workflow;

use crate::calendar::Day;
use crate::task::Task;
use crate::tenancy::ENTITIES;
use crate::world::World;

/// The worlds of both entities as they are at the anchor.
#[derive(Debug)]
pub(crate) struct Seed {
    worlds: Vec<World>,
}

impl Seed {
    pub(crate) fn grown(anchor: Day) -> Self {
        let worlds = (0..ENTITIES.len()).map(|entity| grow(anchor, Place::of(entity))).collect();
        Self { worlds }
    }

    pub(crate) fn world(&self, entity: usize) -> World {
        self.worlds.get(entity).cloned().unwrap_or_default()
    }
}

/// What differs between the entities: language, money, customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Us,
    De,
}

impl Place {
    fn of(entity: usize) -> Self {
        if entity == 0 { Self::Us } else { Self::De }
    }

    /// The wording that fits the place.
    pub(crate) fn says<'a>(self, us: &'a str, de: &'a str) -> &'a str {
        match self {
            Self::Us => us,
            Self::De => de,
        }
    }

    pub(crate) fn currency(self) -> &'static str {
        self.says("USD", "EUR")
    }

    /// Starts the stream of chance of one part of the seed.
    pub(crate) fn salt(self, part: u64) -> u64 {
        part * 2 + u64::from(self == Self::De)
    }
}

fn grow(anchor: Day, place: Place) -> World {
    let mut world = World::default();
    templates::plant(&mut world, place);
    published::plant(&mut world, place);
    payload_sizes::plant(&mut world, anchor, place);
    oddities::plant(&mut world, anchor, place);
    catalogue::plant(&mut world, anchor, place);
    sentinel_tasks::plant(&mut world, anchor, place);
    canary::plant(&mut world, anchor, place);
    fan_out::plant(&mut world, anchor, place);
    nightly::plant(&mut world, anchor, place);
    world
}

/// Puts a task into the world under its id.
fn put(world: &mut World, task: Task) {
    world.tasks.insert(task.id, task);
}
