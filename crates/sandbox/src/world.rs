//! The state of one entity of one tenant, and how it moves with time.

use crate::calendar::iso;
use crate::faults::FaultMemory;
use crate::json_text::JsonText;
use crate::manners::{Manners, Rerun};
use crate::run::{Counts, Run};
use crate::seed::canary;
use crate::seed::workflow::Workflow;
use crate::task::{Prospect, Task};
use std::collections::{BTreeMap, VecDeque};

/// How long a rerun task waits and works at pace 1.
const QUEUED_MS: f64 = 800.0;
const PROCESSING_MS: f64 = 2_500.0;

/// Ids of tasks that come into being while the sandbox runs start here.
const FIRST_NEW_ID: u64 = 60_001;

#[derive(Clone, Debug, Default)]
pub(crate) struct World {
    pub(crate) tasks: BTreeMap<u64, Task>,
    pub(crate) runs: BTreeMap<u64, Run>,
    pub(crate) workflows: Vec<Workflow>,
    /// Setup task → setup tasks that follow its success.
    pub(crate) followers: BTreeMap<u64, Vec<u64>>,
    pub(crate) fault_memory: FaultMemory,
    /// How often the canary's counter was called.
    pub(crate) canary_calls: u64,
    steps: Vec<Step>,
    created: u64,
    manners: Manners,
    /// What readings show where they lag: the same world, told of everything later.
    seen: Option<Box<World>>,
    orders: VecDeque<(i64, Order)>,
}

/// What somebody ordered, and a lagging reading has to be told of.
#[derive(Clone, Copy, Debug)]
enum Order {
    Rerun(u64),
    Stop(u64),
}

/// One thing that will happen to a task, unless its run is stopped before.
#[derive(Clone, Copy, Debug)]
struct Step {
    at: i64,
    task: u64,
    turn: Turn,
}

#[derive(Clone, Copy, Debug)]
enum Turn {
    Starts,
    Ends,
}

impl World {
    /// Lets everything happen that is due by `now`, in order.
    pub(crate) fn advance(&mut self, now: i64, pace: f64) {
        while let Some(index) = self.next_due(now) {
            let step = self.steps.swap_remove(index);
            match step.turn {
                Turn::Starts => self.start(step),
                Turn::Ends => self.end(step, pace),
            }
        }
    }

    /// The same world with these manners.
    pub(crate) fn behaving(mut self, manners: Manners) -> Self {
        if manners.lag_ms > 0 {
            self.seen = Some(Box::new(self.clone().behaving(Manners { lag_ms: 0, ..manners })));
        }
        Self { manners, ..self }
    }

    /// What a reading shows now.
    pub(crate) fn as_seen(&mut self, now: i64, pace: f64) -> &mut Self {
        let shown = now - self.manners.lag_ms;
        let due = self.orders.iter().take_while(|(at, _)| *at <= shown).count();
        let Some(mut seen) = self.seen.take() else {
            return self;
        };
        for (at, order) in self.orders.drain(..due) {
            seen.advance(at, pace);
            match order {
                Order::Rerun(task) => {
                    seen.rerun(task, at, pace);
                }
                Order::Stop(run) => seen.stop(run, at),
            }
        }
        seen.advance(shown, pace);
        self.seen.insert(seen)
    }

    fn note(&mut self, at: i64, order: Order) {
        if self.seen.is_some() {
            self.orders.push_back((at, order));
        }
    }

    const fn keeps_times(&self) -> bool {
        matches!(self.manners.rerun, Rerun::KeepsTimes)
    }

    /// Runs a task again. The caller has checked that it exists. Gives the task that the answer
    /// shows: the same, or a new one.
    pub(crate) fn rerun(&mut self, task: u64, now: i64, pace: f64) -> u64 {
        self.note(now, Order::Rerun(task));
        let Some(mut row) = self.tasks.get(&task).cloned() else {
            return task;
        };
        if self.manners.rerun == Rerun::NewId {
            row.id = self.new_id();
            row.set("id", JsonText::number(row.id));
        }
        // Where a queue hides it, the task stays as it is until it is being worked on.
        if self.manners.queue_ms == 0 || row.id != task {
            row.queue_again(self.keeps_times());
        }
        let (id, run) = (row.id, row.run_id());
        self.tasks.insert(id, row);
        self.touch(run, now);
        // A stopped run that is told to go on is no longer stopped.
        if let Some(run) = run.and_then(|id| self.runs.get_mut(&id)) {
            run.stopped = false;
        }
        self.schedule(id, now, pace);
        id
    }

