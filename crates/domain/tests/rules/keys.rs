//! What may follow a doubt: where Zuora is known to honour keys, where a gateway passes a key on once,
//! and where neither is so.

use crate::stage::{NO, Play, START, failed, proven, reply, task_json, tenancy};
use reprise_domain::api::Silence;
use reprise_domain::desk::Event;
use reprise_domain::desk::guard::{Guard, Guards, KeysStanding};
use reprise_domain::journal::entry::{Stamp, What};
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::rerun::keys::{Memory, QUIET_UNMEASURED_MS, Remembered};
use reprise_domain::rerun::policy::{Inert, Order};
use reprise_domain::rerun::reason::Reason;
use reprise_domain::rerun::stage::{Stage, WhyNotSent};
use reprise_domain::rerun::verdict::Doubt;
use reprise_domain::time::UnixMillis;
use wasm_bindgen_test::wasm_bindgen_test;

/// `START` as HTTP writes it.
const DATE: (&str, &str) = ("date", "Wed, 18 Nov 2026 11:06:40 GMT");

/// The gateway has remembered keys since a year before.
const REMEMBERS: (&str, &str) = ("x-proxy-remembers", "keys=1763000000");

fn unproven() -> Play {
    let mut play = Play::eager();
    stand(&mut play, KeysStanding::Unproven);
    play
}

fn stand(play: &mut Play, standing: KeysStanding) {
    let own = tenancy().environment;
    let guards = Guards::of(vec![(own.clone(), Guard::Free)]).with_keys(vec![(own, standing)]);
    play.tell(Event::Guarded(guards));
}

/// Confirms, reads the task unchanged with these headers; the POST is on its way.
fn sent(play: &mut Play, headers: &[(&str, &str)]) -> IdempotencyKey {
    let key = play.confirm(&failed());
    play.reply_with(200, headers, &failed());
    assert_eq!(play.posts.len(), 1, "the rerun was not sent");
    key
}

fn may(play: &Play, order: Order) -> Result<(), Inert> {
    play.rerun().may(order, Stamp::wall(play.now))
}

#[wasm_bindgen_test(unsupported = test)]
fn the_dates_of_these_tests_are_those_of_the_stage() {
    assert_eq!(UnixMillis::parse_http_date(DATE.1), Some(START));
}

