//! What the simulation found, each as a short play: the seed that found it stands beside it.

#![allow(clippy::unwrap_used, reason = "a broken script fails the test")]

use crate::stage::{NO, Play, failed, reply, task, task_json};
use reprise_domain::api::Silence;
use reprise_domain::desk::Event;
use reprise_domain::desk::keeping::Journal;
use reprise_domain::desk::{Effect, update};
use reprise_domain::header::TrackId;
use reprise_domain::journal::entry::{Answer, Entry, Seen, Stamp, TabId, What};
use reprise_domain::journal::write::write;
use reprise_domain::journal::{Append, JournalTrouble};
use reprise_domain::rerun::key::{Basis, IdempotencyKey};
use reprise_domain::rerun::stage::{Stage, WhyNotSent};
use reprise_domain::rerun::verdict::{Doubt, Verdict};
use wasm_bindgen_test::wasm_bindgen_test;

const HOUR_MS: i64 = 3_600_000;

/// Another tab writes to the same journal.
fn writes_elsewhere(play: &mut Play, key: &IdempotencyKey, what: What, lock: Option<String>) {
    let rows = play.keeper.rows.iter().filter(|row| row.key == key.as_str()).count();
    let entry = write(&Entry { at: Stamp::wall(play.now), what });
    let expected = u32::try_from(rows).unwrap();
    play.keeper.append(&Append { key: key.clone(), expected, entry, lock }).unwrap();
}

fn seen(body: &str) -> What {
    let task = task(body);
    What::Read(Seen { task: task.id, basis: Basis::of(&task) })
}

/// Seed 264: the reading before the transmission was answered while the page was frozen.
#[wasm_bindgen_test(unsupported = test)]
fn a_reading_that_slept_sends_nothing() {
    for (slept, posts) in [(150_000, 1), (150_001, 0), (25 * HOUR_MS, 0), (-1, 0)] {
        let mut play = Play::new();
        play.confirm(&failed());
        play.wait(slept);
        play.reply(200, &failed());
        assert_eq!(play.posts.len(), posts, "{slept}");
    }
}

/// Seed 486: the page froze between the decision and its first attempt.
#[wasm_bindgen_test(unsupported = test)]
fn a_decision_that_slept_is_sent_by_hand() {
    let mut play = Play::new();
    let key = play.confirm(&failed());
    let (ticket, _) = play.open.remove(0);
    let answer = Event::Answered(ticket, Ok(reply(200, &[], &failed())));
    let effects = update(&mut play.model, answer, play.now);
    let [Effect::Record(decided)] = effects.as_slice() else { panic!("{effects:?}") };
    play.keeper.append(decided).unwrap();
    play.wait(10_001);
    play.tell(Event::Recorded(key.clone(), Ok(())));
    assert_eq!((play.stage(), play.posts.len()), (&Stage::Prepared, 0));
    play.resent(&key);
    assert_eq!(play.posts.len(), 1);
}

/// Seed 3744: the reading was written once the journal was read anew, and the transmission behind
/// it followed, under a decision that was closed.
#[wasm_bindgen_test(unsupported = test)]
fn what_stands_behind_a_fact_is_given_up_with_it() {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    play.ask_again(&key);
    let ran = seen(&task_json("Success", 1));
    writes_elsewhere(&mut play, &key, ran, None);
    play.reply(200, &failed());
    assert_eq!((play.stage(), play.posts.len()), (&Stage::Ran, 1));
    assert!(play.keeper.locks().is_empty());
}

/// Two tabs in a browser: this one heard of the other's decision while it read the task, so it
/// knew the story, and wrote a second decision behind the first.
#[wasm_bindgen_test(unsupported = test)]
fn a_decision_that_another_tab_was_faster_with_is_given_up() {
    for steps in [1, 2] {
        let mut play = Play::new();
        let key = play.confirm(&failed());
        let intent = play.rerun().intent.clone();
        let lock = Some(intent.lock());
        writes_elsewhere(&mut play, &key, What::Decided(Box::new(intent)), lock.clone());
        if steps == 2 {
            let track = TrackId::from_chance(77);
            let sent = What::Sent { track, tab: TabId::from_chance(77) };
            writes_elsewhere(&mut play, &key, sent, lock);
        }
        play.tell(Event::WrittenElsewhere);
        if !play.open.is_empty() {
            play.reply(200, &failed());
        }
        assert_eq!((play.posts.len(), play.keeper.rows.len()), (0, steps));
        let theirs =
            if steps == 1 { Stage::Prepared } else { Stage::Unsettled(Doubt::Interrupted) };
        assert_eq!(*play.stage(), theirs);
        assert_eq!(play.keeper.locks().len(), 1, "the other's rerun is open");
    }
}

/// Fresh seed: the rerun was let be, and while that was being written, asked for again.
#[wasm_bindgen_test(unsupported = test)]
fn nothing_is_sent_behind_the_end_that_is_being_written() {
    let mut play = Play::new();
    let key = play.sent();
    play.reply(429, NO);
    play.wait(10_000);
    let effects = update(&mut play.model, Event::LetBe(key.clone()), play.now);
    let [Effect::Record(closed)] = effects.as_slice() else { panic!("{effects:?}") };
    play.ask_again(&key);
    play.reply(200, &failed());
    play.keeper.append(closed).unwrap();
    play.tell(Event::Recorded(key, Ok(())));
    assert_eq!((play.stage(), play.posts.len()), (&Stage::NotSent(WhyNotSent::LetBe), 1));
    assert!(play.open.is_empty());
}

