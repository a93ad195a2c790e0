//! The order in which differences are told.

use super::Task;
use crate::level::Entry;

/// Where a difference is told: at a child after, or behind it if it was removed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    behind: Option<usize>,
    order: usize,
}

/// What is to be compared of two containers, in the order of the one after; what was removed stands
/// behind what it followed. `partners` has of each child after the number of that before.
pub(super) fn in_order(old: &[Entry], new: &[Entry], partners: &[Option<usize>]) -> Vec<Task> {
    let mut tasks: Vec<(Place, Task)> = Vec::with_capacity(new.len());
    let mut places: Vec<Option<usize>> = vec![None; old.len()];
    for (number, (entry, partner)) in new.iter().zip(partners).enumerate() {
        let place = Place { behind: Some(number), order: 0 };
        if let Some(place) = partner.and_then(|partner| places.get_mut(partner)) {
            *place = Some(number);
        }
        let partner = partner.and_then(|partner| old.get(partner));
        let task = match partner {
            Some(partner) => Task::Both(partner.clone(), entry.clone()),
            None => Task::Added(entry.clone()),
        };
        tasks.push((place, task));
    }
    let mut behind = None;
    for (number, (entry, place)) in old.iter().zip(places).enumerate() {
        if place.is_some() {
            behind = place;
        } else {
            tasks.push((Place { behind, order: number + 1 }, Task::Removed(entry.clone())));
        }
    }
    tasks.sort_by_key(|(place, _)| *place);
    tasks.into_iter().map(|(_, task)| task).collect()
}
