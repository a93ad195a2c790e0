//! The check of a gateway: what it is asked, and what is made of its answers.

#![allow(clippy::unwrap_used, reason = "a broken script fails the test")]

use crate::stage::{START, reply, task_json};
use reprise_domain::api::fault::LOCAL_MARK;
use reprise_domain::api::{ApiReply, Silence};
use reprise_domain::check::gateway::{
    Copies, Guard, Memory, copies, guard, memory, other_path, read, reading, with_key,
};
use reprise_domain::check::{Grade, Matter};
use reprise_domain::time::UnixMillis;
use wasm_bindgen_test::wasm_bindgen_test;

fn answer(status: u16, mark: Option<&str>) -> ApiReply {
    let headers: Vec<_> = mark.map(|mark| (LOCAL_MARK, mark)).into_iter().collect();
    reply(status, &headers, r#"{"data":[]}"#)
}

#[wasm_bindgen_test(unsupported = test)]
fn a_guard_is_believed_only_by_the_gateways_mark() {
    assert_eq!(guard(&Ok(answer(403, Some("-")))), Guard::Stopped);
    assert_eq!(guard(&Ok(answer(403, None))), Guard::Unmarked(403));
    assert_eq!(guard(&Ok(answer(404, None))), Guard::Unmarked(404));
    assert_eq!(guard(&Ok(answer(504, Some("UT")))), Guard::Unmarked(504), "it went through");
    assert_eq!(guard(&Ok(answer(200, None))), Guard::Let);
    assert_eq!(guard(&Err(Silence::TimedOut)), Guard::Silent);
    let grades = |guard| (Matter::Outsider(guard).grade(), Matter::Key(guard).grade());
    assert_eq!(grades(Guard::Stopped), (Grade::Good, Grade::Good));
    assert_eq!(grades(Guard::Let), (Grade::Bad, Grade::Untold), "a key on a reading harms nobody");
    assert_eq!(grades(Guard::Unmarked(403)), (Grade::Weak, Grade::Weak));
}

#[wasm_bindgen_test(unsupported = test)]
fn nothing_is_asked_that_could_change_anything() {
    for request in [reading(), with_key(7), other_path()] {
        assert_eq!(request.method.as_str(), "GET");
    }
    let named: Vec<_> = with_key(7).headers.iter().map(|(name, _)| *name).collect();
    assert_eq!(named, ["Idempotency-Key", "Zuora-Track-Id"]);
    assert_eq!(with_key(7), with_key(7), "a copy is equal");
    assert_ne!(with_key(7).headers[1], with_key(8).headers[1]);
    assert!(reading().path.contains("page_length=1"));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_gateway_is_taken_at_its_word_about_its_memory_and_silence_is_none() {
    let now = UnixMillis(1_800_000_000_000);
    let told = |text: &str, is_proven: bool| {
        let outcome = Ok(reply(200, &[("x-proxy-remembers", text)], "{}"));
        let Matter::Memory { memory: found, age_ms, .. } = memory(&outcome, now, is_proven) else {
            unreachable!()
        };
        (found, age_ms, memory(&outcome, now, is_proven).grade())
    };
    assert_eq!(told("keys=1799999940", false), (Memory::Keys, 60_000, Grade::Good));
    assert_eq!(told(" keys=1799999940 ", true), (Memory::Keys, 60_000, Grade::Good));
    assert_eq!(told("keys=1800000060", false), (Memory::Keys, 0, Grade::Good), "a clock behind");
    assert_eq!(told("tracks=1799999940", true), (Memory::Transmissions, 60_000, Grade::Good));
    assert_eq!(told("tracks=1799999940", false).2, Grade::Bad);
    for text in ["", "keys", "keys=", "keys=-1", "keys=soon", "all=1799999940", "keys=1, keys=2"] {
        assert_eq!(told(text, true), (Memory::Nothing, 0, Grade::Bad), "{text}");
    }
    assert_eq!(memory(&Ok(reply(200, &[], "{}")), now, true).grade(), Grade::Bad);
    assert_eq!(memory(&Err(Silence::TimedOut), now, true).grade(), Grade::Bad);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_copy_is_held_back_only_where_the_gateway_says_that_it_has_judged_it() {
    assert_eq!(copies(&Ok(answer(409, Some("LT")))), Copies::Once);
    assert_eq!(copies(&Ok(answer(409, Some("LK")))), Copies::Anew, "its key, not itself");
    assert_eq!(copies(&Ok(answer(409, None))), Copies::Anew, "Zuora says 409 as well");
    assert_eq!(copies(&Ok(answer(403, Some("-")))), Copies::Anew);
    assert_eq!(copies(&Ok(answer(200, Some("LT")))), Copies::Anew, "it ran");
    assert_eq!(copies(&Ok(answer(200, None))), Copies::Anew);
    assert_eq!(copies(&Err(Silence::NoAnswer)), Copies::Silent);
    let grades =
        [Copies::Once, Copies::Anew, Copies::Silent].map(|each| Matter::Copies(each).grade());
    assert_eq!(grades, [Grade::Good, Grade::Bad, Grade::Untold]);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_clock_is_compared_in_the_middle_of_the_reading() {
    // START is a whole second here.
    let clock = |date: &str, asked: i64, answered: i64| {
        let reply =
            reply(200, &[("date", date)], &format!(r#"{{"data":[{}]}}"#, task_json("Error", 1)));
        let matters = read(&Ok(reply), START.plus(asked), START.plus(answered));
        assert_eq!(matters[0], Matter::Reading(Ok(answered - asked)));
        let Matter::Clock(clock) = matters[1] else { unreachable!() };
        (clock.0, matters[1].grade())
    };
    let date = "Sun, 01 Nov 2026 12:00:00 GMT";
    let off = UnixMillis::parse_http_date(date).unwrap().since(START);
    assert_eq!(clock(date, off, off + 1000), (Some(0), Grade::Good));
    assert_eq!(clock(date, off + 31_000, off + 31_000), (Some(30_500), Grade::Weak));
    assert_eq!(clock(date, off - 301_000, off - 300_000).1, Grade::Bad);
    assert_eq!(clock("yesterday", 0, 5), (None, Grade::Untold));
    let failed = read(&Err(Silence::NoAnswer), START, START);
    assert_eq!(failed.iter().map(Matter::grade).collect::<Vec<_>>(), [Grade::Bad, Grade::Untold]);
}
