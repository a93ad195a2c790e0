//! Which reruns a list shows.

use crate::stage::tale::{intent, tale, word};
use crate::stage::{Play, TASK, failed, task_json};
use reprise_domain::header::TrackId;
use reprise_domain::journal::entry::{Closing, What};
use reprise_domain::rerun::filter::{RerunQuery, Standing};
use wasm_bindgen_test::wasm_bindgen_test;

fn text(text: &str) -> RerunQuery {
    RerunQuery { text: text.to_owned(), ..RerunQuery::default() }
}

fn standing(standing: Standing) -> RerunQuery {
    RerunQuery { standing, ..RerunQuery::default() }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_filter_comes_back_from_its_address() {
    for standing in Standing::ALL {
        for task in ["", "2770", "no number", "2770&text=x"] {
            for text in ["", "ledger", "a & b=c", "ünï 100 % +1"] {
                let (task, text) = (task.to_owned(), text.to_owned());
                let query = RerunQuery { standing, task, text };
                let address = query.to_address();
                assert_eq!(RerunQuery::from_address(&format!("?{address}")), query, "{address}");
                assert_eq!(query.narrowed_by() == 0, address.is_empty(), "{address}");
            }
        }
    }
    let odd = RerunQuery::from_address("standing=lost&task=%20%202770+&moon=1&entity=e1");
    assert_eq!(odd, RerunQuery { task: "2770".into(), ..RerunQuery::default() });
}

#[wasm_bindgen_test(unsupported = test)]
fn a_rerun_fits_by_how_far_it_has_come() {
    let fits = |play: &Play| Standing::ALL.map(|one| standing(one).fits(play.rerun()));
    let mut play = Play::new();
    let key = play.sent();
    assert_eq!(fits(&play), [true, true, false, false], "on the wire");
    play.reply(503, "{}");
    assert_eq!(fits(&play), [true, true, true, false], "in doubt");
    play.check(&key);
    play.reply(200, &task_json("Success", 5));
    assert_eq!(fits(&play), [true, false, false, true], "it ran");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_rerun_fits_by_task_and_words() {
    let mut play = Play::new();
    let key = play.sent();
    play.reply_with(503, &[("zuora-request-id", "Req-77")], r#"{"message":"canary"}"#);
    play.check(&key);
    play.reply(200, &failed());
    let rerun = play.rerun();
    for (task, fits) in [("2770", true), ("277", false), ("27700", false), ("x", false)] {
        let query = RerunQuery { task: task.into(), ..RerunQuery::default() };
        assert_eq!(query.fits(rerun), fits, "{task}");
    }
    let (key, track) = (key.to_string(), TrackId::from_chance(1).to_string());
    let task = TASK.to_string();
    for own in [
        "LEDGER",
        "back  the",
        "OPS-7",
        &key,
        &track,
        &task,
        "req-77",
        "callout",
        "476",
        "CALL the",
    ] {
        assert!(text(own).fits(rerun), "{own}");
    }
    for other in ["moon", "ledger moon", "canary", "LÉDGER", "ledger is back, the"] {
        assert!(!text(other).fits(rerun), "{other}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_rerun_fits_by_what_was_found_of_it_and_by_whom() {
    for closing in [Closing::Ran, Closing::NotRun] {
        let rerun = tale(intent(1), [What::Closed(closing(word("seen in Cairo")))]);
        for own in ["cairo", "ops-8", "ops-7 seen"] {
            assert!(text(own).fits(&rerun), "{own}");
        }
    }
    assert!(!text("cairo").fits(&tale(intent(1), [])));
}