#[wasm_bindgen_test(unsupported = test)]
fn where_nothing_is_known_nothing_is_sent_again_by_itself() {
    let told: [fn(&mut Play); 6] = [
        |play| play.silence(Silence::NoAnswer),
        |play| play.silence(Silence::TimedOut),
        |play| drop(play.reply(409, "{}")),
        |play| play.reply_with(429, &[("retry-after", "1")], NO),
        |play| play.reply_with(503, &[("x-proxy-local", "UF")], ""),
        |play| play.reply_with(503, &[("x-proxy-local", "UC")], ""),
    ];
    for (nth, tell) in told.into_iter().enumerate() {
        let mut play = unproven();
        sent(&mut play, &[DATE]);
        tell(&mut play);
        assert!(play.rerun().press.is_none(), "{nth}: {:?}", play.rerun().press);
        let mut known = Play::eager();
        sent(&mut known, &[DATE]);
        tell(&mut known);
        let goes_on = known.rerun().press.as_ref().is_some_and(|press| press.due.is_some());
        assert_eq!(goes_on, nth != 5, "{nth}: with proven keys it goes on");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn behind_a_gateway_that_remembers_what_may_not_have_left_is_sent_again() {
    for (nth, silence) in [Silence::NoAnswer, Silence::TimedOut].into_iter().enumerate() {
        let mut play = unproven();
        let key = sent(&mut play, &[DATE, REMEMBERS]);
        play.silence(silence);
        assert!(play.rerun().press.is_some(), "{nth}");
        play.wake();
        play.reply_with(200, &[DATE, REMEMBERS], &failed());
        assert_eq!(play.posts.len(), 2);
        let left = [("x-proxy-local", "LK"), ("x-proxy-left", "1795000000"), REMEMBERS];
        play.reply_with(409, &left, "");
        let doubt = Doubt::KeyLeft { at: Some(START) };
        assert_eq!(*play.stage(), Stage::Unsettled(doubt));
        assert!(play.rerun().press.is_none(), "a third time tells nothing");
        assert_eq!(may(&play, Order::Send), Err(Inert::KeyLeft));
        play.ask_again(&key);
        assert!(play.open.is_empty() && play.posts.len() == 2);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_memory_that_is_younger_than_the_key_guards_nothing() {
    let young = ("x-proxy-remembers", "keys=1794999970");
    for header in [young, ("x-proxy-remembers", "tracks=1763000000"), ("x-proxy-remembers", "yes")]
    {
        let mut play = unproven();
        sent(&mut play, &[DATE, header]);
        play.silence(Silence::NoAnswer);
        assert!(play.rerun().press.is_none(), "{header:?}");
        assert_eq!(may(&play, Order::Send), Err(Inert::KeysUnproven), "{header:?}");
    }
    // Without a server's time nobody can tell which is older.
    let mut play = unproven();
    sent(&mut play, &[REMEMBERS]);
    play.silence(Silence::NoAnswer);
    assert_eq!(may(&play, Order::Send), Err(Inert::KeysUnproven));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_memory_is_read_from_its_header_alone() {
    let read = |value: &str| Memory::read(&reply(200, &[("x-proxy-remembers", value)], ""));
    let since = UnixMillis(1_763_000_000_000);
    assert_eq!(read("keys=1763000000"), Some(Memory { of: Remembered::Keys, since }));
    assert_eq!(read(" tracks=1763000000 "), Some(Memory { of: Remembered::Tracks, since }));
    for wrong in
        ["", "keys", "keys=", "keys=-1", "keys=1763000000000000", "Keys=1", "keys=1, keys=2"]
    {
        assert_eq!(read(wrong), None, "{wrong}");
    }
}

/// In doubt at the start, and read unchanged once long after.
fn doubtful() -> (Play, IdempotencyKey) {
    let mut play = unproven();
    let key = sent(&mut play, &[]);
    play.silence(Silence::NoAnswer);
    play.wait(QUIET_UNMEASURED_MS - 60_000);
    play.check(&key);
    play.reply(200, &failed());
    play.wait(60_000);
    (play, key)
}

fn once_more(play: &mut Play, key: &IdempotencyKey, note: &str) {
    let track = play.track();
    play.tell(Event::SentOnceMore { key: key.clone(), note: note.into(), track });
}

#[wasm_bindgen_test(unsupported = test)]
fn once_more_is_an_order_of_its_own_with_a_reason_and_an_entry() {
    let (mut play, key) = doubtful();
    assert_eq!(may(&play, Order::Send), Err(Inert::KeysUnproven));
    assert_eq!(may(&play, Order::SendOnceMore), Ok(()));
    once_more(&mut play, &key, "");
    assert!(play.open.is_empty(), "without a reason");
    once_more(&mut play, &key, "not in the ledger");
    play.reply(200, &failed());
    assert_eq!(play.posts.len(), 2);
    let keys: Vec<_> =
        play.posts.iter().map(|post| crate::stage::header(post, "Idempotency-Key")).collect();
    assert_eq!(keys[0], keys[1], "where keys are honoured after all, it runs once");
    let reasons: Vec<_> =
        play.posts.iter().map(|post| post.reason.as_ref().map(Reason::as_str)).collect();
    assert_eq!(
        reasons[1],
        Some("not%20in%20the%20ledger"),
        "the gateway's journal has the last word"
    );
    assert_ne!(reasons[0], reasons[1]);
    let story: Vec<_> = play.rerun().story.iter().map(|entry| &entry.what).collect();
    let [.., What::OnceMore(word), What::Sent { .. }] = &story[..] else {
        unreachable!("{story:?}");
    };
    assert_eq!(word.note, "not in the ledger");
    play.silence(Silence::NoAnswer);
    assert!(play.rerun().press.is_none(), "nothing follows by itself");
    assert!(matches!(may(&play, Order::SendOnceMore), Err(Inert::TooSoon(_))), "it is new doubt");
    play.crash();
    assert_eq!(play.rerun().story.len(), 8, "{:?}", play.rerun().story);
}

#[wasm_bindgen_test(unsupported = test)]
fn once_more_needs_quiet_and_is_not_offered_where_something_better_is() {
    let mut play = unproven();
    let key = sent(&mut play, &[]);
    play.silence(Silence::NoAnswer);
    let soon = Err(Inert::TooSoon(START.plus(QUIET_UNMEASURED_MS)));
    assert_eq!(may(&play, Order::SendOnceMore), soon);
    play.wait(QUIET_UNMEASURED_MS);
    assert_eq!(may(&play, Order::SendOnceMore), Err(Inert::NoReading));
    once_more(&mut play, &key, "in haste");
    assert!(play.open.is_empty());

    let (mut play, key) = doubtful();
    once_more(&mut play, &key, "not in the ledger");
    play.reply(200, &task_json("Processing", 1));
    assert_eq!(play.posts.len(), 1, "the task has changed");
    assert_eq!(*play.stage(), Stage::Ran);

    let (mut play, _) = doubtful();
    stand(&mut play, proven().remove(0).1);
    assert_eq!(may(&play, Order::SendOnceMore), Err(Inert::Beside));
}

#[wasm_bindgen_test(unsupported = test)]
fn not_run_waits_as_long_as_a_rerun_can_hide() {
    let (play, _) = doubtful();
    assert_eq!(may(&play, Order::NotRun), Ok(()), "nothing can be asked of the key");
    let mut early = unproven();
    sent(&mut early, &[]);
    early.silence(Silence::NoAnswer);
    early.wait(QUIET_UNMEASURED_MS - 1);
    assert!(matches!(may(&early, Order::NotRun), Err(Inert::TooSoon(_))));
    // A measured lag counts twice, and never less than ten minutes.
    for (lag_ms, quiet) in [(0, 600_000), (400_000, 800_000)] {
        let until = START.plus(366 * 86_400_000);
        let keys = reprise_domain::rerun::keys::Keys {
            standing: KeysStanding::Proven { until, lag_ms },
            memory: None,
        };
        assert_eq!(keys.quiet_ms(START), quiet);
        assert_eq!(keys.quiet_ms(until), QUIET_UNMEASURED_MS, "a proof that has ended");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_sign_in_that_has_ended_and_a_limiter_leave_the_key_as_it_is() {
    for (status, keeps) in [(401, true), (400, false), (403, false), (404, false)] {
        let mut play = Play::new();
        let first = sent(&mut play, &[]);
        play.reply(status, NO);
        assert_eq!(play.draft(&failed()).key == first, keeps, "{status}");
    }
    let mut play = Play::new();
    let first = sent(&mut play, &[]);
    play.reply(401, NO);
    play.tell(Event::Guarded(Guards::default().with_keys(proven())));
    play.confirm(&failed());
    play.reply(200, &failed());
    assert_eq!(play.posts.len(), 2, "{:?}", play.stage());
    assert_eq!(play.rerun().intent.key, first);
    assert_eq!(play.model.reruns.len(), 1, "both transmissions stay in sight");
    play.reply(200, &task_json("Queued", 0));
    assert_eq!(*play.stage(), Stage::Accepted);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_saved_refusal_gives_the_key_up() {
    let mut play = Play::new();
    let first = sent(&mut play, &[]);
    play.reply_with(401, &[("zuora-request-id", "r-1")], NO);
    play.confirm(&failed());
    play.reply(200, &failed());
    play.reply_with(401, &[("zuora-request-id", "r-1")], NO);
    assert!(play.rerun().is_replayed());
    assert_ne!(play.draft(&failed()).key, first, "it gives nothing else any more");
}

#[wasm_bindgen_test(unsupported = test)]
fn disarming_stops_what_waits() {
    let own = tenancy().environment;
    let guard = |play: &mut Play| {
        let guards = Guards::of(vec![(own.clone(), Guard::Armed)]).with_keys(proven());
        play.tell(Event::Guarded(guards));
        play.tell(Event::Armed(own.clone()));
    };
    // A pause that the limiter asked for.
    let mut play = Play::eager();
    guard(&mut play);
    sent(&mut play, &[]);
    play.reply_with(429, &[("retry-after", "30")], NO);
    assert!(play.rerun().press.is_some());
    play.tell(Event::Disarmed(own.clone()));
    assert!(play.rerun().press.is_none());
    play.wake();
    assert!(play.posts.len() == 1, "sent although it was disarmed");
    // The reading before the first transmission.
    let mut play = Play::eager();
    guard(&mut play);
    play.confirm(&failed());
    let (ticket, _) = play.open[0].clone();
    play.tell(Event::Disarmed(own.clone()));
    assert!(matches!(play.stage(), Stage::NotSent(WhyNotSent::Withheld(_))), "{:?}", play.stage());
    play.tell(Event::Answered(ticket, Ok(reply(200, &[], &failed()))));
    assert!(play.posts.is_empty());
    // Armed for too long.
    let mut play = Play::eager();
    guard(&mut play);
    play.confirm(&failed());
    play.wait(reprise_domain::desk::guard::ARMED_FOR_MS);
    play.reply(200, &failed());
    assert!(play.posts.is_empty());
}
