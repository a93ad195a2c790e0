//! Hostile histories: a Zuora that loses, delays and refuses, and an operator who clicks.
//!
//! Whatever happens, one decision is executed at most once, nothing else is sent for a task
//! while a decision about it is open, and no stage contradicts what Zuora did.

mod stage;

use std::collections::{BTreeMap, BTreeSet};

use reprise_domain::api::{ApiReply, ApiRequest, Method, Silence};
use reprise_domain::desk::Event;
use reprise_domain::rerun::stage::Stage;
use stage::{Play, failed, header, reply, task_json};
use wasm_bindgen_test::wasm_bindgen_test;

struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// Zuora as its guide says it is: it keeps keys and their answers.
#[derive(Default)]
struct Zuora {
    /// How often the task ran again; its readings show the last run.
    runs: u32,
    saved: BTreeMap<String, (u16, String)>,
    by_key: BTreeMap<String, u32>,
}

impl Zuora {
    fn task(&self) -> String {
        task_json("Error", self.runs)
    }

    /// Executes at most once per key; refuses some keys for good.
    fn rerun(&mut self, request: &ApiRequest, chance: &mut Chance) -> (u16, String) {
        let key = header(request, "Idempotency-Key").unwrap_or_default().to_owned();
        if let Some(saved) = self.saved.get(&key) {
            return saved.clone();
        }
        let answer = match chance.below(8) {
            0 => (400, "{}".to_owned()),
            1 => return (429, "{}".to_owned()),
            told => {
                *self.by_key.entry(key.clone()).or_default() += 1;
                self.runs += 1;
                if told == 2 { (500, "{}".into()) } else { (200, self.task()) }
            }
        };
        self.saved.insert(key, answer.clone());
        answer
    }

    fn answer(&mut self, request: &ApiRequest, chance: &mut Chance) -> Result<ApiReply, Silence> {
        match chance.below(10) {
            0 => return Err(Silence::NoAnswer),
            1 => return Ok(reply(503, &[("x-proxy-local", "UF")], "")),
            2 => return Err(Silence::Withheld("offline".into())),
            _ => {}
        }
        let (status, body) = match request.method {
            // A reading may come from a copy that lags behind.
            Method::Get if chance.below(4) == 0 => {
                (200, task_json("Error", self.runs.saturating_sub(1)))
            }
            Method::Get => (200, self.task()),
            Method::Post => self.rerun(request, chance),
        };
        match chance.below(6) {
            0 => Err(Silence::TimedOut),
            1 => Ok(reply(503, &[("x-proxy-local", "UC")], "")),
            2 => Ok(reply(200, &[], "<!doctype html>")),
            _ => Ok(reply(status, &[], &body)),
        }
    }
}

fn operator_acts(play: &mut Play, zuora: &Zuora, chance: &mut Chance) {
    let keys: Vec<_> = play.model.reruns.iter().map(|rerun| rerun.intent.key.clone()).collect();
    let last = keys.last().cloned();
    match (chance.below(8), last) {
        (0 | 1, _) => drop(play.confirm(&zuora.task())),
        (2, _) => drop(play.confirm(&failed())),
        (3, Some(key)) => play.ask_again(&key),
        (4, Some(key)) => play.check(&key),
        (5, Some(key)) => drop(play.tell(Event::LetBe(key))),
        (6, Some(key)) => drop(play.tell(Event::Woke(key))),
        _ => play.wait(7_000),
    }
}

fn assert_truth(play: &Play, zuora: &Zuora, seed: u64) {
    for (key, count) in &zuora.by_key {
        assert_eq!(*count, 1, "seed {seed}: key {key} ran twice");
    }
    let known: BTreeSet<_> =
        play.model.reruns.iter().map(|rerun| rerun.intent.key.as_str()).collect();
    for post in &play.posts {
        let key = header(post, "Idempotency-Key").unwrap_or_default();
        assert!(known.contains(key), "seed {seed}: {key} was sent and is lost from sight");
    }
    let open = play.model.reruns.iter().filter(|rerun| rerun.is_open());
    assert!(open.count() <= 1, "seed {seed}: two decisions about one task are open");
    assert!(zuora.by_key.len() <= play.model.reruns.len(), "seed {seed}: more runs than decisions");
    for rerun in &play.model.reruns {
        let ran = zuora.by_key.contains_key(rerun.intent.key.as_str());
        match rerun.stage {
            Stage::NotSent(_) | Stage::Refused(_) | Stage::HeldBack { .. } => {
                assert!(!ran, "seed {seed}: it ran, and the page says {:?}", rerun.stage);
            }
            Stage::Accepted | Stage::Finished(_) => assert!(ran, "seed {seed}: it did not run"),
            Stage::Ran => {
                let basis = rerun.intent.basis.start_time.as_deref();
                let current = format!("2026-11-01T10:0{}:00.000Z", zuora.runs);
                let newer = basis < Some(&current);
                assert!(newer, "seed {seed}: an old reading was taken as evidence");
            }
            _ => {}
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn one_decision_is_executed_at_most_once() {
    let (mut executions, mut unsettled) = (0, 0);
    for seed in 1..=3000_u64 {
        let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut play = Play::new();
        let mut zuora = Zuora::default();
        for _ in 0..40 {
            if zuora.runs == 9 {
                break;
            }
            if play.open.is_empty() || chance.below(3) == 0 {
                operator_acts(&mut play, &zuora, &mut chance);
            } else {
                let place = usize::try_from(chance.below(play.open.len() as u64)).unwrap();
                let (ticket, request) = play.open.remove(place);
                let outcome = zuora.answer(&request, &mut chance);
                play.tell(Event::Answered(ticket, outcome));
            }
            assert_truth(&play, &zuora, seed);
        }
        executions += zuora.by_key.len();
        unsettled += play
            .model
            .open_reruns()
            .filter(|rerun| matches!(rerun.stage, Stage::Unsettled(_)))
            .count();
    }
    assert!(
        executions > 1500 && unsettled > 100,
        "the histories are too tame: {executions} {unsettled}"
    );
}