/// Seed 1428: a dialog opened while a rerun was open, and confirmed when nothing had come of it.
#[wasm_bindgen_test(unsupported = test)]
fn a_draft_that_counts_an_open_rerun_is_not_confirmed() {
    let mut play = Play::new();
    let key = play.sent();
    play.reply(429, NO);
    let ahead = play.draft(&failed());
    assert_eq!(ahead.generation, 1);
    play.tell(Event::LetBe(key.clone()));
    play.confirm_draft(&ahead);
    assert!(play.open.is_empty(), "two keys for one failed run");
    assert_eq!(play.draft(&failed()).key, key);
}

/// Seed 2652: a lagging copy showed the failed run before its end.
#[wasm_bindgen_test(unsupported = test)]
fn the_failed_run_before_its_end_is_no_evidence() {
    let mut play = Play::new();
    play.sent();
    play.reply(500, "{}");
    play.wake();
    play.reply(200, &task_json("Processing", 0));
    assert!(play.rerun().is_unsettled());
}

/// Fresh seed: found to have run before a reading showed the end, and then shown by a lagging copy
/// as it failed.
#[wasm_bindgen_test(unsupported = test)]
fn what_was_accepted_and_found_to_have_run_is_replaced() {
    let mut play = Play::new();
    let key = play.sent();
    play.reply(200, &task_json("Queued", 0));
    play.wait(25 * HOUR_MS);
    play.tell(Event::FoundRan { key, note: "seen in the ledger".into() });
    assert!(!play.rerun().is_open());
    play.confirm(&failed());
    assert_eq!((play.model.reruns.len(), play.open.len()), (1, 0));
}

/// Fresh seed: a look at the task was answered between the reading and the transmission.
#[wasm_bindgen_test(unsupported = test)]
fn what_the_page_shows_meanwhile_stops_a_transmission() {
    let mut play = Play::new();
    let key = play.confirm(&failed());
    let (ticket, _) = play.open.remove(0);
    let now = play.now;
    let decided =
        update(&mut play.model, Event::Answered(ticket, Ok(reply(200, &[], &failed()))), now);
    let [Effect::Record(decided)] = decided.as_slice() else { panic!("{decided:?}") };
    let (tenancy, id) =
        (crate::stage::tenancy(), reprise_domain::id::TaskId::new(crate::stage::TASK));
    play.tell(Event::TaskAsked(tenancy, id));
    play.reply(200, &task_json("Processing", 1));
    play.keeper.append(decided).unwrap();
    play.tell(Event::Recorded(key, Ok(())));
    assert!(play.posts.is_empty());
    assert!(matches!(play.stage(), Stage::NotSent(WhyNotSent::Withheld(_))), "{:?}", play.stage());
}

/// Every wiped profile: the answer could not be written, the journal was read again, the answer
/// could not be written, without end.
#[wasm_bindgen_test(unsupported = test)]
fn a_wiped_journal_is_read_once() {
    let mut play = Play::new();
    play.sent();
    play.keeper = crate::stage::keeper::Keeper::default();
    play.silence(Silence::NoAnswer);
    assert_eq!(play.model.journal, Journal::Closed(JournalTrouble::Wiped));
    assert_eq!(*play.stage(), Stage::Unsettled(Doubt::NoAnswer), "known all the same");
}

/// A late answer opens a rerun again while another one holds the lock.
#[wasm_bindgen_test(unsupported = test)]
fn a_late_answer_is_written_beside_the_lock_of_another() {
    let mut play = Play::new();
    let first = play.sent();
    writes_elsewhere(&mut play, &first, seen(&task_json("Processing", 1)), None);
    let mut other = play.rerun().intent.clone();
    other.basis = Basis::of(&task(&task_json("Error", 1)));
    other.key = IdempotencyKey::from_chance(7);
    let (key, lock) = (other.key.clone(), Some(other.lock()));
    writes_elsewhere(&mut play, &key, What::Decided(Box::new(other)), lock.clone());
    play.reply(200, &task_json("Queued", 0));
    let lines: Vec<_> = play.keeper.rows.iter().filter(|row| row.key == first.as_str()).collect();
    assert!(lines.iter().any(|row| row.entry.contains("accepted")), "{lines:?}");
    assert_eq!(play.keeper.locks(), lock.as_deref().into_iter().collect::<Vec<_>>());
}

/// A transmission by another tab, whose answer came late, changes nothing in the order of facts.
#[wasm_bindgen_test(unsupported = test)]
fn an_answer_to_an_unknown_transmission_is_no_harm() {
    let mut play = Play::new();
    let key = play.sent();
    let answer = Answer {
        verdict: Verdict::Unclear(Doubt::TimedOut),
        status: None,
        request_id: None,
        replayed: false,
    };
    let what = What::Answered { track: TrackId::from_chance(99), answer: Box::new(answer) };
    let lock = Some(play.rerun().intent.lock());
    writes_elsewhere(&mut play, &key, what, lock);
    play.reply(200, &task_json("Success", 1));
    assert!(matches!(play.stage(), Stage::Finished(_)), "{:?}", play.stage());
}
