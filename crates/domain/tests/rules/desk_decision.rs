//! What counts as a decision, and which key it gets.

use std::sync::Arc;

use crate::stage::{
    NO, Play, SALT, TASK, environment, failed, header, part, reply, task, task_json, tenancy,
};
use reprise_domain::api::Silence;
use reprise_domain::desk::{Effect, Event, Model};
use reprise_domain::id::TaskId;
use reprise_domain::rerun::stage::{Stage, WhyNotSent};
use reprise_domain::task::TaskStatus;
use reprise_domain::tenancy::Tenancy;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test(unsupported = test)]
fn a_second_confirmation_while_open_does_nothing() {
    let mut play = Play::new();
    let draft = play.draft(&failed());
    play.confirm_draft(&draft);
    play.confirm_draft(&draft);
    assert_eq!(play.open.len(), 1, "one reading for one decision");
    play.reply(200, &failed());
    play.confirm_draft(&draft);
    play.silence(Silence::TimedOut);
    play.confirm_draft(&draft);
    assert_eq!((play.model.reruns.len(), play.posts.len(), play.open.len()), (1, 1, 0));
}

#[wasm_bindgen_test(unsupported = test)]
fn other_organisations_do_not_lead_round_an_open_rerun() {
    let mut play = Play::new();
    let key = play.sent();
    play.silence(Silence::TimedOut);
    let narrowed = Tenancy { orgs: vec![part("o1")], ..tenancy() };
    assert!(play.model.rerun_of(&narrowed, TaskId::new(TASK)).is_some());
    let draft = play.model.draft(SALT, narrowed, task(&failed()).into());
    assert!(draft.generation == 1 || draft.key == key, "{}", draft.generation);
    play.confirm_draft(&draft);
    assert_eq!((play.model.reruns.len(), play.posts.len()), (1, 1));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_draft_is_good_for_one_decision() {
    let mut play = Play::new();
    let draft = play.draft(&failed());
    play.confirm_draft(&draft);
    play.reply(200, &failed());
    play.reply(400, NO);
    assert!(matches!(play.stage(), Stage::Refused(_)));
    play.confirm_draft(&draft);
    assert!(play.open.is_empty(), "the key of a refused decision was used once more");
    assert!(matches!(play.stage(), Stage::Refused(_)), "and the refusal is lost from sight");
}

#[wasm_bindgen_test(unsupported = test)]
fn after_a_refusal_the_next_decision_has_another_key() {
    let mut play = Play::new();
    let first = play.sent();
    play.reply(400, NO);
    let draft = play.draft(&failed());
    assert_eq!(draft.generation, 1);
    assert_ne!(draft.key, first);
    play.confirm_draft(&draft);
    play.reply(200, &failed());
    assert_eq!(header(&play.posts[1], "Idempotency-Key"), Some(draft.key.as_str()));
    assert_eq!(play.model.reruns.len(), 2, "the refused one stays in the list");
    play.reply(403, NO);
    assert_eq!(play.draft(&failed()).generation, 2);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_decision_that_never_left_gives_its_key_to_the_next() {
    let mut play = Play::new();
    let first = play.confirm(&failed());
    play.silence(Silence::NoAnswer);
    assert_eq!(play.draft(&failed()).key, first);
    play.confirm(&failed());
    play.reply(200, &failed());
    play.reply_with(503, &[("x-proxy-local", "UF")], "");
    assert!(matches!(play.stage(), Stage::NotSent(WhyNotSent::Gateway(_))));
    assert_eq!(play.confirm(&failed()), first);
    assert_eq!(play.model.reruns.len(), 1);
    assert_eq!(play.rerun().attempts.len(), 1, "the earlier transmission is lost from sight");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_finished_rerun_leaves_the_next_decision_a_fresh_basis() {
    let mut play = Play::new();
    let first = play.sent();
    play.reply(200, &task_json("Error", 1));
    assert_eq!(*play.stage(), Stage::Finished(TaskStatus::Error));
    let next = play.draft(&task_json("Error", 1));
    assert_eq!(next.generation, 0);
    assert_ne!(next.key, first);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_may_not_be_rerun_is_not_even_read() {
    for body in [
        task_json("Queued", 0),
        task_json("Processing", 0),
        task_json("Pending", 0),
        task_json("Paused", 0),
        r#"{"id":2770}"#.into(),
        r#"{"id":2770,"status":"Error","instance":false}"#.into(),
    ] {
        let mut play = Play::new();
        play.confirm(&body);
        assert!(play.model.reruns.is_empty() && play.open.is_empty(), "{body}");
    }
    for status in ["Error", "Stopped", "Success"] {
        let mut play = Play::new();
        play.confirm(&task_json(status, 0));
        play.reply(200, &task_json(status, 0));
        assert_eq!(play.posts.len(), 1, "{status}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn entities_only_narrow_what_is_seen_and_environments_are_apart() {
    let mut play = Play::new();
    play.sent();
    let failed_task = Arc::new(task(&failed()));
    let entity = Tenancy { entity: Some(part("e1")), ..tenancy() };
    let draft = play.model.draft(SALT, entity.clone(), Arc::clone(&failed_task));
    assert_eq!(draft.supersedes, Some(play.rerun().intent.key.clone()), "it is known there, too");
    assert!(play.model.rerun_of(&entity, TaskId::new(TASK)).is_some());
    let other = Tenancy { environment: environment("other"), ..tenancy() };
    let draft = play.model.draft(SALT, other.clone(), failed_task);
    assert_ne!(draft.key, play.rerun().intent.key);
    assert!(play.model.rerun_of(&other, TaskId::new(TASK)).is_none());
}

#[wasm_bindgen_test(unsupported = test)]
fn every_request_of_a_rerun_goes_to_its_own_tenancy() {
    let mut play = Play::new();
    let entity = Tenancy { entity: Some(part("e1")), ..tenancy() };
    let failed_task = Arc::new(task(&failed()));
    let draft = Box::new(play.model.draft(SALT, entity.clone(), failed_task));
    let track = play.track();
    let read = play.tell(Event::RerunConfirmed { draft, reason: String::new(), track });
    let (ticket, _) = play.open[0].clone();
    let answer = Event::Answered(ticket, Ok(reply(200, &[], &failed())));
    let sent = play.tell(answer);
    for effects in [read, sent] {
        let fetched = effects.iter().filter_map(|effect| match effect {
            Effect::Fetch { tenancy, .. } => Some(tenancy),
            _ => None,
        });
        assert_eq!(fetched.collect::<Vec<_>>(), [&entity]);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_unknown_key_moves_nothing() {
    let mut play = Play::new();
    let key = Model::default()
        .draft("another salt, quite long", tenancy(), Arc::new(task(&failed())))
        .key;
    play.ask_again(&key);
    play.check(&key);
    play.tell(Event::LetBe(key.clone()));
    play.tell(Event::Woke(key));
    assert!(play.open.is_empty() && play.said.is_empty());
}

#[wasm_bindgen_test(unsupported = test)]
fn after_the_last_generation_there_is_no_next() {
    let mut refused = Play::new();
    refused.sent();
    refused.reply(403, NO);
    let kept = refused.keeper.read().map(|mut kept| {
        for row in &mut kept.rows {
            row.entry = row.entry.replace(r#""generation":0"#, r#""generation":4294967295"#);
        }
        kept
    });
    let mut play = Play::new();
    play.tell(Event::JournalRead(kept));
    assert_eq!(play.draft(&failed()).generation, u32::MAX);
}
