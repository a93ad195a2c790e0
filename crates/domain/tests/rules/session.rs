//! A page that nobody sits before holds nothing and sends nothing.

#![allow(clippy::unwrap_used, reason = "a broken script fails the test")]

use crate::stage::{Play, TASK, failed, task_json, tenancy};
use reprise_domain::api::Silence;
use reprise_domain::config::Config;
use reprise_domain::desk::guard::{Guard, Guards};
use reprise_domain::desk::keeping::Journal;
use reprise_domain::desk::session::{Lock, Session};
use reprise_domain::desk::{Effect, Event};
use reprise_domain::explain::session::lock_words;
use reprise_domain::id::TaskId;
use reprise_domain::rerun::stage::Stage;
use reprise_domain::time::UnixMillis;
use wasm_bindgen_test::wasm_bindgen_test;

fn looked_at(play: &mut Play) {
    play.tell(Event::TaskAsked(tenancy(), TaskId::new(TASK)));
    play.reply(200, &failed());
}

fn shows(play: &Play) -> bool {
    play.model.task.of(&(tenancy(), TaskId::new(TASK))).is_some()
}

#[wasm_bindgen_test(unsupported = test)]
fn what_was_read_is_dropped_and_the_journal_kept() {
    let mut play = Play::new();
    looked_at(&mut play);
    play.sent();
    play.silence(Silence::TimedOut);
    assert!(shows(&play) && play.rerun().latest.is_some());
    play.tell(Event::Locked(Lock::Idle));
    assert!(!shows(&play) && play.rerun().latest.is_none());
    assert!(play.model.past.of(&(tenancy(), TaskId::new(TASK))).is_empty());
    assert!(play.rerun().is_unsettled());
}

#[wasm_bindgen_test(unsupported = test)]
fn readings_under_way_are_ended_and_what_was_sent_is_waited_for() {
    let mut play = Play::new();
    play.sent();
    play.tell(Event::TaskAsked(tenancy(), TaskId::new(TASK)));
    play.tell(Event::Locked(Lock::Idle));
    assert_eq!(play.aborted.len(), 1);
    assert_eq!(play.open.len(), 1, "the rerun");
    play.reply(200, &task_json("Queued", 0));
    assert_eq!(*play.stage(), Stage::Accepted);
    assert!(!shows(&play) && play.rerun().latest.is_none(), "the answer holds a payload, too");
}

#[wasm_bindgen_test(unsupported = test)]
fn nothing_is_sent_or_read_while_it_is_locked() {
    let mut play = Play::eager();
    let key = play.sent();
    // No answer: the same press would go on by itself.
    play.silence(Silence::NoAnswer);
    play.tell(Event::Locked(Lock::Idle));
    play.wake();
    play.ask_again(&key);
    assert!(play.open.is_empty());
    assert_eq!(play.posts.len(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn unlocking_reads_the_journal_before_a_button_works() {
    let mut play = Play::new();
    play.tell(Event::Locked(Lock::Idle));
    let effects = reprise_domain::desk::update(&mut play.model, Event::Unlocked, play.now);
    assert!(effects.contains(&Effect::ReadJournal));
    assert_eq!((play.model.locked(), &play.model.journal), (None, &Journal::Unread));
}

#[wasm_bindgen_test(unsupported = test)]
fn after_the_longest_time_only_a_new_page_helps() {
    let mut play = Play::new();
    play.tell(Event::Locked(Lock::Over));
    play.tell(Event::Unlocked);
    assert_eq!(play.model.locked(), Some(Lock::Over));
    assert_ne!(lock_words(Lock::Over), lock_words(Lock::Idle));
}

#[wasm_bindgen_test(unsupported = test)]
fn locked_it_is_disarmed() {
    let mut play = Play::new();
    let place = tenancy().environment;
    play.tell(Event::Guarded(Guards::of(vec![(place.clone(), Guard::Armed)])));
    play.tell(Event::Armed(place.clone()));
    play.tell(Event::Locked(Lock::Idle));
    play.tell(Event::Unlocked);
    assert_eq!(play.model.guards.armed_until(&place), None);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_moment_counts_to_the_millisecond() {
    let session = Session { idle_ms: 1_000, longest_ms: 5_000 };
    let lock =
        |opened, used, now| session.lock(UnixMillis(opened), UnixMillis(used), UnixMillis(now));
    assert_eq!(lock(0, 0, 999), None);
    assert_eq!(lock(0, 0, 1_000), Some(Lock::Idle));
    assert_eq!(lock(0, 4_500, 4_999), None);
    assert_eq!(lock(0, 4_999, 5_000), Some(Lock::Over), "however busy");
    assert_eq!(lock(5_000, 5_000, 0), None, "a clock that was set back tells nothing");
}

#[wasm_bindgen_test(unsupported = test)]
fn the_configuration_may_choose_other_times() {
    let session = |text: &str| {
        let text = format!(
            r#"{{"salt":"0123456789abcdef",{text}"environments":[{{"id":"s","label":"S","kind":"sandbox","api":"/api","auth":"gateway"}}]}}"#
        );
        Config::parse(&text).map(|config| config.session)
    };
    assert_eq!(session("").unwrap(), Session { idle_ms: 900_000, longest_ms: 43_200_000 });
    let own = session(r#""session":{"idleMinutes":5,"hours":8},"#).unwrap();
    assert_eq!(own, Session { idle_ms: 300_000, longest_ms: 28_800_000 });
    for wrong in
        [r#"{"idleMinutes":0}"#, r#"{"idleMinutes":481}"#, r#"{"hours":25}"#, r#"{"hours":"8"}"#]
    {
        let trouble = session(&format!(r#""session":{wrong},"#)).unwrap_err();
        assert!(trouble.what.starts_with("expected a whole number from 1 to "), "{trouble}");
    }
}
