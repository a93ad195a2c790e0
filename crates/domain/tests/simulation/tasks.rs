//! The tasks that Zuora holds, and how readings show them.

use reprise_domain::api::ApiReply;
use reprise_domain::rerun::key::Basis;

use crate::date::{START, iso};
use crate::nature::Times;
use crate::scene::outside;
use crate::zuora::{Zuora, no};

/// One run of a task.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    pub(crate) queued: i64,
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) ends_well: bool,
}

/// A task and all its runs, oldest first.
#[derive(Clone, Debug)]
pub(crate) struct TaskRuns {
    pub(crate) id: u64,
    /// The task of the workflow's setup that it is a copy of.
    pub(crate) original: u64,
    /// When it came to be, if a rerun made it, and of which task.
    pub(crate) made: Option<(i64, u64)>,
    pub(crate) runs: Vec<Run>,
}

impl Zuora {
    pub(crate) fn task(&self, id: u64) -> Option<&TaskRuns> {
        self.tasks.iter().find(|own| own.id == id)
    }

    /// Which of its runs a task shows at a moment.
    pub(crate) fn shown_run(&self, task: u64, at: i64) -> usize {
        let is_unseen = self.nature.queue_ms.is_some();
        let shows = |run: &Run| if is_unseen { run.start } else { run.queued };
        let own = self.task(task);
        own.and_then(|own| own.runs.iter().rposition(|run| shows(run) <= at)).unwrap_or(0)
    }

    /// How a task stands at a moment.
    pub(crate) fn basis(&self, task: u64, at: i64) -> Basis {
        let Some(own) = self.task(task) else {
            return Basis { status: None, start_time: None, end_time: None };
        };
        let place = self.shown_run(task, at);
        let run = own.runs[place];
        let time = |ms: i64| Some(iso(START + ms));
        let (word, start_time, end_time) = if at < run.start {
            let before = own.runs[place.max(1) - 1];
            let keeps = self.queued_keeps_times && place > 0;
            let kept = |ms: i64| if keeps { time(ms) } else { None };
            ("Queued", kept(before.start), kept(before.end))
        } else if at < run.end {
            ("Processing", time(run.start), None)
        } else {
            (if run.ends_well { "Success" } else { "Error" }, time(run.start), time(run.end))
        };
        let first = own.runs[0];
        let (start_time, end_time) = match self.nature.times {
            Times::Changed => (start_time, end_time),
            Times::Kept => (time(first.start), time(first.end)),
            Times::Missing => (None, None),
        };
        Basis { status: Some(word.to_owned()), start_time, end_time }
    }

    /// The tasks that are there at a moment, those included that reruns made.
    pub(crate) fn tasks_at(&self, at: i64) -> impl Iterator<Item = u64> {
        let is_there = move |own: &&TaskRuns| own.made.is_none_or(|(since, _)| since <= at);
        self.tasks.iter().filter(is_there).map(|own| own.id)
    }

    /// Whether the latest run that came of a task has ended, and failed; and which task it is of.
    pub(crate) fn latest(&self, task: u64, at: i64) -> (u64, bool) {
        let made = self.tasks.iter().rfind(|own| own.made.is_some_and(|(_, of)| of == task));
        if let Some(made) = made {
            return self.latest(made.id, at);
        }
        let run = self.task(task).and_then(|own| own.runs.last());
        (task, run.is_some_and(|run| run.end <= at && !run.ends_well))
    }

    /// The answer to a reading, and what it shows. `state` is the moment whose state it shows.
    pub(crate) fn read(&mut self, task: u64, state: i64, now: i64) -> (ApiReply, Basis) {
        let basis = self.basis(task, state);
        if !self.tasks_at(state).any(|own| own == task) {
            return (self.answer(404, &no(404), None, now), basis);
        }
        let body = self.body(task, &basis);
        (self.answer(200, &body, None, now), basis)
    }

    /// The answer to a question for the tasks of the run.
    pub(crate) fn list(&mut self, state: i64, now: i64, is_own: impl Fn(u64) -> bool) -> ApiReply {
        let tasks: Vec<_> = self.tasks_at(state).filter(|task| is_own(*task)).collect();
        let bodies: Vec<_> =
            tasks.into_iter().map(|task| self.body(task, &self.basis(task, state))).collect();
        self.answer(200, &format!(r#"{{"data":[{}]}}"#, bodies.join(",")), None, now)
    }

    pub(crate) fn body(&self, task: u64, basis: &Basis) -> String {
        let text = |name: &str, value: &Option<String>| {
            value.as_ref().map(|value| format!(r#","{name}":"{value}""#)).unwrap_or_default()
        };
        let original = self.task(task).map_or(0, |own| own.original);
        format!(
            r#"{{"id":{},"action_type":"Callout","instance":true,"workflow_id":476,"original_task_id":{original}{}{}{}}}"#,
            outside(task),
            text("status", &basis.status),
            text("start_time", &basis.start_time),
            text("end_time", &basis.end_time),
        )
    }
}
