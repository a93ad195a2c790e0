//! Where anything may be sent that changes Zuora.

#![allow(clippy::unwrap_used, reason = "a broken script fails the test")]

use crate::stage::{NO, Play, environment, failed, part, proven, task, tenancy};
use reprise_domain::api::Silence;
use reprise_domain::config::Config;
use reprise_domain::desk::Event;
use reprise_domain::desk::guard::{ARMED_FOR_MS, Bar, Guard, Guards};
use reprise_domain::explain::guard::why_barred;
use reprise_domain::explain::refusal::why_not;
use reprise_domain::explain::stop::why_not_stop;
use reprise_domain::id::RunId;
use reprise_domain::rerun::refusal::WhyNot;
use reprise_domain::run::stop::WhyNotStop;
use reprise_domain::tenancy::Tenancy;
use reprise_domain::time::UnixMillis;
use wasm_bindgen_test::wasm_bindgen_test;

fn guarded(guard: Guard) -> Play {
    let mut play = Play::new();
    guard_again(&mut play, guard);
    play
}

fn guard_again(play: &mut Play, guard: Guard) {
    let guards = Guards::of(vec![(tenancy().environment, guard)]).with_keys(proven());
    play.tell(Event::Guarded(guards));
}

fn bar(play: &Play) -> Option<Bar> {
    match play.model.why_not_rerun(&tenancy(), &task(&failed())) {
        Some(WhyNot::Barred(bar)) => Some(bar),
        None => None,
        other => unreachable!("{other:?}"),
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_not_guarded_is_free() {
    assert_eq!(bar(&guarded(Guard::Free)), None);
    assert_eq!(bar(&Play::new()), None, "no guard was told");
    let mut other = Play::new();
    other.tell(Event::Guarded(Guards::of(vec![(environment("live"), Guard::ReadOnly)])));
    assert_eq!(bar(&other), None, "another environment's guard");
}

#[wasm_bindgen_test(unsupported = test)]
fn nothing_is_sent_where_it_was_not_armed() {
    for guard in [Guard::Armed, Guard::ReadOnly] {
        let mut play = guarded(guard);
        play.confirm(&failed());
        assert!(play.open.is_empty() && play.posts.is_empty() && play.model.reruns.is_empty());
        let run = (tenancy(), RunId::new(476));
        assert!(matches!(play.model.why_not_stop(&run), Some(WhyNotStop::Barred(_))));
        play.tell(Event::RunStopConfirmed(run.0, run.1));
        assert!(play.posts.is_empty());
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn armed_it_is_free_for_fifteen_minutes_and_not_a_moment_longer() {
    let mut play = guarded(Guard::Armed);
    assert_eq!(bar(&play), Some(Bar::Disarmed));
    play.tell(Event::Armed(tenancy().environment));
    let until = play.model.guards.armed_until(&tenancy().environment);
    assert_eq!(until, Some(play.now.plus(ARMED_FOR_MS)));
    assert_eq!(bar(&play), None);
    play.wait(ARMED_FOR_MS - 1);
    play.tell(Event::Lapsed);
    assert_eq!(bar(&play), None);
    play.wait(1);
    // No timer told: the confirmation itself comes too late.
    play.confirm(&failed());
    assert!(play.open.is_empty());
    assert_eq!(bar(&play), Some(Bar::Disarmed));
}

#[wasm_bindgen_test(unsupported = test)]
fn armed_again_it_lasts_longer_and_disarmed_it_ends() {
    let mut play = guarded(Guard::Armed);
    play.tell(Event::Armed(tenancy().environment));
    play.wait(ARMED_FOR_MS - 1);
    play.tell(Event::Armed(tenancy().environment));
    play.wait(ARMED_FOR_MS - 1);
    play.tell(Event::Lapsed);
    assert_eq!(bar(&play), None);
    play.tell(Event::Disarmed(tenancy().environment));
    assert_eq!(bar(&play), Some(Bar::Disarmed));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_clock_that_is_set_back_disarms() {
    let mut play = guarded(Guard::Armed);
    play.tell(Event::Armed(tenancy().environment));
    play.wait(-1);
    play.tell(Event::Lapsed);
    assert_eq!(bar(&play), Some(Bar::Disarmed));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_the_configuration_forbids_cannot_be_armed() {
    let mut play = guarded(Guard::ReadOnly);
    play.tell(Event::Armed(tenancy().environment));
    assert_eq!(bar(&play), Some(Bar::ReadOnly));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_in_doubt_is_looked_at_but_not_asked_again() {
    let mut play = guarded(Guard::Free);
    let key = play.sent();
    play.silence(Silence::TimedOut);
    guard_again(&mut play, Guard::Armed);
    play.ask_again(&key);
    assert!(play.open.is_empty(), "asking again is sending");
    play.check(&key);
    assert_eq!(play.open.len(), 1, "looking is not");
    play.reply(200, &failed());
    play.tell(Event::Armed(tenancy().environment));
    play.resent(&key);
    assert_eq!(play.posts.len(), 2);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_configuration_tells_how_each_environment_is_guarded() {
    let config = |kind: &str, more: &str| {
        let text = format!(
            r#"{{"salt":"0123456789abcdef","environments":[{{"id":"sandbox","label":"S","kind":"{kind}","api":"/api","auth":"gateway"{more}}}]}}"#
        );
        Config::parse(&text)
    };
    let guard = |kind, more| {
        config(kind, more).unwrap().guards(UnixMillis(0)).guard(&tenancy().environment)
    };
    assert_eq!(guard("sandbox", ""), Guard::Free);
    assert_eq!(guard("production", ""), Guard::Armed);
    assert_eq!(guard("production", r#","readOnly":false"#), Guard::Armed);
    assert_eq!(guard("production", r#","readOnly":true"#), Guard::ReadOnly);
    assert_eq!(guard("sandbox", r#","readOnly":true"#), Guard::ReadOnly);
    let trouble = config("sandbox", r#","readOnly":"yes""#).unwrap_err();
    assert_eq!(trouble.what, "expected true or false");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_zuora_refuses_for_want_of_a_permission_is_not_offered_again() {
    let mut play = Play::new();
    play.sent();
    let forbidden = r#"{"reasons":[{"code":90000030,"message":"no permission"}]}"#;
    play.reply(403, forbidden);
    assert_eq!(bar(&play), Some(Bar::NoPermission));
    play.confirm(&failed());
    assert!(play.open.is_empty());
    let run = (tenancy(), RunId::new(476));
    assert!(
        !matches!(play.model.why_not_stop(&run), Some(WhyNotStop::Barred(_))),
        "that is another one"
    );
    let elsewhere = Tenancy { entity: Some(part("e-2")), ..tenancy() };
    assert_eq!(play.model.why_not_rerun(&elsewhere, &task(&failed())), None, "another entity's");
    play.crash();
    assert_eq!(bar(&play), None, "after a reload it may have been granted");
}

#[wasm_bindgen_test(unsupported = test)]
fn another_refusal_takes_nothing_away() {
    let mut play = Play::new();
    play.sent();
    play.reply(400, NO);
    assert_eq!(bar(&play), None);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_reason_says_what_to_do() {
    for bar in [Bar::Disarmed, Bar::ReadOnly, Bar::OtherTenant, Bar::NoPermission] {
        assert_eq!(why_not(&WhyNot::Barred(bar)), why_barred(bar));
        assert_eq!(why_not_stop(&WhyNotStop::Barred(bar)), why_barred(bar));
    }
    assert!(why_barred(Bar::Disarmed).contains("arm it"));
    assert!(why_barred(Bar::ReadOnly).contains("config.json"));
    assert!(why_barred(Bar::NoPermission).contains("reload this page"));
}
