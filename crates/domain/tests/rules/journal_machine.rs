//! Whatever happens to a page, its journal tells the same story to the next one: random sequences
//! of events against the desk and a keeper. Properties, so on this machine alone.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::indexing_slicing, reason = "a broken script fails the test")]

use std::mem::discriminant;

use crate::stage::{NO, Play, failed, task_json};
use proptest::prelude::*;
use reprise_domain::api::Silence;
use reprise_domain::desk::{Event, Model};
use reprise_domain::journal::entry::{Entry, TabId, What};
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::follow_up::Budget;
use reprise_domain::rerun::rules::Rules;
use reprise_domain::rerun::stage::Stage;

/// One thing that happens.
#[derive(Clone, Copy, Debug)]
enum Step {
    Confirm(u32),
    AskAgain(usize),
    Check(usize),
    LetBe(usize),
    FoundNotRun(usize),
    FoundRan(usize),
    Wake,
    Reply(u8),
    Wait(i64),
    Crash,
    Hide(bool),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..4_u32).prop_map(Step::Confirm),
        2 => (0..4_usize).prop_map(Step::AskAgain),
        1 => (0..4_usize).prop_map(Step::Check),
        1 => (0..4_usize).prop_map(Step::LetBe),
        1 => (0..4_usize).prop_map(Step::FoundNotRun),
        1 => (0..4_usize).prop_map(Step::FoundRan),
        2 => Just(Step::Wake),
        12 => (0..24_u8).prop_map(Step::Reply),
        2 => prop_oneof![0..20_000_i64, 60_000..700_000_i64, Just(75_600_000), Just(-60_000)]
            .prop_map(Step::Wait),
        1 => Just(Step::Crash),
        1 => any::<bool>().prop_map(Step::Hide),
    ]
}

fn take(play: &mut Play, step: Step) {
    let reruns = &play.model.reruns;
    let nth = |nth: usize| reruns.get(nth % reruns.len().max(1)).map(|own| own.intent.key.clone());
    let note = || "looked".to_owned();
    let event = match step {
        Step::Confirm(minute) => {
            play.confirm(&task_json("Error", minute));
            return;
        }
        Step::AskAgain(place) => {
            let key = nth(place);
            if let Some(key) = key.as_ref() {
                play.ask_again(key);
            }
            return;
        }
        Step::Check(place) => nth(place).map(Event::CheckAsked),
        Step::LetBe(place) => nth(place).map(Event::LetBe),
        Step::FoundNotRun(place) => nth(place).map(|key| Event::FoundNotRun { key, note: note() }),
        Step::FoundRan(place) => nth(place).map(|key| Event::FoundRan { key, note: note() }),
        Step::Wake => {
            if !play.wakes.is_empty() {
                play.wake();
            }
            return;
        }
        Step::Reply(told) => {
            if !play.open.is_empty() {
                reply(play, told);
            }
            return;
        }
        Step::Wait(ms) => {
            play.wait(ms);
            return;
        }
        Step::Crash => {
            play.crash();
            return;
        }
        Step::Hide(hidden) => Some(Event::VisibilityChanged(hidden)),
    };
    if let Some(event) = event {
        drop(play.tell(event));
    }
}

fn reply(play: &mut Play, told: u8) {
    match told {
        0 => play.silence(Silence::NoAnswer),
        1 => play.silence(Silence::TimedOut),
        2 => play.silence(Silence::Withheld("offline".into())),
        3 => play.reply_with(503, &[("x-proxy-local", "UF")], ""),
        4 => play.reply_with(503, &[("x-proxy-local", "UC")], ""),
        5 => play.reply_with(429, &[("retry-after", "5")], NO),
        6..=10 => {
            drop(play.reply([400, 401, 409, 422, 500][usize::from(told - 6)], "{}"));
        }
        11 => drop(play.reply(200, &task_json("Queued", 0))),
        12 => drop(play.reply(200, &task_json("Success", 1))),
        13 => drop(play.reply(200, &task_json("Error", 1))),
        14 => drop(play.reply(200, &task_json("Processing", 2))),
        _ => drop(play.reply(200, &failed())),
    }
}

