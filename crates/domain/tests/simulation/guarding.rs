//! What an operator does about configuration and guards: choose a tenancy, arm and disarm, leave
//! a page alone.

use reprise_domain::desk::Event;
use reprise_domain::desk::session::Lock;
use reprise_domain::id::TaskId;
use reprise_domain::tenancy::Tenancy;

use crate::scene::{Scene, is_with, outside_id};
use crate::world::{Happening, World};

impl World {
    /// A task to look at, and by which name of its tenant.
    pub(crate) fn choose(&mut self, tab: usize) -> (Tenancy, TaskId) {
        let seen = self.now - self.setting.nature.lag_ms.max(0);
        let tasks: Vec<_> = self.zuora.tasks_at(seen).collect();
        let task = self.chance.one_of(&tasks);
        let names = self.setting.scene.tenancies(self.tabs[tab].guard.is_changed);
        let fitting: Vec<_> = names.into_iter().filter(|own| is_with(task, own)).collect();
        (self.more.one_of(&fitting), outside_id(task))
    }

    /// The page reads the configuration again before a decision.
    pub(crate) fn read_configuration(&mut self, tab: usize) {
        let (scene, measured) = (self.setting.scene, self.setting.measured_ms());
        if self.now >= self.changes_at && !self.tabs[tab].guard.is_changed {
            self.tabs[tab].guard.is_changed = true;
            self.tell(tab, Event::Guarded(scene.guards(true, measured)));
        }
    }

    /// Arms a page, where that is needed.
    pub(crate) fn arm(&mut self, tab: usize) {
        if self.setting.scene == Scene::Armed {
            let own = self.setting.scene.tenancies(false).remove(0).environment;
            self.tabs[tab].guard.is_armed = true;
            self.tell(tab, Event::Armed(own));
        }
    }

    /// Whether the operator is busy with the guards of a page; then nothing else is done.
    pub(crate) fn is_guarding(&mut self, tab: usize) -> bool {
        if self.setting.scene != Scene::Armed {
            return false;
        }
        if self.tabs[tab].guard.is_locked {
            return true;
        }
        let own = self.setting.scene.tenancies(false).remove(0).environment;
        match self.more.below(100) {
            0..=7 => {
                self.tabs[tab].guard.is_armed = false;
                self.tell(tab, Event::Disarmed(own));
            }
            8..=11 => {
                (self.tabs[tab].guard.is_armed, self.tabs[tab].guard.is_locked) = (false, true);
                self.tell(tab, Event::Locked(Lock::Idle));
                let after = self.more.between(1000, 600_000);
                self.plan(after, Happening::Back(tab));
            }
            _ => {
                if !self.tabs[tab].guard.is_armed && self.more.mille(700) {
                    self.arm(tab);
                }
                return false;
            }
        }
        true
    }

    /// The operator is back at a page that was locked.
    pub(crate) fn back(&mut self, tab: usize) {
        self.tabs[tab].guard.is_locked = false;
        self.told(tab, Box::new(Event::Unlocked));
    }
}
