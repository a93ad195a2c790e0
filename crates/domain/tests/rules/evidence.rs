//! Evidence shows when it was changed.

#![allow(clippy::unwrap_used, reason = "what cannot be unwrapped fails the test")]

use crate::stage::START;
use crate::stage::tale::{HOSTILE, answered, every_tale, intent, read, replay, sent, tale, word};
use reprise_domain::explain::evidence::evidence_notice;
use reprise_domain::journal::entry::What;
use reprise_domain::journal::evidence::{Evidence, EvidenceTrouble, LARGEST, evidence, open};
use reprise_domain::journal::read::Unreadable;
use reprise_domain::journal::write::write;
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::verdict::{Doubt, Verdict};
use reprise_domain::time::UnixMillis;
use sha2::{Digest, Sha256};
use wasm_bindgen_test::wasm_bindgen_test;

fn file(rerun: &Rerun) -> String {
    evidence(rerun, START).unwrap()
}

/// Four events with a reason that holds everything JSON has to escape.
fn small() -> Rerun {
    let mut intent = intent(1);
    HOSTILE.clone_into(&mut intent.reason);
    let lost = answered(1, Verdict::Unclear(Doubt::TimedOut), None);
    tale(intent, [sent(1), lost, read("Error", 0)])
}

fn sha256(before: &str, text: &str) -> String {
    let digest = Sha256::digest(format!("{before}\n{text}"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

/// A file of these entries, made as the module's documentation says.
fn forged(key: &str, entries: &[&str]) -> String {
    let mut head = "0".repeat(64);
    let mut events = Vec::new();
    for entry in entries {
        head = sha256(&head, entry);
        events.push(format!(r#"{{"sha256":"{head}","entry":{entry}}}"#));
    }
    let (at, events) = ("2026-11-23T10:00:00.000Z", events.join(","));
    let seal = sha256(&head, at);
    format!(
        r#"{{"reprise_evidence":1,"key":"{key}","made_at":"{at}","events":[{events}],"head":"{head}","seal":"{seal}"}}"#
    )
}

/// The lines of a file that hold its events, without the commas between them.
fn with_events(text: &str, change: impl Fn(&mut Vec<String>)) -> String {
    let (before, rest) = text.split_once("[\n").unwrap();
    let (events, after) = rest.split_once("\n]").unwrap();
    let mut events = events.split(",\n").map(str::to_owned).collect();
    change(&mut events);
    format!("{before}[\n{}\n]{after}", events.join(",\n"))
}

#[wasm_bindgen_test(unsupported = test)]
fn every_story_comes_back_from_its_file() {
    for rerun in every_tale() {
        let text = file(&rerun);
        let opened = open(&text).unwrap();
        let written = |rerun: &Rerun| rerun.story.iter().map(write).collect::<Vec<_>>();
        let again = replay(opened.story());
        assert_eq!(written(&again), written(&rerun));
        assert_eq!(
            (&opened.key, again.stage.is_terminal()),
            (&rerun.intent.key, rerun.stage.is_terminal())
        );
        assert_eq!(opened.made_at, START.iso());
        assert_eq!(evidence(&again, START).unwrap(), text, "the same file once more");
        assert_eq!(text.lines().count(), rerun.story.len() + 7, "one event a line");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn anyone_can_make_the_hashes_from_the_description() {
    let rerun = small();
    let entries: Vec<_> = rerun.story.iter().map(write).collect();
    let entries: Vec<_> = entries.iter().map(String::as_str).collect();
    let own = open(&forged(rerun.intent.key.as_str(), &entries)).unwrap();
    let opened = open(&file(&rerun)).unwrap();
    assert_eq!(own.events, opened.events);
    assert_eq!(opened.events[0].sha256, sha256(&"0".repeat(64), entries[0]));
}

/// What a changed file may do: stay closed, or say exactly what it said before.
fn assert_harmless(changed: &[u8], before: &Evidence, case: &str) {
    let text = String::from_utf8_lossy(changed);
    if let Ok(opened) = open(&text) {
        assert_eq!(opened, *before, "{case}: {text}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn no_byte_can_be_changed_unseen() {
    let text = file(&small());
    let before = open(&text).unwrap();
    let bytes = text.as_bytes();
    for place in 0..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.to_vec();
            changed[place] ^= 1 << bit;
            assert_harmless(&changed, &before, &format!("bit {bit} of byte {place}"));
        }
        let mut shorter = bytes.to_vec();
        shorter.remove(place);
        assert_harmless(&shorter, &before, &format!("without byte {place}"));
        for more in [b' ', b'0', b'"', bytes[place]] {
            let mut longer = bytes.to_vec();
            longer.insert(place, more);
            assert_harmless(&longer, &before, &format!("one byte more at {place}"));
        }
        let cut = open(&String::from_utf8_lossy(&bytes[..place]));
        assert!(cut.is_err() || place + 1 == bytes.len(), "cut at {place}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_change_of_the_events_is_named() {
    let text = file(&small());
    let after = |change: &dyn Fn(&mut Vec<String>)| open(&with_events(&text, change)).unwrap_err();
    assert!(open(&with_events(&text, |_| {})).is_ok());
    assert_eq!(after(&|all| all.swap(1, 2)), EvidenceTrouble::OutOfOrder(2));
    assert_eq!(after(&|all| drop(all.remove(0))), EvidenceTrouble::Altered(1));
    assert_eq!(after(&|all| drop(all.remove(1))), EvidenceTrouble::Altered(2));
    assert_eq!(after(&|all| drop(all.pop())), EvidenceTrouble::Head);
    assert_eq!(after(&|all| all.insert(2, all[1].clone())), EvidenceTrouble::OutOfOrder(3));
    assert_eq!(after(&|all| all.push(all[3].clone())), EvidenceTrouble::OutOfOrder(5));
    assert_eq!(after(&Vec::clear), EvidenceTrouble::NotEvidence("events"));
    let changed = |all: &mut Vec<String>| all[2] = all[2].replace("timed-out", "no-answer");
    assert_eq!(after(&changed), EvidenceTrouble::Altered(3));
    let spaced = |all: &mut Vec<String>| all[1] = all[1].replace(r#""v":1"#, r#""v": 1"#);
    assert_eq!(after(&spaced), EvidenceTrouble::Altered(2));
    // One more event whose own hash fits.
    let more = write(&small().story[1]);
    let last = open(&text).unwrap().events.pop().unwrap().sha256;
    let more = format!(r#"{{"sha256":"{}","entry":{more}}}"#, sha256(&last, &more));
    assert_eq!(after(&|all| all.push(more.clone())), EvidenceTrouble::Appended(4));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_file_whose_hashes_fit_is_still_read_with_care() {
    let (own, other) = (tale(intent(1), [sent(1)]), tale(intent(2), []));
    let key = own.intent.key.as_str();
    let lines: Vec<_> = own.story.iter().map(write).collect();
    let [first, second] = [&lines[0], &lines[1]].map(String::as_str);
    let stranger = write(&other.story[0]);
    let newer = second.replace(r#""v":1"#, r#""v":3"#);
    let odd = second.replace("sent", "lost");
    let why = |entries: &[&str]| open(&forged(key, entries)).unwrap_err();
    assert!(open(&forged(key, &[first, second])).is_ok());
    assert_eq!(why(&[second]), EvidenceTrouble::NoDecision);
    assert_eq!(why(&[&stranger]), EvidenceTrouble::OtherKey(1));
    assert_eq!(why(&[first, second, &stranger]), EvidenceTrouble::OtherKey(3));
    assert_eq!(why(&[first, &newer]), EvidenceTrouble::Newer);
    assert_eq!(why(&[first, &odd]), EvidenceTrouble::Entry(2, Unreadable::Wrong("what")));
    assert_eq!(why(&[first, "7"]), EvidenceTrouble::Entry(2, Unreadable::Wrong("v")));
    assert_eq!(why(&[]), EvidenceTrouble::NotEvidence("events"));
}

#[wasm_bindgen_test(unsupported = test)]
fn another_file_is_called_one() {
    let text = file(&small());
    let with = |from: &str, to: &str| open(&text.replacen(from, to, 1)).unwrap_err();
    assert_eq!(with("evidence\":1", "evidence\":2"), EvidenceTrouble::Newer);
    assert_eq!(
        with("evidence\":1", "evidence\":0"),
        EvidenceTrouble::NotEvidence("reprise_evidence")
    );
    assert_eq!(with("\"made_at\"", "\"x\":1,\"made_at\""), EvidenceTrouble::NotEvidence("made_at"));
    assert_eq!(with("\"seal\"", "\"key\""), EvidenceTrouble::NotEvidence("seal"));
    assert_eq!(with("\"}\n", "\",\"x\":1}"), EvidenceTrouble::NotEvidence("}"));
    assert_eq!(with(":[", ":7,\"x\":["), EvidenceTrouble::NotEvidence("head"));
    let at = START.iso();
    assert_eq!(with(&at, &UnixMillis(START.0 + 1).iso()), EvidenceTrouble::Seal);
    assert_eq!(open(""), Err(EvidenceTrouble::NotJson(1)));
    assert_eq!(open("{\n\"a\":1,\n,"), Err(EvidenceTrouble::NotJson(3)));
    assert_eq!(
        open(&format!("{text}{{}}")),
        Err(EvidenceTrouble::NotJson(text.lines().count() + 1))
    );
    for plain in ["[]", "7", "{}", "null", r#"{"reprise_evidence":"1"}"#] {
        assert_eq!(open(plain), Err(EvidenceTrouble::NotEvidence("reprise_evidence")), "{plain}");
    }
    assert_eq!(open(&" ".repeat(LARGEST + 1)), Err(EvidenceTrouble::TooLarge));
    let largest = format!("{text}{}", " ".repeat(LARGEST - text.len()));
    assert!(open(&largest).is_ok(), "the last byte may be used");
    assert!(open(&format!("{text}{}", " ".repeat(1000))).is_ok());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_large_file_of_odd_events_is_refused_in_time() {
    let event = format!(r#"{{"sha256":"{}","entry":{{}}}},"#, "1".repeat(64));
    let events = event.repeat(LARGEST / event.len() - 10);
    let text = format!(
        r#"{{"reprise_evidence":1,"key":"{}","made_at":"","events":[{}],"head":"","seal":""}}"#,
        intent(1).key,
        events.trim_end_matches(',')
    );
    assert_eq!(open(&text), Err(EvidenceTrouble::Altered(1)));
    let deep = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
    assert!(open(&deep).is_err());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_long_event_among_many_is_found_to_have_been_moved() {
    let long = What::OnceMore(word(&"x".repeat(20_000)));
    let text = file(&tale(intent(1), [sent(1), long].into_iter().chain((2..800).map(sent))));
    assert!(open(&text).is_ok());
    let moved = with_events(&text, |events| events.swap(1, 2));
    assert_eq!(open(&moved), Err(EvidenceTrouble::OutOfOrder(2)));
    let lonely = with_events(&text, |events| drop(events.remove(1)));
    assert_eq!(open(&lonely), Err(EvidenceTrouble::Altered(2)));
}

#[wasm_bindgen_test(unsupported = test)]
fn every_trouble_has_its_own_sentence() {
    let troubles = [
        EvidenceTrouble::TooLarge,
        EvidenceTrouble::NotJson(3),
        EvidenceTrouble::NotEvidence("key"),
        EvidenceTrouble::Newer,
        EvidenceTrouble::Altered(3),
        EvidenceTrouble::OutOfOrder(3),
        EvidenceTrouble::Appended(3),
        EvidenceTrouble::Head,
        EvidenceTrouble::Seal,
        EvidenceTrouble::Entry(3, Unreadable::Wrong("what")),
        EvidenceTrouble::NoDecision,
        EvidenceTrouble::OtherKey(3),
    ];
    let notices = troubles.map(|trouble| evidence_notice(&trouble));
    for (place, notice) in notices.iter().enumerate() {
        for sentence in [&notice.headline, &notice.detail, &notice.advice] {
            assert!(sentence.ends_with('.') && !sentence.contains("  "), "{notice:?}");
        }
        let twins = notices.iter().filter(|other| other.detail == notice.detail).count();
        assert_eq!(twins, 1, "{place}: {notice:?}");
    }
    assert!(notices[8].detail.contains("seal"));
}
