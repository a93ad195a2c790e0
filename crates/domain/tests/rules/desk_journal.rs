//! Every point at which a page can end, and every way in which its journal can fail: nothing is
//! sent twice and nothing is lost from sight (protocol §1.6b).

#![allow(clippy::unwrap_used, reason = "a broken script fails the test")]

use crate::stage::{Play, failed, header, reply, task, task_json, tenancy};
use reprise_domain::api::Silence;
use reprise_domain::desk::keeping::Journal;
use reprise_domain::desk::{Effect, Event, update};
use reprise_domain::journal::{AppendTrouble, JournalTrouble, Kept, Row};
use reprise_domain::rerun::policy::ASK_AGAIN_FOR_MS;
use reprise_domain::rerun::refusal::WhyNot;
use reprise_domain::rerun::stage::{Stage, WhyNotSent};
use reprise_domain::rerun::verdict::Doubt;
use reprise_domain::task::TaskStatus;
use wasm_bindgen_test::wasm_bindgen_test;

/// Answers the oldest request, performs nothing of what follows but so many appends, and ends.
fn answer_and_die(play: &mut Play, body: &str, appends: usize) {
    let (ticket, _) = play.open.remove(0);
    let mut event = Event::Answered(ticket, Ok(reply(200, &[], body)));
    for _ in 0..appends {
        let effects = update(&mut play.model, event, play.now);
        let append = effects.iter().find_map(|effect| match effect {
            Effect::Record(append) => Some(append.clone()),
            _ => None,
        });
        let append = append.unwrap();
        event = Event::Recorded(append.key.clone(), play.keeper.append(&append));
    }
    play.crash();
}

fn assert_inert(play: &Play, trouble: &Journal) {
    assert_eq!(play.model.journal, *trouble);
    let why = play.model.why_not_rerun(&tenancy(), &task(&failed()));
    assert_eq!(why, Some(WhyNot::Journal(trouble.clone())));
}

#[wasm_bindgen_test(unsupported = test)]
fn c1_and_c2_before_the_commit_there_is_nothing() {
    let mut play = Play::new();
    play.draft(&failed());
    play.crash();
    assert!(play.model.reruns.is_empty());
    play.confirm(&failed());
    answer_and_die(&mut play, &failed(), 0);
    assert!(play.model.reruns.is_empty() && play.keeper.rows.is_empty());
}

