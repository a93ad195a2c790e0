//! Two starts of a task under one key: they end a proof of keys at once, wherever the rerun's task
//! is reached.

use crate::stage::{Play, environment, failed, part, proven, task_json, tenancy};
use reprise_domain::api::Silence;
use reprise_domain::desk::Event;
use reprise_domain::desk::guard::{Guard, Guards, KeysStanding};
use reprise_domain::explain::proof::proof_ended;
use reprise_domain::explain::{Notice, Tone};
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::tenancy::EnvironmentId;
use reprise_domain::time::UnixMillis;
use wasm_bindgen_test::wasm_bindgen_test;

/// The environments and the Zuora tenants that they stand for; the keys of all are proven.
fn stand_for(play: &mut Play, environments: &[(&str, &str)]) {
    let own = |(id, tenant): &(&str, &str)| (environment(id), part(tenant));
    let all: Vec<_> = environments.iter().map(own).collect();
    let free = all.iter().map(|(id, _)| (id.clone(), Guard::Free)).collect();
    let standing = proven().remove(0).1;
    let keys = all.iter().map(|(id, _)| (id.clone(), standing)).collect();
    play.tell(Event::Guarded(Guards::of(free).standing_for(all).with_keys(keys)));
}

/// Sent twice under one key, with no answer.
fn sent_twice(play: &mut Play) -> IdempotencyKey {
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    play.resent(&key);
    play.silence(Silence::NoAnswer);
    key
}

/// Reads the task as it started in those minutes.
fn seen(play: &mut Play, key: &IdempotencyKey, minutes: &[u32]) {
    for minute in minutes {
        play.check(key);
        play.reply(200, &task_json("Processing", *minute));
    }
}

fn is_known(play: &Play, id: &EnvironmentId) -> bool {
    let known = play.model.counter_evidence(id).is_some();
    let unproven = play.model.keys(id).standing == KeysStanding::Unproven;
    assert_eq!(known, unproven, "it ends the proof, and nothing else does");
    assert_eq!(play.model.proof_ended_by(id).is_some(), known);
    known
}

#[wasm_bindgen_test(unsupported = test)]
fn two_starts_under_one_key_end_a_proof_at_once_and_for_good() {
    let mut play = Play::new();
    let key = sent_twice(&mut play);
    let own = tenancy().environment;
    seen(&mut play, &key, &[1]);
    assert!(!is_known(&play, &own), "one start is what was ordered");
    seen(&mut play, &key, &[2]);
    assert_eq!(play.model.counter_evidence(&own).map(|rerun| &rerun.intent.key), Some(&key));
    assert!(is_known(&play, &own));
    play.crash();
    assert!(is_known(&play, &own), "the journal tells every page");
}

#[wasm_bindgen_test(unsupported = test)]
fn the_same_starts_after_one_transmission_prove_nothing() {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::NoAnswer);
    seen(&mut play, &key, &[1, 2]);
    assert!(!is_known(&play, &tenancy().environment));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_rerun_from_before_the_tenant_was_named_counts_afterwards() {
    // No proof holds without a tenant: every rerun before the first proof is of this kind.
    let mut play = Play::new();
    let key = sent_twice(&mut play);
    seen(&mut play, &key, &[1, 2]);
    assert_eq!(play.model.rerun(&key).map(|rerun| rerun.intent.tenant.clone()), Some(None));
    stand_for(&mut play, &[("sandbox", "na/10234")]);
    assert!(is_known(&play, &tenancy().environment));
}

#[wasm_bindgen_test(unsupported = test)]
fn it_goes_with_the_tenant_and_not_with_the_environment_s_name() {
    let mut play = Play::new();
    stand_for(&mut play, &[("sandbox", "na/10234")]);
    let key = sent_twice(&mut play);
    seen(&mut play, &key, &[1, 2]);
    // Renamed; and beside another environment of the same tenant, and one of another.
    stand_for(&mut play, &[("new-name", "na/10234"), ("second", "na/10234"), ("eu", "eu/77")]);
    assert!(is_known(&play, &environment("new-name")));
    assert!(is_known(&play, &environment("second")));
    assert!(!is_known(&play, &environment("eu")));
    // Its environment stands for another tenant now, and nothing leads to its own.
    stand_for(&mut play, &[("sandbox", "eu/77")]);
    assert!(!is_known(&play, &environment("sandbox")));
}

#[wasm_bindgen_test(unsupported = test)]
fn the_banner_says_what_was_seen_when_and_what_to_do() {
    let mut play = Play::new();
    let key = sent_twice(&mut play);
    seen(&mut play, &key, &[1, 2]);
    let own = tenancy().environment;
    let told = play.model.proof_ended_by(&own).map(|rerun| proof_ended(rerun, UnixMillis::iso));
    let Some(Notice { tone: Tone::Bad, headline, detail, advice }) = told else {
        unreachable!("{told:?}");
    };
    assert_eq!(headline, "A key was not honoured: the proof of keys has ended.");
    for part in [
        "Task 2770 was sent at 2026-11-18T11:06:40.000Z and at 2026-11-18T11:06:40.000Z",
        "started at 2026-11-01T10:01:00.000Z and at 2026-11-01T10:02:00.000Z by Zuora's clock",
    ] {
        assert!(detail.contains(part), "{detail}");
    }
    for part in ["Tell your administrator", "config.json", "nothing is sent again by itself"] {
        assert!(advice.contains(part), "{advice}");
    }
    // Where there was no proof, none has ended: nothing changes for the operator.
    play.tell(Event::Guarded(Guards::default()));
    assert!(play.model.counter_evidence(&own).is_some());
    assert!(play.model.proof_ended_by(&own).is_none());
}

/// A second decision about the same task, sent ten minutes after the first.
fn another_decision(play: &mut Play) {
    play.wait(600_000);
    play.confirm(&task_json("Error", 3));
    play.reply(200, &task_json("Error", 3));
}

#[wasm_bindgen_test(unsupported = test)]
fn another_decision_of_the_task_explains_a_start_and_one_of_another_tenant_does_not() {
    let mut play = Play::new();
    stand_for(&mut play, &[("sandbox", "na/10234")]);
    let key = sent_twice(&mut play);
    seen(&mut play, &key, &[1, 2]);
    play.check(&key);
    play.reply(200, &task_json("Error", 3));
    assert!(is_known(&play, &tenancy().environment));
    another_decision(&mut play);
    assert_eq!(play.posts.len(), 3);
    assert!(!is_known(&play, &tenancy().environment), "one start may be of the other decision");

    let mut play = Play::new();
    stand_for(&mut play, &[("sandbox", "na/10234")]);
    let key = sent_twice(&mut play);
    seen(&mut play, &key, &[1, 2]);
    stand_for(&mut play, &[("sandbox", "eu/77"), ("moved", "na/10234")]);
    play.confirm(&failed());
    play.reply(200, &failed());
    assert_eq!(play.posts.len(), 3, "a task of the same number in another tenant");
    assert!(is_known(&play, &environment("moved")));
}