/// What another page, opened now, makes of the journal.
fn reopened(play: &Play) -> Model {
    let mut other = Play::default();
    (other.keeper, other.now) = (play.keeper.clone(), play.now);
    other.tell(Event::Opened {
        tab: TabId::from_chance(u64::MAX),
        operator: None,
        budget: Budget::none(),
        rules: Rules::default(),
    });
    other.model
}

/// The same, but for what only the page that sends can know, and for words that are left out.
fn agrees(live: &Stage, told: &Stage) -> bool {
    match (live, told) {
        (Stage::Sending { .. }, Stage::Unsettled(_)) => true,
        (Stage::Unsettled(live), Stage::Unsettled(told)) => {
            discriminant(live) == discriminant(told)
        }
        (Stage::Refused(live), Stage::Refused(told)) => discriminant(live) == discriminant(told),
        (Stage::HeldBack { .. } | Stage::Finished(_), _) => live == told,
        _ => discriminant(live) == discriminant(told),
    }
}

fn assert_told(play: &Play) -> Result<(), TestCaseError> {
    let told = reopened(play);
    for rerun in play.model.reruns.iter().filter(|rerun| !rerun.story.is_empty()) {
        let key = &rerun.intent.key;
        let other = told.reruns.iter().find(|other| other.intent.key == *key);
        let other = other.ok_or_else(|| TestCaseError::fail(format!("{key} is lost")))?;
        if rerun.stage == Stage::Checking {
            // A further decision under the same key, of which nothing is written down.
            continue;
        }
        prop_assert_eq!(&rerun.intent.basis, &other.intent.basis);
        prop_assert_eq!(rerun.attempts.len(), other.attempts.len());
        for (own, other) in rerun.attempts.iter().zip(&other.attempts) {
            prop_assert_eq!(
                (&own.track, &own.tab, own.sent),
                (&other.track, &other.tab, other.sent)
            );
            prop_assert_eq!(own.status(), other.status());
            prop_assert_eq!(own.answer.is_some(), other.answer.is_some());
        }
        prop_assert_eq!(&rerun.lamps, &other.lamps);
        prop_assert!(agrees(&rerun.stage, &other.stage), "{:?} and {:?}", rerun.stage, other.stage);
    }
    let mut open: Vec<_> = told.open_reruns().map(|rerun| rerun.intent.lock()).collect();
    open.sort();
    let mut held = play.keeper.locks();
    held.sort_unstable();
    prop_assert_eq!(open, held, "a lock is held by what is open, and by nothing else");
    Ok(())
}

/// The answers of a story, in the places of each other.
fn turned(story: &[Entry]) -> Vec<Entry> {
    let is_answer = |entry: &&Entry| matches!(entry.what, What::Answered { .. });
    let mut answers: Vec<_> = story.iter().filter(is_answer).cloned().collect();
    let turn = |entry: &Entry| match entry.what {
        What::Answered { .. } => answers.pop().unwrap_or_else(|| entry.clone()),
        _ => entry.clone(),
    };
    story.iter().map(turn).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_journal_tells_what_the_page_knows(steps in prop::collection::vec(step(), 1..60), eager: bool) {
        let mut play = if eager { Play::eager() } else { Play::new() };
        for step in steps {
            take(&mut play, step);
            assert_told(&play)?;
        }
        for rerun in play.model.reruns.iter().filter(|rerun| !rerun.story.is_empty()) {
            let tab = || TabId::from_chance(u64::MAX);
            // Each answer names its attempt: all are taken once all attempts are known.
            let (sent, rest): (Vec<_>, Vec<_>) = rerun.story.iter().cloned()
                .partition(|entry| matches!(entry.what, What::Decided(_) | What::Sent { .. }));
            let late: Vec<_> = sent.into_iter().chain(rest).collect();
            let told = Rerun::replay(late.clone(), tab(), Rules::default()).map(|rerun| rerun.stage);
            let other = Rerun::replay(turned(&late), tab(), Rules::default()).map(|rerun| rerun.stage);
            prop_assert_eq!(told, other);
        }
    }
}