#[wasm_bindgen_test(unsupported = test)]
fn c3_a_commit_that_fails_sends_nothing() {
    for trouble in [JournalTrouble::Full, JournalTrouble::Blocked, JournalTrouble::Newer] {
        let mut play = Play::new();
        play.confirm(&failed());
        play.keeper.trouble = Some(trouble.clone());
        play.reply(200, &failed());
        assert_eq!(*play.stage(), Stage::NotSent(WhyNotSent::Unwritten(trouble.clone())));
        assert!(play.posts.is_empty() && play.open.is_empty());
        assert_inert(&play, &Journal::Closed(trouble));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn c4_what_was_decided_is_sent_by_hand_or_let_be() {
    let mut play = Play::new();
    let key = play.confirm(&failed());
    answer_and_die(&mut play, &failed(), 1);
    assert_eq!(*play.stage(), Stage::Prepared);
    assert!(play.open.is_empty(), "nothing is sent for a press in an earlier life");
    play.resent(&key);
    assert_eq!(header(&play.posts[0], "Idempotency-Key"), Some(key.as_str()));

    let mut play = Play::new();
    let key = play.confirm(&failed());
    answer_and_die(&mut play, &failed(), 1);
    play.tell(Event::LetBe(key));
    assert_eq!(*play.stage(), Stage::NotSent(WhyNotSent::LetBe));
    assert!(play.keeper.locks().is_empty());
}

#[wasm_bindgen_test(unsupported = test)]
fn c5_to_c11_what_may_have_left_is_unsettled_and_keeps_its_key() {
    // Written down and not sent; or sent, and the page ended before any answer.
    let mut unsent = Play::new();
    unsent.confirm(&failed());
    answer_and_die(&mut unsent, &failed(), 2);
    let mut sent = Play::new();
    sent.sent();
    sent.crash();
    for mut play in [unsent, sent] {
        assert_eq!(*play.stage(), Stage::Unsettled(Doubt::Interrupted));
        assert_eq!(play.keeper.locks().len(), 1);
        assert!(play.model.why_not_rerun(&tenancy(), &task(&failed())).is_some());
        let key = play.rerun().intent.key.clone();
        let posts = play.posts.len();
        play.resent(&key);
        assert_eq!(header(&play.posts[posts], "Idempotency-Key"), Some(key.as_str()));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn c12_and_c13_what_ran_is_seen_or_replayed() {
    let mut play = Play::new();
    let key = play.sent();
    answer_and_die(&mut play, &task_json("Queued", 0), 0);
    assert!(play.rerun().is_unsettled());
    play.check(&key);
    play.reply(200, &task_json("Success", 1));
    assert_eq!(*play.stage(), Stage::Ran);

    let mut play = Play::new();
    let key = play.sent();
    play.crash();
    play.resent(&key);
    let older = header(&play.posts[0], "Zuora-Track-Id").unwrap().to_owned();
    play.reply_with(200, &[("zuora-track-id", &older)], &task_json("Queued", 0));
    assert_eq!(*play.stage(), Stage::Accepted);
    assert!(play.rerun().is_replayed());
}

#[wasm_bindgen_test(unsupported = test)]
fn c14_an_accepted_rerun_is_followed_on() {
    let mut play = Play::new();
    play.sent();
    answer_and_die(&mut play, &task_json("Queued", 0), 1);
    assert_eq!(*play.stage(), Stage::Accepted);
    play.wake();
    play.reply(200, &task_json("Success", 1));
    assert_eq!(*play.stage(), Stage::Finished(TaskStatus::Success));
    assert_eq!(play.posts.len(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn c17_of_two_tabs_the_second_opens_the_firsts_rerun() {
    let mut first = Play::new();
    let mut second = Play::new();
    // Its second page has another name than the first's first.
    second.crash();
    first.confirm(&failed());
    second.confirm(&failed());
    first.reply(200, &failed());
    second.keeper = first.keeper.clone();
    second.reply(200, &failed());
    assert!(second.posts.is_empty());
    assert_eq!(*second.stage(), Stage::Unsettled(Doubt::Interrupted));
    assert_eq!(second.model.reruns.len(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn c20_a_clock_that_jumps_only_shortens_the_window() {
    for jump in [ASK_AGAIN_FOR_MS + 1, -60_000] {
        let mut play = Play::new();
        let key = play.sent();
        play.silence(Silence::TimedOut);
        play.wait(jump);
        play.crash();
        play.ask_again(&key);
        assert_eq!((play.posts.len(), play.open.len()), (1, 0), "{jump}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn c23_a_newer_journal_is_read_and_never_written() {
    let mut play = Play::new();
    play.sent();
    play.silence(Silence::TimedOut);
    let key = play.keeper.rows[0].key.clone();
    play.keeper.rows.push(Row { key, entry: r#"{"v":3}"#.into() });
    let rows = play.keeper.rows.len();
    play.tell(Event::WrittenElsewhere);
    assert_inert(&play, &Journal::Closed(JournalTrouble::Newer));
    let key = play.rerun().intent.key.clone();
    play.ask_again(&key);
    assert!(play.open.is_empty());
    play.check(&key);
    assert_eq!(play.open.len(), 1, "reading goes on");
    assert_eq!(play.keeper.rows.len(), rows);
}

#[wasm_bindgen_test(unsupported = test)]
fn c23_a_newer_database_bars_reruns_as_soon_as_it_is_read() {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::TimedOut);
    play.keeper.trouble = Some(JournalTrouble::Newer);
    play.crash();
    assert_eq!(play.rerun().intent.key, key);
    assert_inert(&play, &Journal::Closed(JournalTrouble::Newer));
    play.ask_again(&key);
    assert!(play.open.is_empty());
}

#[wasm_bindgen_test(unsupported = test)]
fn c24_a_page_shown_again_decides_nothing_before_it_has_read() {
    let mut play = Play::new();
    play.tell(Event::VisibilityChanged(true));
    let effects = update(&mut play.model, Event::VisibilityChanged(false), play.now);
    assert!(effects.contains(&Effect::ReadJournal));
    assert_inert(&play, &Journal::Unread);
    play.confirm(&failed());
    assert!(play.open.is_empty() && play.model.reruns.is_empty());
    play.tell(Event::JournalRead(Ok(Kept::default())));
    play.confirm(&failed());
    assert_eq!(play.open.len(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_full_journal_loses_no_answer() {
    let mut play = Play::new();
    play.sent();
    play.keeper.trouble = Some(JournalTrouble::Full);
    play.reply(200, &task_json("Queued", 0));
    assert_eq!(*play.stage(), Stage::Accepted, "known all the same");
    assert_inert(&play, &Journal::Closed(JournalTrouble::Full));
    play.keeper.trouble = None;
    play.tell(Event::WrittenElsewhere);
    assert_eq!(play.model.journal, Journal::Open);
    play.crash();
    assert_eq!(*play.stage(), Stage::Accepted, "and written as soon as there was room");
}

#[wasm_bindgen_test(unsupported = test)]
fn without_storage_nothing_is_rerun_and_reading_goes_on() {
    let trouble = JournalTrouble::Unavailable("SecurityError".into());
    let mut play = Play::new();
    play.keeper.trouble = Some(trouble.clone());
    play.crash();
    assert_inert(&play, &Journal::Closed(trouble));
    play.confirm(&failed());
    assert!(play.open.is_empty() && play.model.reruns.is_empty());
    play.tell(Event::TaskAsked(tenancy(), reprise_domain::id::TaskId::new(crate::stage::TASK)));
    assert_eq!(play.open.len(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn an_unreadable_line_bars_reruns_and_hides_nothing_else() {
    let mut play = Play::new();
    play.sent();
    play.silence(Silence::TimedOut);
    let key = "00000000-0000-4000-8000-000000000000".to_owned();
    play.keeper.rows.push(Row { key, entry: "no entry".into() });
    play.crash();
    assert_inert(&play, &Journal::Unreadable(1));
    assert!(play.rerun().is_unsettled(), "the other story is told");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_wiped_journal_is_noticed_and_what_is_known_stays_in_sight() {
    let mut play = Play::new();
    play.sent();
    play.silence(Silence::TimedOut);
    let mut other = Play::new();
    other.sent();
    other.silence(Silence::NoAnswer);
    play.keeper = crate::stage::keeper::Keeper::default();
    play.tell(Event::WrittenElsewhere);
    assert_inert(&play, &Journal::Closed(JournalTrouble::Wiped));
    let key = play.rerun().intent.key.clone();
    play.ask_again(&key);
    assert!(play.open.is_empty() && play.rerun().is_unsettled());
    // Another page begins a journal in which a story only happens to be as long.
    for row in &other.keeper.rows {
        play.keeper.rows.push(row.clone());
    }
    play.tell(Event::WrittenElsewhere);
    assert_inert(&play, &Journal::Closed(JournalTrouble::Wiped));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_heard_after_a_wipe_is_known_and_written_into_no_other_journal() {
    let mut play = Play::new();
    let key = play.sent();
    let mut other = Play::new();
    other.wait(5_000);
    other.sent();
    // As long as the remembered story, and of the same key: only the decision's time tells.
    play.keeper = other.keeper;
    let rows = play.keeper.rows.len();
    play.tell(Event::WrittenElsewhere);
    assert_inert(&play, &Journal::Closed(JournalTrouble::Wiped));
    play.silence(Silence::TimedOut);
    assert_eq!(play.keeper.rows.len(), rows, "written into a journal that is not its own");
    assert!(play.model.rerun(&key).unwrap().is_unsettled(), "but the page knows");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_report_that_nobody_waits_for_changes_nothing() {
    let mut play = Play::new();
    let key = play.sent();
    let before = play.rerun().clone();
    play.tell(Event::Recorded(key, Err(AppendTrouble::Taken)));
    assert_eq!(*play.rerun(), before);
}
