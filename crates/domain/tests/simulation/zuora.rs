//! Zuora as its guide says it is: it keeps every key for 24 hours from its first receipt, with
//! the answer that was given, good or bad; while that answer is being made, 409.

use reprise_domain::api::ApiReply;
use reprise_domain::rerun::key::Basis;

use crate::chance::Chance;
use crate::date::{START, http, iso};
use crate::faults::Faults;

const KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// One run of a task.
#[derive(Clone, Copy, Debug)]
struct Run {
    queued: i64,
    start: i64,
    end: i64,
    ends_well: bool,
}

/// A task and all its runs, oldest first.
#[derive(Clone, Debug)]
struct TaskRuns {
    id: u64,
    runs: Vec<Run>,
}

/// What is kept under a key.
#[derive(Clone, Debug)]
struct Kept {
    key: String,
    first: i64,
    answer: Option<ApiReply>,
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Arrival {
    pub(crate) at: i64,
    pub(crate) path: String,
    pub(crate) key: String,
    pub(crate) track: String,
}

/// A task was executed because of a request.
#[derive(Clone, Debug)]
pub(crate) struct Execution {
    pub(crate) at: i64,
    pub(crate) task: u64,
    pub(crate) key: String,
    pub(crate) track: String,
    /// How the task stood before.
    pub(crate) basis: Basis,
}

/// What Zuora does with a request whose key it does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Executes,
    Refuses(u16),
    Breaks { executes: bool },
}

/// A request that is being worked on.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    task: u64,
    key: String,
    track: String,
    fate: Fate,
    is_executed: bool,
    /// When it is done.
    pub(crate) until: i64,
}

/// The server: its tasks, its keys, its logs.
#[derive(Clone, Debug)]
pub(crate) struct Zuora {
    tasks: Vec<TaskRuns>,
    kept: Vec<Kept>,
    pub(crate) arrivals: Vec<Arrival>,
    pub(crate) executions: Vec<Execution>,
    queued_keeps_times: bool,
    saves_headers: bool,
    requests: u64,
}

impl Zuora {
    pub(crate) fn new(tasks: &[u64], chance: &mut Chance) -> Self {
        let run = Run { queued: -80_000, start: -75_000, end: -70_000, ends_well: false };
        Self {
            tasks: tasks.iter().map(|id| TaskRuns { id: *id, runs: vec![run] }).collect(),
            kept: Vec::new(),
            arrivals: Vec::new(),
            executions: Vec::new(),
            queued_keeps_times: chance.mille(500),
            saves_headers: chance.mille(700),
            requests: 0,
        }
    }

    /// How a task stands at a moment.
    pub(crate) fn basis(&self, task: u64, at: i64) -> Basis {
        let runs = self.tasks.iter().find(|own| own.id == task).map(|own| own.runs.as_slice());
        let runs = runs.unwrap_or_default();
        let count = runs.iter().take_while(|run| run.queued <= at).count().max(1);
        let run = runs[count - 1];
        let time = |ms: i64| Some(iso(START + ms));
        let (word, start_time, end_time) = if at < run.start {
            let before = runs[count.max(2) - 2];
            let keeps = self.queued_keeps_times;
            let kept = |ms: i64| if keeps { time(ms) } else { None };
            ("Queued", kept(before.start), kept(before.end))
        } else if at < run.end {
            ("Processing", time(run.start), None)
        } else {
            (if run.ends_well { "Success" } else { "Error" }, time(run.start), time(run.end))
        };
        Basis { status: Some(word.to_owned()), start_time, end_time }
    }

    /// The answer to a reading, and what it shows. `state` is the moment whose state it shows.
    pub(crate) fn read(&mut self, task: u64, state: i64, now: i64) -> (ApiReply, Basis) {
        let basis = self.basis(task, state);
        let body = body(task, &basis);
        (self.answer(200, &body, None, now), basis)
    }

