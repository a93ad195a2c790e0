//! Requests under way: what each is for, and where its answer goes.

use std::sync::Arc;

use super::gathering::RunQuestion;
use super::reading::Trouble;
use super::{Effect, Model, Ticket};
use crate::api::{self, ApiRequest, Outcome};
use crate::header::TrackId;
use crate::id::{RunId, TaskId};
use crate::journal::entry::{Stamp, Word};
use crate::query::TaskQuery;
use crate::rerun::key::IdempotencyKey;
use crate::tenancy::{EnvironmentId, Tenancy};
use crate::time::UnixMillis;

/// What the answer to a request is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Tasks,
    Task(Tenancy, TaskId),
    Run(RunId),
    RunTasks,
    Stop(Box<RunQuestion>),
    /// The reading that must come right before a transmission (rule R6), asked for at a moment.
    BeforeSend(IdempotencyKey, UnixMillis),
    Send(IdempotencyKey, TrackId),
    Check(IdempotencyKey, UnixMillis),
    /// The reading that must come right before "it did not run" is written down (rule R7).
    BeforeFinding(IdempotencyKey, UnixMillis, Word),
}

/// A request under way: its name, in which environment, what for.
#[derive(Clone, Debug)]
pub(super) struct UnderWay {
    pub(super) ticket: Ticket,
    environment: EnvironmentId,
    purpose: Purpose,
}

impl Model {
    pub(super) fn ask_tasks(&mut self, tenancy: Tenancy, query: TaskQuery) -> Vec<Effect> {
        let request = api::list_tasks::list_tasks(&query);
        let (ticket, fetch) = self.fetch(&tenancy, request, Purpose::Tasks);
        with_abort(self.tasks.ask((tenancy, query), ticket), fetch)
    }

    pub(super) fn ask_task(&mut self, tenancy: Tenancy, task: TaskId) -> Vec<Effect> {
        let request = api::get_task::get_task(task);
        let (ticket, fetch) = self.fetch(&tenancy, request, Purpose::Task(tenancy.clone(), task));
        with_abort(self.task.ask((tenancy, task), ticket), fetch)
    }

    pub(super) fn fetch(
        &mut self,
        tenancy: &Tenancy,
        request: ApiRequest,
        purpose: Purpose,
    ) -> (Ticket, Effect) {
        self.tickets += 1;
        self.budget.earn();
        let ticket = Ticket(self.tickets);
        let environment = tenancy.environment.clone();
        self.under_way.push(UnderWay { ticket, environment, purpose });
        (ticket, Effect::Fetch { ticket, tenancy: tenancy.clone(), request })
    }

    /// Whether the reading that comes right before a transmission of the key is under way.
    pub(super) fn is_about_to_send(&self, key: &IdempotencyKey) -> bool {
        let mut purposes = self.under_way.iter().map(|own| &own.purpose);
        purposes.any(|purpose| matches!(purpose, Purpose::BeforeSend(own, _) if own == key))
    }

    /// Forgets the readings under way for a rerun: what they answer counts no more. What was
    /// sent is never forgotten.
    pub(super) fn drop_readings(&mut self, key: &IdempotencyKey) -> Vec<Effect> {
        let reading = |purpose: &Purpose| match purpose {
            Purpose::BeforeSend(own, _)
            | Purpose::Check(own, _)
            | Purpose::BeforeFinding(own, ..) => own == key,
            Purpose::Tasks
            | Purpose::Task(..)
            | Purpose::Run(_)
            | Purpose::RunTasks
            | Purpose::Stop(_)
            | Purpose::Send(..) => false,
        };
        self.drop_where(reading)
    }

    /// Forgets every reading under way.
    pub(super) fn drop_all_readings(&mut self) -> Vec<Effect> {
        self.drop_where(|purpose| !matches!(purpose, Purpose::Send(..) | Purpose::Stop(_)))
    }

    fn drop_where(&mut self, is_dropped: impl Fn(&Purpose) -> bool) -> Vec<Effect> {
        let dropped = self.under_way.extract_if(.., |own| is_dropped(&own.purpose));
        dropped.map(|own| Effect::Abort(own.ticket)).collect()
    }

    pub(super) fn answered<const RUNS: bool>(
        &mut self,
        ticket: Ticket,
        outcome: &Outcome,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let Some(place) = self.under_way.iter().position(|own| own.ticket == ticket) else {
            return Vec::new();
        };
        let UnderWay { environment, purpose, .. } = self.under_way.swap_remove(place);
        self.hear_memory(&environment, outcome);
        self.tell_keys();
        let fresh = |model: &mut Self, asked| {
            let fresh = model.fresh(&environment, outcome, asked, now);
            model.proven(fresh)
        };
        if let Purpose::Tasks | Purpose::Task(..) | Purpose::Run(_) | Purpose::RunTasks = &purpose {
            self.clocks.hear(&environment, outcome, now);
        }
        match purpose {
            Purpose::Tasks => {
                let page = Trouble::or(outcome, api::list_tasks::read_task_page);
                self.tasks.answered(ticket, page, now);
            }
            Purpose::Task(tenancy, task) => {
                let read = Trouble::or(outcome, |reply| api::get_task::read_task(task, reply));
                let at = Stamp::of(outcome, now);
                let read_task = read.as_ref().ok().filter(|_| self.is_evidence());
                let heeded = read_task.map(|task| self.heed((&tenancy, task), None, at, now));
                let heeded = heeded.unwrap_or_default();
                self.task.answered(ticket, read.map(Arc::new), now);
                return heeded;
            }
            Purpose::Run(run) if RUNS => return self.run_read(ticket, run, outcome, now),
            Purpose::RunTasks if RUNS => return self.gathered(ticket, outcome, now),
            Purpose::Stop(question) if RUNS => return self.stop_answered(*question, outcome, now),
            Purpose::BeforeSend(key, asked) => {
                let outcome = fresh(self, asked);
                return self.read_before_send(&key, &outcome, now);
            }
            Purpose::Send(key, track) => return self.sent(&key, &track, outcome, now),
            Purpose::Check(key, asked) => {
                let outcome = fresh(self, asked);
                return self.checked(&key, &outcome, now);
            }
            Purpose::BeforeFinding(key, asked, word) => {
                let outcome = fresh(self, asked);
                return self.read_before_finding(&key, word, &outcome, now);
            }
            // Never asked for where no runs are shown.
            Purpose::Run(_) | Purpose::RunTasks | Purpose::Stop(_) => {}
        }
        Vec::new()
    }
}

pub(super) fn with_abort(superseded: Option<Ticket>, fetch: Effect) -> Vec<Effect> {
    superseded.map(Effect::Abort).into_iter().chain([fetch]).collect()
}
