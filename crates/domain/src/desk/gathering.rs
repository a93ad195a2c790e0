//! The tasks of a run, page after page: what is known, what is being read, what failed.

use std::sync::Arc;

use super::reading::Trouble;
use super::{Effect, Model, Purpose, Ticket};
use crate::api::list_tasks::{list_tasks, read_task_page};
use crate::api::{ApiReply, Outcome};
use crate::id::RunId;
use crate::run::TaskCounts;
use crate::run::members::{Members, Reach};
use crate::run::stride::Stride;
use crate::tenancy::Tenancy;
use crate::time::UnixMillis;

/// Which run's tasks, and whose.
pub type RunQuestion = (Tenancy, RunId);

/// Size of all answers up to which the tasks of a run that goes on are read again by themselves,
/// in bytes. Beyond it, only when asked.
const LIGHT: usize = 4_000_000;

/// Where the gathering stands.
#[derive(Clone, Debug, Default)]
pub struct Gathering {
    question: Option<RunQuestion>,
    ticket: Option<Ticket>,
    stride: Stride,
    counts: Option<TaskCounts>,
    fresh: Arc<Members>,
    known: Option<(Arc<Members>, UnixMillis)>,
    trouble: Option<(Trouble, UnixMillis)>,
    was_halted: bool,
}

impl Gathering {
    /// The tasks of a run as far as they are known: the last complete reading, else what has come
    /// of the first one. And since when, once reading has ended.
    #[must_use]
    pub fn of(&self, question: &RunQuestion) -> Option<(Arc<Members>, Option<UnixMillis>)> {
        if self.question.as_ref() != Some(question) {
            return None;
        }
        match &self.known {
            Some((members, at)) => Some((Arc::clone(members), Some(*at))),
            None if self.fresh.bytes == 0 => None,
            None => Some((Arc::clone(&self.fresh), None)),
        }
    }

    /// How many tasks have come, while more are being read.
    #[must_use]
    pub fn progress(&self, question: &RunQuestion) -> Option<usize> {
        let reads = self.ticket.is_some() && self.question.as_ref() == Some(question);
        reads.then(|| self.fresh.list().len())
    }

    /// Why reading stopped on the way, and when.
    #[must_use]
    pub fn trouble_with(&self, question: &RunQuestion) -> Option<&(Trouble, UnixMillis)> {
        self.trouble.as_ref().filter(|_| self.question.as_ref() == Some(question))
    }

    /// Whether the operator ended the last reading.
    #[must_use]
    pub fn was_halted(&self, question: &RunQuestion) -> bool {
        self.was_halted && self.question.as_ref() == Some(question)
    }

    /// Whether the run's counts are others than when its tasks were read.
    #[must_use]
    pub fn is_behind(&self, question: &RunQuestion, counts: Option<TaskCounts>) -> bool {
        let asked = self.question.as_ref() == Some(question) && self.known.is_some();
        asked && self.counts != counts
    }

    const fn is_idle(&self) -> bool {
        self.ticket.is_none()
    }

    fn begin(&mut self, question: RunQuestion, counts: Option<TaskCounts>) -> Option<Ticket> {
        if self.question.as_ref() != Some(&question) {
            self.known = None;
        }
        self.question = Some(question);
        self.stride = Stride::default();
        self.fresh = Arc::default();
        (self.counts, self.trouble, self.was_halted) = (counts, None, false);
        self.ticket.take()
    }

    /// What has come takes the place of what was known, unless that tells more.
    fn keep(&mut self, now: UnixMillis) {
        let fresh = std::mem::take(&mut self.fresh);
        let tells = fresh.reach != Reach::Part || self.known.is_none();
        if tells && fresh.bytes > 0 {
            self.known = Some((fresh, now));
        }
    }
}

impl Model {
    /// Reads the tasks of a run from the first page on.
    pub(super) fn gather(&mut self, question: RunQuestion) -> Vec<Effect> {
        let counts = self.run.of(&question).and_then(|(run, _)| run.tasks);
        let superseded = self.gathering.begin(question, counts);
        let mut effects: Vec<_> = superseded.map(Effect::Abort).into_iter().collect();
        effects.extend(self.gather_next());
        effects
    }

    fn gather_next(&mut self) -> Option<Effect> {
        let (tenancy, run) = self.gathering.question.clone()?;
        let request = list_tasks(&self.gathering.stride.query(run));
        let (ticket, fetch) = self.fetch(&tenancy, request, Purpose::RunTasks);
        self.gathering.ticket = Some(ticket);
        Some(fetch)
    }

    /// Takes one page.
    pub(super) fn gathered(
        &mut self,
        ticket: Ticket,
        outcome: &Outcome,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let gathering = &mut self.gathering;
        let Some((_, run)) =
            gathering.question.clone().filter(|_| gathering.ticket == Some(ticket))
        else {
            return Vec::new();
        };
        gathering.ticket = None;
        let read = |reply: &ApiReply| Ok((read_task_page(reply)?, reply.body.len()));
        match Trouble::or(outcome, read) {
            Err(trouble) => {
                gathering.trouble = Some((trouble, now));
                gathering.keep(now);
                Vec::new()
            }
            Ok((page, bytes)) => {
                let fresh = Arc::make_mut(&mut gathering.fresh);
                fresh.take(run, &page, bytes);
                if fresh.reach == Reach::Part {
                    gathering.stride = gathering.stride.next(fresh.bytes, fresh.list().len());
                    return self.gather_next().into_iter().collect();
                }
                gathering.keep(now);
                Vec::new()
            }
        }
    }

    /// Nobody waits for the tasks any more, or the operator has seen enough.
    pub(super) fn halt_gathering(&mut self, by_hand: bool, now: UnixMillis) -> Vec<Effect> {
        let Some(ticket) = self.gathering.ticket.take() else {
            return Vec::new();
        };
        self.under_way.retain(|own| own.ticket != ticket);
        self.gathering.was_halted = by_hand;
        self.gathering.keep(now);
        vec![Effect::Abort(ticket)]
    }

    /// After a reading of the run: its tasks again, if they have moved and are no burden.
    pub(super) fn gather_anew(&mut self, question: &RunQuestion) -> Vec<Effect> {
        let counts = self.run.of(question).and_then(|(run, _)| run.tasks);
        let gathering = &mut self.gathering;
        // The first reading of the tasks began before the run was read.
        if gathering.question.as_ref() == Some(question) && gathering.counts.is_none() {
            gathering.counts = counts;
        }
        let light = gathering.known.as_ref().is_some_and(|(members, _)| members.bytes <= LIGHT);
        let wanted = gathering.is_idle() && light && !gathering.was_halted;
        if wanted && gathering.is_behind(question, counts) {
            return self.gather(question.clone());
        }
        Vec::new()
    }
}
