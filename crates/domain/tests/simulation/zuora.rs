//! Zuora as its guide says it is: it keeps every key for 24 hours from its first receipt, with
//! the answer that was given, good or bad; while that answer is being made, 409. Or of another
//! nature, where a history is to show what follows from that.

use reprise_domain::api::ApiReply;
use reprise_domain::rerun::key::Basis;

use crate::chance::Chance;
use crate::date::{START, http};
use crate::faults::Faults;
use crate::nature::{Keys, Nature};
use crate::tasks::{Run, TaskRuns};

const KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// What is kept under a key.
#[derive(Clone, Debug)]
struct Kept {
    key: String,
    client: usize,
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
    /// Whose OAuth client sent it.
    pub(crate) client: usize,
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
    client: usize,
    fate: Fate,
    is_executed: bool,
    /// The task that the rerun made.
    made: Option<u64>,
    /// When it is done.
    pub(crate) until: i64,
}

/// The server: its tasks, its keys, its logs.
#[derive(Clone, Debug)]
pub(crate) struct Zuora {
    pub(crate) tasks: Vec<TaskRuns>,
    kept: Vec<Kept>,
    pub(crate) arrivals: Vec<Arrival>,
    pub(crate) executions: Vec<Execution>,
    pub(crate) queued_keeps_times: bool,
    saves_headers: bool,
    requests: u64,
    pub(crate) nature: Nature,
    /// Of the nature alone: the faults of a history stay what they are.
    natural: Chance,
}

impl Zuora {
    pub(crate) fn new(tasks: &[u64], nature: Nature, chance: &mut Chance, natural: Chance) -> Self {
        let run = Run { queued: -80_000, start: -75_000, end: -70_000, ends_well: false };
        let task =
            |id: &u64| TaskRuns { id: *id, original: 2582 + id % 10, made: None, runs: vec![run] };
        Self {
            tasks: tasks.iter().map(task).collect(),
            kept: Vec::new(),
            arrivals: Vec::new(),
            executions: Vec::new(),
            queued_keeps_times: chance.mille(500),
            saves_headers: chance.mille(700),
            requests: 0,
            nature,
            natural,
        }
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
        let (client, keys) = (arrival.client, self.nature.keys);
        self.arrivals.push(arrival);
        let is_known = |kept: &&Kept| match keys {
            Keys::Honoured => true,
            Keys::Ignored => false,
            Keys::PerClient => kept.client == client,
        };
        let mut known = self.kept.iter().filter(is_known);
        let known = known.rfind(|kept| kept.key == key && now - kept.first < KEPT_MS);
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
        self.kept.push(Kept { key: key.clone(), client, first: now, answer: None });
        let takes = if chance.mille(900) { chance.between(20, 800) } else { chance.below(20_000) };
        let (is_executed, made, until) = (false, None, now + takes);
        let mut work = Work { task, key, track, client, fate, is_executed, made, until };
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
                let task = work.made.unwrap_or(work.task);
                let body = self.body(task, &self.basis(task, now));
                self.answer(200, &body, Some(&work.track), now)
            }
            Fate::Refuses(status) => self.answer(status, &no(status), Some(&work.track), now),
            Fate::Breaks { .. } => self.answer(500, "{}", Some(&work.track), now),
        };
        let mut kept = self.kept.iter_mut().filter(|kept| kept.client == work.client);
        if let Some(kept) = kept.rfind(|kept| kept.key == work.key) {
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
        let soon = chance.between(1, 4000);
        let queue = self.nature.queue_ms.map(|longest| self.natural.between(1, longest));
        let start = now + queue.unwrap_or(soon);
        let takes = if chance.mille(700) {
            chance.between(500, 15_000)
        } else {
            chance.between(15_000, 400_000)
        };
        let run = Run { queued: now, start, end: start + takes, ends_well: chance.mille(500) };
        let made = self.tasks.len() as u64;
        let Some(own) = self.tasks.iter_mut().find(|own| own.id == task) else {
            return;
        };
        if self.nature.is_new_id {
            let original = own.original;
            let id = task + 10 * made;
            work.made = Some(id);
            self.tasks.push(TaskRuns { id, original, made: Some((now, task)), runs: vec![run] });
        } else {
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

    pub(crate) fn answer(
        &mut self,
        status: u16,
        body: &str,
        track: Option<&str>,
        now: i64,
    ) -> ApiReply {
        self.requests += 1;
        let named = |name: &str, value: String| (name.to_owned(), value);
        let mut headers = vec![
            named("date", http(START + now)),
            named("content-type", "application/json".to_owned()),
            named("zuora-request-id", format!("r-{}", self.requests)),
        ];
        headers.extend(track.map(|track| named("zuora-track-id", track.to_owned())));
        ApiReply { status, headers, body: body.into() }
    }
}

/// How a refusal of Zuora's reads.
pub(crate) fn no(status: u16) -> String {
    match status {
        404 => r#"{"errors":[{"code":"invalid","status":404,"title":"no"}]}"#.to_owned(),
        _ => r#"{"code":71013020,"message":"no"}"#.to_owned(),
    }
}