    /// A request with a key comes to the key store: an answer at once, or work to be done.
    pub(crate) fn receive(
        &mut self,
        arrival: Arrival,
        task: u64,
        faults: &Faults,
        chance: &mut Chance,
    ) -> Result<ApiReply, Work> {
        let (now, key, track) = (arrival.at, arrival.key.clone(), arrival.track.clone());
        self.arrivals.push(arrival);
        let known = self.kept.iter().rfind(|kept| kept.key == key && now - kept.first < KEPT_MS);
        match known.map(|kept| kept.answer.clone()) {
            Some(Some(saved)) => return Ok(self.saved(saved, &track, now)),
            Some(None) => return Ok(self.answer(409, "{}", Some(&track), now)),
            None => {}
        }
        let fate = match chance.below(1000) {
            dice if dice < faults.refused => Fate::Refuses(chance.one_of(&[400, 403, 404])),
            dice if dice < faults.refused + faults.broken => {
                Fate::Breaks { executes: chance.mille(500) }
            }
            _ => Fate::Executes,
        };
        self.kept.push(Kept { key: key.clone(), first: now, answer: None });
        let takes = if chance.mille(900) { chance.between(20, 800) } else { chance.below(20_000) };
        let mut work = Work { task, key, track, fate, is_executed: false, until: now + takes };
        if chance.mille(500) {
            self.execute(&mut work, now, chance);
        }
        Err(work)
    }

    /// A piece of work is done: the answer is made and saved.
    pub(crate) fn finish(&mut self, mut work: Work, chance: &mut Chance) -> ApiReply {
        let now = work.until;
        self.execute(&mut work, now, chance);
        let answer = match work.fate {
            Fate::Executes => {
                let basis = self.basis(work.task, now);
                self.answer(200, &body(work.task, &basis), Some(&work.track), now)
            }
            Fate::Refuses(status) => {
                self.answer(status, r#"{"message":"no"}"#, Some(&work.track), now)
            }
            Fate::Breaks { .. } => self.answer(500, "{}", Some(&work.track), now),
        };
        if let Some(kept) = self.kept.iter_mut().rfind(|kept| kept.key == work.key) {
            kept.answer = Some(answer.clone());
        }
        answer
    }

    fn execute(&mut self, work: &mut Work, now: i64, chance: &mut Chance) {
        let executes = matches!(work.fate, Fate::Executes | Fate::Breaks { executes: true });
        if !executes || work.is_executed {
            return;
        }
        work.is_executed = true;
        let basis = self.basis(work.task, now);
        let (task, key, track) = (work.task, work.key.clone(), work.track.clone());
        self.executions.push(Execution { at: now, task, key, track, basis });
        let start = now + chance.between(1, 4000);
        let takes = if chance.mille(700) {
            chance.between(500, 15_000)
        } else {
            chance.between(15_000, 400_000)
        };
        let run = Run { queued: now, start, end: start + takes, ends_well: chance.mille(500) };
        if let Some(own) = self.tasks.iter_mut().find(|own| own.id == task) {
            own.runs.push(run);
        }
    }

    fn saved(&mut self, mut saved: ApiReply, track: &str, now: i64) -> ApiReply {
        let fresh = self.answer(saved.status, "", Some(track), now);
        if self.saves_headers {
            saved.headers.retain(|(name, _)| name != "date");
            saved.headers.extend(fresh.headers.into_iter().filter(|(name, _)| name == "date"));
        } else {
            saved.headers = fresh.headers;
        }
        saved
    }

    fn answer(&mut self, status: u16, body: &str, track: Option<&str>, now: i64) -> ApiReply {
        self.requests += 1;
        let named = |name: &str, value: String| (name.to_owned(), value);
        let mut headers = vec![
            named("date", http(START + now)),
            named("zuora-request-id", format!("r-{}", self.requests)),
        ];
        headers.extend(track.map(|track| named("zuora-track-id", track.to_owned())));
        ApiReply { status, headers, body: body.into() }
    }
}

fn body(task: u64, basis: &Basis) -> String {
    let text = |name: &str, value: &Option<String>| {
        value.as_ref().map(|value| format!(r#","{name}":"{value}""#)).unwrap_or_default()
    };
    format!(
        r#"{{"id":{task},"action_type":"Callout","instance":true,"workflow_id":476,"original_task_id":2582{}{}{}}}"#,
        text("status", &basis.status),
        text("start_time", &basis.start_time),
        text("end_time", &basis.end_time),
    )
}