    /// Stops a run: whatever has not ended becomes Stopped.
    pub(crate) fn stop(&mut self, run: u64, now: i64) {
        self.note(now, Order::Stop(run));
        for row in self.tasks.values_mut().filter(|row| row.run_id() == Some(run)) {
            if matches!(row.status().as_deref(), Some("Queued" | "Processing" | "Pending")) {
                row.set("status", JsonText::string("Stopped"));
                self.steps.retain(|step| step.task != row.id);
            }
        }
        self.touch(Some(run), now);
        if let Some(run) = self.runs.get_mut(&run) {
            run.stopped = true;
        }
    }

    pub(crate) fn counts(&self, run: u64) -> Counts {
        let mut counts = Counts::default();
        for row in self.tasks.values().filter(|row| row.run_id() == Some(run)) {
            counts.add(row.status().as_deref());
        }
        counts
    }

    fn next_due(&self, now: i64) -> Option<usize> {
        let due = self.steps.iter().enumerate().filter(|(_, step)| step.at <= now);
        due.min_by_key(|(_, step)| (step.at, step.task)).map(|(index, _)| index)
    }

    fn schedule(&mut self, task: u64, now: i64, pace: f64) {
        // In a hidden queue the same task may wait more than once.
        let starts = if self.manners.queue_ms > 0 {
            now + self.manners.queue_ms
        } else {
            self.steps.retain(|step| step.task != task);
            now + paced(QUEUED_MS, pace)
        };
        self.steps.push(Step { at: starts, task, turn: Turn::Starts });
        let ends = starts + paced(PROCESSING_MS, pace);
        self.steps.push(Step { at: ends, task, turn: Turn::Ends });
    }

    fn start(&mut self, step: Step) {
        let keeps_times = self.keeps_times();
        if let Some(row) = self.tasks.get_mut(&step.task) {
            if row.status().as_deref() != Some("Queued") {
                row.queue_again(keeps_times);
            }
            row.set("status", JsonText::string("Processing"));
            row.set_time("start_time", &iso(step.at), keeps_times);
            let run = row.run_id();
            self.canary_calls += u64::from(row.number("original_task_id") == Some(canary::SETUP));
            self.touch(run, step.at);
        }
    }

    /// An id for a task that comes into being.
    fn new_id(&mut self) -> u64 {
        self.created += 1;
        FIRST_NEW_ID + self.created - 1
    }

    fn end(&mut self, step: Step, pace: f64) {
        let keeps_times = self.keeps_times();
        let Some(row) = self.tasks.get_mut(&step.task) else {
            return;
        };
        let succeeded = row.conclude(&iso(step.at), keeps_times);
        let done = row.clone();
        self.touch(done.run_id(), step.at);
        let original = done.number("original_task_id").unwrap_or_default();
        if succeeded {
            for setup in self.followers.get(&original).cloned().unwrap_or_default() {
                self.follow(&done, setup, step.at, pace);
            }
        }
    }

    /// Creates the task that comes after `done`, as a copy of its setup task.
    fn follow(&mut self, done: &Task, setup: u64, at: i64, pace: f64) {
        let Some(mut next) = self.tasks.get(&setup).cloned() else {
            return;
        };
        let id = self.new_id();
        next.id = id;
        next.org = done.org;
        next.prospect = Prospect::Succeeds;
        for name in ["workflow_id", "original_workflow_id", "data"] {
            if let Some(value) = done.field(name) {
                next.set(name, value.clone());
            }
        }
        next.set("id", JsonText::number(id));
        next.set("instance", JsonText::boolean(true));
        next.set("original_task_id", JsonText::number(setup));
        next.set("status", JsonText::string("Queued"));
        next.set("task_id", JsonText::number(done.id));
        self.tasks.insert(id, next);
        self.schedule(id, at, pace);
    }

    fn touch(&mut self, run: Option<u64>, at: i64) {
        if let Some(run) = run.and_then(|id| self.runs.get_mut(&id)) {
            run.updated_at = run.updated_at.max(at);
        }
    }
}

#[allow(clippy::cast_possible_truncation, reason = "durations of seconds, far below 2^53 ms")]
fn paced(millis: f64, pace: f64) -> i64 {
    (millis * pace.max(0.0)).round() as i64
}
