//! The tasks of a run, gathered page after page.

use std::collections::BTreeMap;

use super::member::Member;
use crate::api::list_tasks::TaskPage;
use crate::id::{RunId, TaskId};

/// Most tasks that are gathered of one run. Zuora tells no limit for the rows of an Iterate; a
/// page of more than this helps nobody.
pub const MOST: usize = 2_000;

/// How far the gathering has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Pages are still missing.
    #[default]
    Part,
    /// Zuora named no further page.
    Whole,
    /// There are more than [`MOST`].
    TooMany,
}

/// The tasks of one run in the order in which they started; those that have not started come
/// last. Equal starts stand by their numbers, so that the order is the same after each reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    list: Vec<Member>,
    places: BTreeMap<TaskId, usize>,
    /// How far it reaches.
    pub reach: Reach,
    /// Entries of the lists that are no task.
    pub unreadable: usize,
    /// Tasks of other runs, which were not asked for and are left out.
    pub strangers: usize,
    /// Size of the answers, in bytes.
    pub bytes: usize,
}

impl Members {
    /// Takes one page in. Of a task that came twice, because the list moved meanwhile, the later
    /// reading stays. `bytes` is the size of the answer.
    ///
    /// LIVE-UNVERIFIED(that `workflow_id` finds the tasks of a run by its number, as the example's
    /// numbers suggest; when it does not, every task is counted as a stranger here, and the page
    /// says so)
    pub fn take(&mut self, run: RunId, page: &TaskPage, bytes: usize) {
        for task in &page.tasks {
            if task.workflow_id.is_some_and(|own| own != run) || task.instance == Some(false) {
                self.strangers = self.strangers.saturating_add(1);
                continue;
            }
            let member = Member::of(task);
            let place = self.places.get(&task.id);
            if let Some(known) = place.and_then(|place| self.list.get_mut(*place)) {
                *known = member;
            } else {
                self.places.insert(task.id, self.list.len());
                self.list.push(member);
            }
        }
        self.unreadable = self.unreadable.saturating_add(page.unreadable);
        self.bytes = self.bytes.saturating_add(bytes);
        self.sort();
        let ends = !page.has_next || page.tasks.len() + page.unreadable == 0;
        self.reach = match self.reach {
            _ if ends => Reach::Whole,
            _ if self.list.len() >= MOST => Reach::TooMany,
            reach => reach,
        };
    }

    fn sort(&mut self) {
        self.list.sort_unstable_by_key(|member| (member.start.is_none(), member.start, member.id));
        // One by one: a map that is collected sorts once more, with code of its own.
        for (place, member) in self.list.iter().enumerate() {
            self.places.insert(member.id, place);
        }
    }

    /// The tasks in order.
    #[must_use]
    pub fn list(&self) -> &[Member] {
        &self.list
    }

    /// Where a task stands in the order, from 0.
    #[must_use]
    pub fn place_of(&self, task: TaskId) -> Option<usize> {
        self.places.get(&task).copied()
    }

    /// How many have failed.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.list.iter().filter(|member| member.has_failed()).count()
    }

    /// The next failed task after this one in the order.
    #[must_use]
    pub fn next_failed(&self, task: TaskId) -> Option<&Member> {
        let after = self.place_of(task)?.checked_add(1)?;
        self.list.get(after..)?.iter().find(|member| member.has_failed())
    }

    /// The last failed task before this one in the order.
    #[must_use]
    pub fn previous_failed(&self, task: TaskId) -> Option<&Member> {
        let before = self.list.get(..self.place_of(task)?)?;
        before.iter().rfind(|member| member.has_failed())
    }

    /// The tasks that follow this one directly, in their order.
    pub fn followers(&self, task: TaskId) -> impl Iterator<Item = &Member> {
        self.list.iter().filter(move |member| member.parent == Some(task))
    }

    /// Whether the task that a member follows failed: it stands on the failure branch.
    #[must_use]
    pub fn follows_failure(&self, member: &Member) -> bool {
        let parent = member.parent.and_then(|parent| self.list.get(self.place_of(parent)?));
        parent.is_some_and(Member::has_failed)
    }
}
