//! An environment that stands for another Zuora tenant than when a rerun was decided.

#![allow(clippy::unwrap_used, reason = "a broken script fails the test")]

use crate::stage::{Play, failed, part, proven, task, task_json, tenancy};
use reprise_domain::api::Silence;
use reprise_domain::config::Config;
use reprise_domain::desk::Event;
use reprise_domain::desk::guard::{Bar, Guard, Guards};
use reprise_domain::explain::guard::why_barred;
use reprise_domain::id::RunId;
use reprise_domain::journal::export::{export_csv, export_json};
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::rerun::policy::ASK_AGAIN_FOR_MS;
use reprise_domain::rerun::refusal::WhyNot;
use reprise_domain::rerun::stage::Stage;
use reprise_domain::run::stop::WhyNotStop;
use reprise_domain::time::UnixMillis;
use wasm_bindgen_test::wasm_bindgen_test;

const FORMER: &str = "na/10234";
const NOW: &str = "eu/77";

fn stands_for(play: &mut Play, tenants: &[&str]) {
    let id = tenancy().environment;
    let tenants = tenants.iter().map(|tenant| (id.clone(), part(tenant))).collect();
    play.tell(Event::Guarded(
        Guards::of(vec![(id, Guard::Free)]).standing_for(tenants).with_keys(proven()),
    ));
}

/// In doubt whether it ran when the environment came to stand for these.
fn torn(tenants: &[&str]) -> (Play, IdempotencyKey) {
    let mut play = Play::new();
    stands_for(&mut play, &[FORMER]);
    let key = play.sent();
    play.silence(Silence::TimedOut);
    stands_for(&mut play, tenants);
    (play, key)
}

fn own<'a>(play: &'a Play, key: &IdempotencyKey) -> &'a Rerun {
    play.model.rerun(key).unwrap()
}

#[wasm_bindgen_test(unsupported = test)]
fn a_decision_names_its_tenant_in_the_journal_and_in_what_is_exported() {
    let (play, key) = torn(&[FORMER]);
    let rerun = own(&play, &key);
    assert_eq!(rerun.intent.tenant, Some(part(FORMER)));
    assert!(export_csv(&[rerun]).contains("na/10234"));
    assert!(export_json(&[rerun], play.now).contains(r#""tenant":"na/10234""#));
    assert!(!play.model.has_moved(rerun));
}

#[wasm_bindgen_test(unsupported = test)]
fn nothing_is_sent_or_read_for_a_rerun_of_another_tenant() {
    for tenants in [&[NOW][..], &[]] {
        let (mut play, key) = torn(tenants);
        let story = own(&play, &key).story.len();
        play.ask_again(&key);
        play.check(&key);
        play.wake_now();
        play.tell(Event::VisibilityChanged(false));
        assert!(play.open.is_empty(), "{tenants:?}");
        assert_eq!(play.posts.len(), 1);
        play.wait(2 * ASK_AGAIN_FOR_MS);
        play.tell(Event::FoundNotRun { key: key.clone(), note: "looked".into() });
        assert!(play.open.is_empty(), "it would be read once more");
        assert_eq!(own(&play, &key).story.len(), story);
        let rerun = own(&play, &key);
        assert_eq!(play.model.bar_of(rerun), Some(Bar::OtherTenant));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_task_of_the_same_number_in_the_other_tenant_proves_nothing() {
    let (mut play, key) = torn(&[NOW]);
    let story = own(&play, &key).story.len();
    play.tell(Event::TaskAsked(tenancy(), task(&failed()).id));
    play.reply(200, &task_json("Success", 40));
    let rerun = own(&play, &key);
    assert_eq!(rerun.story.len(), story);
    assert!(matches!(rerun.stage, Stage::Unsettled(_)));
    let id = task(&failed()).id;
    assert_eq!(play.model.rerun_of(&tenancy(), id), None, "it is no rerun of that task");
    assert_eq!(play.model.open_in(&tenancy().environment).len(), 1, "it stays in sight");
}

#[wasm_bindgen_test(unsupported = test)]
fn while_it_is_open_nothing_new_is_decided_there() {
    let (mut play, _) = torn(&[NOW]);
    let why = play.model.why_not_rerun(&tenancy(), &task(&failed()));
    assert_eq!(why, Some(WhyNot::Barred(Bar::OtherTenant)));
    play.confirm(&task_json("Error", 50));
    let run = (tenancy(), RunId::new(476));
    assert_eq!(play.model.why_not_stop(&run), Some(WhyNotStop::Barred(Bar::OtherTenant)));
    play.tell(Event::RunStopConfirmed(run.0, run.1));
    assert!(play.open.is_empty());
    assert_eq!(play.posts.len(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn with_the_former_tenant_back_it_is_settled() {
    let (mut play, key) = torn(&[NOW]);
    stands_for(&mut play, &[FORMER]);
    play.check(&key);
    play.reply(200, &task_json("Success", 40));
    assert!(!own(&play, &key).is_open());
    assert_eq!(play.model.bar(&tenancy().environment), None);
}

#[wasm_bindgen_test(unsupported = test)]
fn an_operator_may_still_say_that_it_ran() {
    let (mut play, key) = torn(&[NOW]);
    play.wait(2 * ASK_AGAIN_FOR_MS);
    play.tell(Event::FoundRan { key: key.clone(), note: "seen in the bank's list".into() });
    assert!(!own(&play, &key).is_open());
    assert_eq!(play.model.bar(&tenancy().environment), None);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_over_does_not_stand_in_the_way_of_the_other_tenant() {
    let (mut play, key) = torn(&[FORMER]);
    play.check(&key);
    play.reply(200, &task_json("Success", 40));
    stands_for(&mut play, &[NOW]);
    // The other tenant's task of that number failed before this one was rerun.
    assert_eq!(play.model.why_not_rerun(&tenancy(), &task(&failed())), None);
    let draft = play.draft(&failed());
    assert_eq!((draft.generation, draft.supersedes.clone()), (0, None));
    assert_ne!(draft.key, key);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_decision_that_names_no_tenant_belongs_to_whichever_stands_there() {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::TimedOut);
    stands_for(&mut play, &[NOW]);
    play.check(&key);
    assert_eq!(play.open.len(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_configuration_names_the_tenant() {
    let config = |tenant: &str| {
        Config::parse(&format!(
            r#"{{"salt":"0123456789abcdef","environments":[{{"id":"sandbox","label":"S","kind":"sandbox","tenant":{tenant},"api":"/api","auth":"gateway"}}]}}"#
        ))
    };
    let id = tenancy().environment;
    let guards = config(r#""na/10234""#).unwrap().guards(UnixMillis(0));
    assert_eq!(guards.tenant(&id), Some(&part(FORMER)));
    for wrong in [r#""""#, r#""two words""#, "7", r#""ä""#] {
        assert!(config(wrong).is_err(), "{wrong}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_reason_says_what_to_do() {
    assert!(why_barred(Bar::OtherTenant).contains("put back into config.json"));
}
