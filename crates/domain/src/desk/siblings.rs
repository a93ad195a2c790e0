//! The desk's part in newer instances of a task (rule R15): before something is concluded from the
//! task's own reading, the tasks of its run are read.

use super::asking::Purpose;
use super::reading::Trouble;
use super::{Effect, Model};
use crate::api::fault::ApiFault;
use crate::api::list_tasks::read_task_page;
use crate::api::{ApiReply, Outcome};
use crate::journal::entry::{Closing, Entry, Newer, Seen, Stamp, What, Word};
use crate::rerun::follow::Follow;
use crate::rerun::key::IdempotencyKey;
use crate::rerun::rules::Rule;
use crate::rerun::siblings::{Look, Siblings};
use crate::rerun::stage::{Stage, WhyNotSent};
use crate::time::UnixMillis;

/// What comes after the tasks of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// The reading before a transmission.
    Send,
    /// The one before "it did not run" is written down, and whether the operator had been told that a
    /// newer instance cannot be ruled out.
    Find(Word, bool),
    /// One for evidence.
    Check,
}

/// A reading of a run's tasks for a rerun, when its latest page was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Around {
    pub(super) key: IdempotencyKey,
    pub(super) asked: UnixMillis,
    then: Then,
    look: Look,
}

impl Around {
    /// Whether a transmission comes next.
    pub(super) const fn is_for_sending(&self) -> bool {
        matches!(self.then, Then::Send)
    }
}

impl Model {
    /// Reads the tasks of a rerun's run, where it names one, and goes on to what comes after.
    pub(super) fn look_around(
        &mut self,
        key: &IdempotencyKey,
        then: Then,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let looks = self.rules.hold(Rule::Siblings);
        let named = self.rerun(key).and_then(crate::rerun::Rerun::names_siblings);
        if !looks || named.is_none() {
            return self.looked_around(key, then, now);
        }
        let look = Look::default();
        self.ask_around(Around { key: key.clone(), asked: now, then, look })
    }

    fn ask_around(&mut self, around: Around) -> Vec<Effect> {
        let way = self.way(&around.key);
        let Some(rerun) = self.rerun_mut(&around.key) else {
            return Vec::new();
        };
        rerun.reading = true;
        let Some((tenancy, run)) = way.zip(rerun.names_siblings()) else {
            return Vec::new();
        };
        let request = around.look.request(run, &rerun.intent);
        vec![self.fetch(&tenancy, request, Purpose::Siblings(Box::new(around))).1]
    }

    /// A page of the run's tasks came, or did not.
    pub(super) fn siblings_read(
        &mut self,
        mut around: Around,
        outcome: &Outcome,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let at = Stamp::of(outcome, now);
        let key = around.key.clone();
        let Some(rerun) = self.rerun_mut(&key) else {
            return Vec::new();
        };
        rerun.reading = false;
        let read = |reply: &ApiReply| Ok((read_task_page(reply)?, reply.body.len()));
        match Trouble::or(outcome, read) {
            Ok((page, bytes)) => {
                rerun.trouble = None;
                if around.look.take(&rerun.intent, &page, bytes) {
                    return self.ask_around(Around { asked: now, ..around });
                }
                let siblings = around.look.tells(&rerun.intent);
                rerun.has_looked(siblings.clone());
                if let Siblings::Newer(seen) = siblings {
                    return self.has_newer(&key, seen, &around.then, at, now);
                }
            }
            Err(trouble) => {
                if !rerun.could_not_look(is_refused(&trouble)) {
                    rerun.trouble = Some(trouble);
                    return self.could_not_look(&key, &around.then, now);
                }
            }
        }
        self.looked_around(&key, around.then, now)
    }

    /// Nothing newer was found: goes on to the task's own reading.
    fn looked_around(&mut self, key: &IdempotencyKey, then: Then, now: UnixMillis) -> Vec<Effect> {
        let is_unknown = self.rerun(key).is_some_and(crate::rerun::Rerun::may_have_sibling);
        match then {
            Then::Send => self.read_to_send(key, now),
            Then::Find(_, was_told) if is_unknown && !was_told => self.report(key, now),
            Then::Find(word, _) => {
                let newer = if is_unknown { Newer::Unknown } else { Newer::RuledOut };
                self.read_to_find(key, Word { newer: Some(newer), ..word }, now)
            }
            Then::Check => self.check(key, now),
        }
    }

    fn could_not_look(
        &mut self,
        key: &IdempotencyKey,
        then: &Then,
        now: UnixMillis,
    ) -> Vec<Effect> {
        match then {
            Then::Send => self.unread(key, now),
            Then::Find(..) => self.report(key, now),
            Then::Check => self.check(key, now),
        }
    }

    /// The task has run since, under a number of its own: that is written down where something was sent
    /// that may have run it, and nothing more is sent.
    fn has_newer(
        &mut self,
        key: &IdempotencyKey,
        seen: Seen,
        then: &Then,
        at: Stamp,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let Some(rerun) = self.rerun_mut(key) else {
            return Vec::new();
        };
        rerun.press = None;
        rerun.follow = Follow::default();
        if *then == Then::Send && rerun.stage == Stage::Checking {
            rerun.give_up(WhyNotSent::Changed);
        }
        if !rerun.attempts.is_empty() {
            return self.record(key, Entry { at, what: What::Read(seen) }, now);
        }
        if rerun.may_let_be() {
            return self.close(key, Closing::NotSent(WhyNotSent::Changed), at, now);
        }
        self.report(key, now)
    }
}

/// Whether Zuora does not give the tasks of the run to this user, or does not know how they are asked
/// for: to ask once more would not help.
const fn is_refused(trouble: &Trouble) -> bool {
    matches!(
        trouble,
        Trouble::Fault {
            fault: ApiFault::Forbidden(_) | ApiFault::NotFound(_) | ApiFault::Invalid { .. },
            ..
        }
    )
}
