//! What is said of lists, times, odd bytes and evidence: never more than is known.

use crate::stage::task;
use reprise_domain::explain::Tone;
use reprise_domain::explain::evidence::evidence_verdict;
use reprise_domain::explain::lists::{
    no_tasks, nothing_open, strange_environment, unreadable_tasks,
};
use reprise_domain::explain::odd::odd_line;
use reprise_domain::explain::since::changes_since;
use reprise_domain::explain::when::{no_end, no_start};
use reprise_domain::journal::evidence::Evidence;
use reprise_domain::payload::{Charset, Oddity};
use reprise_domain::rerun::key::IdempotencyKey;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test(unsupported = test)]
fn a_list_with_nothing_readable_is_no_empty_list() {
    assert_eq!(no_tasks(1, 0), "Zuora knows no task that fits these filters.");
    assert!(no_tasks(2, 0).contains("the list has ended before it"));
    for (count, words) in [(1, "1 entry"), (7, "7 entries")] {
        let said = no_tasks(1, count);
        assert!(said.contains(words) && !said.contains("knows no task"), "{said}");
        assert!(unreadable_tasks(count).starts_with(words));
    }
    assert_eq!(unreadable_tasks(0), "");
}

#[wasm_bindgen_test(unsupported = test)]
fn only_what_may_still_come_is_not_yet() {
    for (body, start, end) in [
        (r#"{"id":1,"status":"Queued"}"#, "not yet", "not yet"),
        (r#"{"id":1,"status":"Processing"}"#, "Zuora tells no time", "not yet"),
        (r#"{"id":1,"status":"Pending"}"#, "not yet", "not yet"),
        (r#"{"id":1,"status":"Error"}"#, "Zuora tells no time", "Zuora tells no time"),
        (r#"{"id":1,"status":"Success"}"#, "Zuora tells no time", "Zuora tells no time"),
        (r#"{"id":1,"status":"Halted"}"#, "Zuora tells no time", "Zuora tells no time"),
        (r#"{"id":1}"#, "Zuora tells no time", "Zuora tells no time"),
    ] {
        let task = task(body);
        assert_eq!((no_start(&task), no_end(&task)), (start, end), "{body}");
    }
    let setup = task(r#"{"id":1,"instance":false}"#);
    assert!(no_start(&setup).starts_with("never") && no_end(&setup).starts_with("never"));
}

#[wasm_bindgen_test(unsupported = test)]
fn odd_bytes_are_counted_and_said() {
    let odd = |lost, charset| odd_line(&Oddity { lost, charset });
    assert_eq!(odd(0, Charset::Utf8), "");
    assert!(
        odd(1, Charset::Utf8)
            .starts_with("1 byte of this answer is no UTF-8 and stands as \u{fffd}")
    );
    assert!(odd(3, Charset::Utf8).starts_with("3 bytes of this answer are no UTF-8"));
    let declared = odd(0, Charset::Declared("iso-8859-1".into()));
    assert_eq!(declared, "The answer says that it is written in iso-8859-1, and was read so.");
    let lost = odd(2, Charset::Declared("utf-16le".into()));
    assert!(lost.contains("2 characters could not be read"), "{lost}");
    let unknown = odd(2, Charset::Unknown("x-own".into()));
    assert!(unknown.contains("does not know") && unknown.contains("2 bytes"), "{unknown}");
}

#[wasm_bindgen_test(unsupported = test)]
fn one_moment_in_two_forms_is_no_change() {
    let at = |start: &str| task(&format!(r#"{{"id":1,"start_time":"{start}"}}"#));
    let before = at("2019-08-28T17:28:00Z");
    assert!(changes_since(&before, &at("2019-08-28 10:28:00 -0700")).is_empty());
    assert_eq!(changes_since(&before, &at("2019-08-28 10:28:01 -0700")).len(), 1);
    assert_eq!(changes_since(&at("one"), &at("two")), ["start: one → two"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn fitting_hashes_are_not_told_as_truth() {
    let evidence = Evidence {
        key: IdempotencyKey::from_chance(1),
        made_at: "2026-11-23T10:00:00.000Z".into(),
        events: Vec::new(),
    };
    let notice = evidence_verdict(&evidence, "23 Nov 2026");
    assert_eq!(notice.tone, Tone::Plain);
    let all = format!("{} {} {}", notice.headline, notice.detail, notice.advice);
    assert!(!all.contains("as it was made") && !all.contains("verified"), "{all}");
    for said in [
        "do not prove who wrote it",
        "It says that it was made at 23 Nov",
        "hash of the last event",
    ] {
        assert!(all.contains(said), "{said}: {all}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_environment_that_is_gone_is_named() {
    let said = strange_environment("old-eu");
    assert!(said.contains("“old-eu”") && said.contains("put back"), "{said}");
    let journal = reprise_domain::desk::keeping::Journal::Open;
    assert!(nothing_open(&journal, true).contains("Nothing is unsettled here"));
}
