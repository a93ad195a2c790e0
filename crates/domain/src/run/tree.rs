//! Which task follows which: the tasks of a run by their parents.

use super::members::Members;
use crate::id::TaskId;

/// What is odd about where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// The task that it follows is not among those that were read.
    NoSuchParent(TaskId),
    /// It follows itself, by way of others or not: a tree has no place for that.
    Loop(TaskId),
}

/// One task in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The task's place in [`Members`].
    pub place: usize,
    /// The task.
    pub id: TaskId,
    /// How many tasks stand above it, from 0.
    pub depth: u32,
    /// How far it is set in: only where a task is followed by several do they stand further in, so
    /// that a chain of tasks stays a list.
    pub indent: u32,
    /// How many follow it directly.
    pub followers: u32,
    /// How many follow it directly or later, all of which come right after it.
    pub below: u32,
    /// Its number among those that follow the same task, from 1.
    pub number: u32,
    /// How many follow the same task.
    pub among: u32,
    /// What is odd about its place.
    pub oddity: Option<Oddity>,
}

/// The tasks of a run, each right after the one that it follows. Followers of one task stand in
/// the order of [`Members`]. Every member is there exactly once.
#[must_use]
pub fn tree(members: &Members) -> Vec<Branch> {
    let list = members.list();
    let parents: Vec<Option<usize>> =
        list.iter().map(|member| members.place_of(member.parent?)).collect();
    let mut followers = vec![Vec::new(); list.len()];
    let mut roots = Vec::new();
    for (place, parent) in parents.iter().enumerate() {
        match parent.and_then(|parent| followers.get_mut(parent)) {
            Some(followers) => followers.push(place),
            None => roots.push(place),
        }
    }
    let mut growth =
        Growth { members, followers, seen: vec![false; list.len()], grown: Vec::new() };
    growth.grow(&roots);
    // What is not reached from a root hangs on a loop: it is cut where its first task stands.
    for place in 0..list.len() {
        if growth.seen.get(place) == Some(&false) {
            let cut = on_the_loop(place, &parents);
            growth.grow(&[cut]);
        }
    }
    number_tops(&mut growth.grown);
    growth.grown
}

/// Roots and cut loops stand side by side on top.
fn number_tops(grown: &mut [Branch]) {
    let tops = grown.iter().filter(|branch| branch.depth == 0).count();
    let among = u32::try_from(tops).unwrap_or(u32::MAX);
    for (number, top) in (1..).zip(grown.iter_mut().filter(|branch| branch.depth == 0)) {
        (top.number, top.among) = (number, among);
    }
}

/// The first task of the loop that a task hangs on, by following parents until one comes again.
fn on_the_loop(from: usize, parents: &[Option<usize>]) -> usize {
    let parent = |place: usize| parents.get(place).copied().flatten().unwrap_or(place);
    // As many steps as there are tasks surely end on the loop.
    let entered = (0..parents.len()).fold(from, |place, _| parent(place));
    let mut first = entered;
    let mut place = parent(entered);
    while place != entered {
        first = first.min(place);
        place = parent(place);
    }
    first
}

struct Growth<'a> {
    members: &'a Members,
    followers: Vec<Vec<usize>>,
    seen: Vec<bool>,
    grown: Vec<Branch>,
}

/// A task that is to be put into the tree.
#[derive(Clone, Copy)]
struct Next {
    place: usize,
    depth: u32,
    indent: u32,
    number: u32,
    among: u32,
}

impl Growth<'_> {
    /// Puts the roots and all that follows them into the tree. Not by recursion: a chain may be
    /// thousands of tasks long.
    fn grow(&mut self, roots: &[usize]) {
        let mut open: Vec<_> = siblings(roots, 0, 0).rev().collect();
        let mut path: Vec<usize> = Vec::new();
        while let Some(next) = open.pop() {
            if self.seen.get(next.place).copied().unwrap_or(true) {
                continue;
            }
            if let Some(seen) = self.seen.get_mut(next.place) {
                *seen = true;
            }
            self.close(&mut path, next.depth);
            path.push(self.grown.len());
            let own: Vec<usize> = self.unseen_followers(next.place);
            self.put(next, own.len());
            let indent = next.indent + u32::from(own.len() > 1);
            open.extend(siblings(&own, next.depth + 1, indent).rev());
        }
        self.close(&mut path, 0);
    }

    fn unseen_followers(&self, place: usize) -> Vec<usize> {
        let seen = |place: &usize| self.seen.get(*place).copied().unwrap_or(true);
        let followers = self.followers.get(place).into_iter().flatten().copied();
        followers.filter(|place| !seen(place)).collect()
    }

    /// Everything at this depth or deeper is complete: notes how many tasks came below it.
    fn close(&mut self, path: &mut Vec<usize>, depth: u32) {
        while path.len() > usize::try_from(depth).unwrap_or(usize::MAX) {
            let Some(at) = path.pop() else { return };
            let below = u32::try_from(self.grown.len() - at - 1).unwrap_or(u32::MAX);
            if let Some(branch) = self.grown.get_mut(at) {
                branch.below = below;
            }
        }
    }

    fn put(&mut self, next: Next, followers: usize) {
        let Some(member) = self.members.list().get(next.place) else { return };
        let odd = |parent: TaskId| match self.members.place_of(parent) {
            None => Oddity::NoSuchParent(parent),
            Some(_) => Oddity::Loop(parent),
        };
        let oddity = member.parent.filter(|_| next.depth == 0).map(odd);
        self.grown.push(Branch {
            place: next.place,
            id: member.id,
            depth: next.depth,
            indent: next.indent,
            followers: u32::try_from(followers).unwrap_or(u32::MAX),
            below: 0,
            number: next.number,
            among: next.among,
            oddity,
        });
    }
}

fn siblings(
    places: &[usize],
    depth: u32,
    indent: u32,
) -> impl DoubleEndedIterator<Item = Next> + ExactSizeIterator + use<'_> {
    let among = u32::try_from(places.len()).unwrap_or(u32::MAX);
    places.iter().enumerate().map(move |(before, place)| Next {
        place: *place,
        depth,
        indent,
        number: u32::try_from(before + 1).unwrap_or(u32::MAX),
        among,
    })
}
