//! What is told of a rerun: badge, attempts, story, buttons, in a real browser.
#![cfg(target_arch = "wasm32")]

mod stage;

use leptos::prelude::*;
use leptos::task::tick;
use reprise::parts::attempts::Attempts;
use reprise::parts::rerun_actions::RerunActions;
use reprise::parts::rerun_badge::RerunBadge;
use reprise::parts::rerun_summary::RerunSummary;
use reprise::parts::story::Story;
use reprise::ui::erased::memo;
use reprise::ui::slice::Slice;
use reprise_domain::journal::entry::TabId;
use reprise_domain::journal::read::read;
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::keys::KeysStanding;
use reprise_domain::rerun::rules::Rules;
use reprise_domain::time::UnixMillis;
use stage::Stage;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const DECIDED: &str = r#"{"v":1,"at":0,"what":"decided","key":"01234567-89ab-8def-8123-456789abcdef","environment":"sandbox","entity":"e1","orgs":"101","task":2770,"run":476,"action_type":"Email","status":"Error","generation":0,"reason":"mended","by":"ada"}"#;
const SENT: &str = r#"{"v":1,"at":60000,"server":61000,"what":"sent","track":"rp-1","tab":"ff"}"#;
const LOST: &str = r#"{"v":1,"at":90000,"what":"answered","track":"rp-1","verdict":"no-answer"}"#;
const SAVED: &str = r#"{"v":1,"at":120000,"what":"answered","track":"rp-1","verdict":"accepted","task":2770,"http":200,"request_id":"req-1","replayed":true}"#;

fn rerun(lines: &'static [&str]) -> Slice<Option<Rerun>> {
    memo(move || {
        let story = lines.iter().filter_map(|line| read(line).ok()).collect();
        Rerun::replay(story, TabId::read("aa"), Rules::default())
    })
}

/// The same where keys are known to be honoured.
fn proven(rerun: Slice<Option<Rerun>>) -> Slice<Option<Rerun>> {
    memo(move || {
        let mut rerun = rerun.get()?;
        rerun.keys.standing = KeysStanding::Proven { until: UnixMillis(i64::MAX), lag_ms: 0 };
        Some(rerun)
    })
}

#[wasm_bindgen_test]
async fn a_state_is_sign_word_and_colour() {
    let stage =
        Stage::open("sandbox", || view! { <RerunBadge rerun=rerun(&[DECIDED, SENT, LOST])/> })
            .await;
    assert_eq!(stage.text(), "●Unsettled");
    assert_eq!(stage.one(".badge").get_attribute("data-status").as_deref(), Some("unsettled"));
}

#[wasm_bindgen_test]
async fn an_attempt_has_its_names_and_what_came_of_it() {
    let lost = Stage::open("sandbox", || view! { <Attempts rerun=rerun(&[DECIDED, SENT, LOST])/> });
    let lost = lost.await.text();
    for told in ["Attempt 1", "no answer", "rp-1", "Request id none"] {
        assert!(lost.contains(told), "{told} in {lost}");
    }
    let saved =
        Stage::open("sandbox", || view! { <Attempts rerun=rerun(&[DECIDED, SENT, SAVED])/> });
    let saved = saved.await.text();
    for told in ["HTTP 200", "nothing was run a second time", "req-1"] {
        assert!(saved.contains(told), "{told} in {saved}");
    }
}

#[wasm_bindgen_test]
async fn a_story_has_an_entry_each_and_both_clocks() {
    let stage =
        Stage::open("sandbox", || view! { <Story rerun=rerun(&[DECIDED, SENT, LOST])/> }).await;
    let entries = stage.all("ol[aria-label=Story] > li");
    assert_eq!(entries.len(), 3);
    let times: Vec<_> = entries
        .iter()
        .map(|entry| entry.query_selector_all("time").map_or(0, |times| times.length()))
        .collect();
    assert_eq!(times, [1, 2, 1]);
}

#[wasm_bindgen_test]
async fn a_decision_leads_to_its_task_in_its_own_tenancy() {
    let stage = Stage::open("sandbox", || view! { <RerunSummary rerun=rerun(&[DECIDED])/> }).await;
    let href = stage.one("a").get_attribute("href").unwrap_or_default();
    assert!(href.starts_with("/t/sandbox/tasks/2770"), "{href}");
    assert!(href.contains("orgs=101"), "{href}");
    assert!(stage.text().contains("Entity DE"), "{}", stage.text());
    let file =
        Stage::open("sandbox", || view! { <RerunSummary rerun=rerun(&[DECIDED]) of_file=true/> });
    let file = file.await;
    assert!(file.all("a").is_empty());
    assert!(file.text().contains("entity e1 · org 101"), "{}", file.text());
}

#[wasm_bindgen_test]
async fn a_button_that_does_nothing_names_its_reason() {
    let stage = Stage::open("sandbox", || {
        let rerun = proven(rerun(&[DECIDED, SENT, LOST]));
        view! { <RerunActions rerun all=true focused="one"/> }
    })
    .await;
    tick().await;
    // Sent in 1970: the safe window is over, and no reading shows the task unchanged.
    let again = stage.button("Ask again, same key");
    assert_eq!(again.get_attribute("aria-disabled").as_deref(), Some("true"));
    let described = again.get_attribute("aria-describedby").unwrap_or_default();
    let reason = stage.one(&format!("#{described}"));
    assert!(reason.text_content().unwrap_or_default().contains("The safe window is over"));
}
