//! The record of a proof: what is taken, what holds, and until when.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what cannot be unwrapped fails the test")]

use crate::stage::part;
use reprise_domain::config::{Config, ConfigTrouble, Environment};
use reprise_domain::explain::proof::{standing_notice, why_unproven};
use reprise_domain::proof::question::{Answer, Question};
use reprise_domain::proof::record::{Record, hash_of};
use reprise_domain::proof::standing::{Facts, Keys, WhyUnproven, standing};
use reprise_domain::time::UnixMillis;
use wasm_bindgen_test::wasm_bindgen_test;

const DAY_MS: i64 = 86_400_000;

const RECORD: &str = r#"{
  "version": 1,
  "tenant": "na/10234",
  "host": "rest.apisandbox.zuora.com",
  "gateway": "/api/us",
  "clients": ["gateway"],
  "date": "2026-11-30T12:00:00.000Z",
  "person": "Mara Lind",
  "rounds": 20,
  "quietMs": 180000,
  "worstLagMs": 4200,
  "worstQueueMs": 900,
  "answers": {
    "keyCounts": "yes",
    "otherKeyRuns": "yes",
    "twoAtOnce": "yes",
    "versionTaken": "yes",
    "refusalSaved": "no",
    "timesChange": "not seen"
  },
  "transcript": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
}"#;

fn made_at() -> UnixMillis {
    UnixMillis::parse("2026-11-30T12:00:00.000Z").unwrap()
}

fn config(keys: &str) -> Result<Config, ConfigTrouble> {
    Config::parse(&format!(
        "{{\"salt\": \"4f1c0f6e9c5d4be2\",\n\"environments\": [{{\"id\": \"us\", \"label\": \"US\", \"kind\": \"production\", \"tenant\": \"na/10234\", \"api\": \"/api/us\", \"auth\": \"gateway\",\n\"keys\": {keys}}}]}}"
    ))
}

fn environment(keys: &str) -> Environment {
    config(keys).unwrap().environments.remove(0)
}

fn recorded(keys: &str) -> Record {
    match environment(keys).keys {
        Keys::Recorded(record) => *record,
        Keys::Unproven => panic!("no record"),
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_record_is_read_and_written_as_it_is() {
    let record = recorded(RECORD);
    assert_eq!(record.person, "Mara Lind");
    assert_eq!(record.answers.to(Question::RefusalSaved), Answer::No);
    assert_eq!(record.answers.to(Question::TimesChange), Answer::NotSeen);
    assert_eq!(record.answers.to(Question::EndsAfterDay), Answer::NotSeen);
    let written = record.to_json();
    let again = recorded(written.strip_prefix("\"keys\": ").unwrap());
    assert_eq!(again.to_json(), written, "what is copied is what is read");
    assert_eq!(again.date, record.date);
    assert_eq!(hash_of(""), record.transcript, "SHA-256 of nothing");
}

#[wasm_bindgen_test(unsupported = test)]
fn without_a_record_nothing_is_proven() {
    let plain = r#"{"salt": "4f1c0f6e9c5d4be2", "environments": [{"id": "us", "label": "US", "kind": "production", "api": "/api/us", "auth": "gateway"}]}"#;
    let plain = Config::parse(plain).unwrap().environments.remove(0);
    assert_eq!(plain.keys_standing(made_at()), Err(WhyUnproven::NoRecord));
    assert_eq!(environment("\"unproven\"").keys, Keys::Unproven);
}

#[wasm_bindgen_test(unsupported = test)]
fn it_holds_for_ninety_days_and_a_weak_one_for_thirty() {
    let environment_of = |from, to| environment(&RECORD.replacen(from, to, 1));
    let full = environment(RECORD);
    let stands = full.keys_standing(made_at()).unwrap();
    assert_eq!((stands.until, stands.lag_ms), (made_at().plus(90 * DAY_MS), 4_200));
    assert!(!stands.is_weak);
    assert!(full.keys_standing(made_at().plus(90 * DAY_MS - 1)).is_ok());
    let over = full.keys_standing(made_at().plus(90 * DAY_MS));
    assert_eq!(over, Err(WhyUnproven::Over { since: made_at().plus(90 * DAY_MS) }));
    for weak in [
        environment_of("\"rounds\": 20", "\"rounds\": 9"),
        environment_of("\"quietMs\": 180000", "\"quietMs\": 179999"),
    ] {
        let stands = weak.keys_standing(made_at()).unwrap();
        assert_eq!((stands.is_weak, stands.until), (true, made_at().plus(30 * DAY_MS)));
        assert!(weak.keys_standing(made_at().plus(30 * DAY_MS)).is_err());
    }
    assert!(environment_of("\"rounds\": 20", "\"rounds\": 10").keys_standing(made_at()).is_ok());
    // A clock that is a little slow is none in the past.
    assert!(full.keys_standing(made_at().plus(-DAY_MS)).is_ok());
    assert_eq!(full.keys_standing(made_at().plus(-DAY_MS - 1)), Err(WhyUnproven::Ahead));
    let slow = environment_of("\"worstQueueMs\": 900", "\"worstQueueMs\": 9000");
    assert_eq!(slow.keys_standing(made_at()).unwrap().lag_ms, 9_000, "a queue counts as lag");
}

#[wasm_bindgen_test(unsupported = test)]
fn any_change_of_what_it_was_made_for_ends_it() {
    let record = recorded(RECORD);
    let tenant = part("na/10234");
    let clients = ["gateway".to_owned()];
    let same = Facts {
        tenant: Some(&tenant),
        host: Some("rest.apisandbox.zuora.com"),
        gateway: Some("/api/us"),
        clients: Some(&clients),
    };
    assert!(standing(&record, &same, made_at()).is_ok());
    let (other, more) = (part("eu/1"), ["gateway".to_owned(), "jobs".to_owned()]);
    for (facts, why) in [
        (Facts { tenant: None, ..same }, WhyUnproven::NoTenant),
        (Facts { tenant: Some(&other), ..same }, WhyUnproven::OtherTenant),
        (Facts { host: Some("rest.zuora.com"), ..same }, WhyUnproven::OtherHost),
        (Facts { gateway: Some("/api/eu"), ..same }, WhyUnproven::OtherGateway),
        (Facts { clients: Some(&more), ..same }, WhyUnproven::OtherClients),
    ] {
        assert_eq!(standing(&record, &facts, made_at()), Err(why));
    }
    let unknown = Facts { tenant: Some(&tenant), host: None, gateway: None, clients: None };
    assert!(standing(&record, &unknown, made_at()).is_ok(), "what is not known says nothing");
    // The configuration knows its own path and tenant.
    let moved = RECORD.replacen("/api/us", "/api/eu", 1);
    assert_eq!(environment(&moved).keys_standing(made_at()), Err(WhyUnproven::OtherGateway));
    let moved = RECORD.replacen("na/10234", "eu/1", 1);
    assert_eq!(environment(&moved).keys_standing(made_at()), Err(WhyUnproven::OtherTenant));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_record_whose_answers_prove_nothing_is_refused() {
    let needed = [
        ("keyCounts", Question::KeyCounts),
        ("otherKeyRuns", Question::OtherKeyRuns),
        ("twoAtOnce", Question::TwoAtOnce),
        ("versionTaken", Question::VersionTaken),
    ];
    for (name, question) in needed {
        for (word, answer) in [("no", Answer::No), ("not seen", Answer::NotSeen)] {
            let yes = format!("\"{name}\": \"yes\"");
            let keys = RECORD.replacen(&yes, &format!("\"{name}\": \"{word}\""), 1);
            let why = WhyUnproven::Answered(question, answer);
            assert_eq!(environment(&keys).keys_standing(made_at()), Err(why), "{name}: {word}");
        }
    }
    // With several clients in use, one alone proves nothing.
    let two = RECORD.replacen("[\"gateway\"]", "[\"gateway\", \"jobs\"]", 1);
    let why = WhyUnproven::Answered(Question::ClientsShare, Answer::NotSeen);
    assert_eq!(environment(&two).keys_standing(made_at()), Err(why));
    let share = two.replacen("\"answers\": {", "\"answers\": {\n\"clientsShare\": \"yes\",", 1);
    assert!(environment(&share).keys_standing(made_at()).is_ok());
    // What was seen is said before what has changed since.
    let both = RECORD.replacen("\"keyCounts\": \"yes\"", "\"keyCounts\": \"no\"", 1);
    let late = environment(&both).keys_standing(made_at().plus(1_000 * DAY_MS));
    assert_eq!(late, Err(WhyUnproven::Answered(Question::KeyCounts, Answer::No)));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_practice_tenant_does_not_age() {
    let mut record = recorded(RECORD);
    record.tenant = part("practice/1");
    let tenant = part("practice/1");
    let facts = Facts { tenant: Some(&tenant), host: None, gateway: None, clients: None };
    let late = made_at().plus(1_000 * DAY_MS);
    assert!(standing(&record, &facts, late).unwrap().until > late);
    record.answers.put(Question::KeyCounts, Answer::No);
    assert!(standing(&record, &facts, late).is_err(), "what was seen counts there, too");
}

#[wasm_bindgen_test(unsupported = test)]
fn each_mistake_is_told_with_its_line_and_column() {
    for (from, to, line, column, said) in [
        ("\"version\": 1", "\"version\": 2", 4, 14, "records of version 1 only"),
        ("  \"version\": 1,\n", "", 23, 1, "missing field `version`"),
        ("\"na/10234\"", "\"na 10234\"", 5, 13, "environment's own \"tenant\""),
        ("\"rest.apisandbox.zuora.com\"", "\" \"", 6, 11, "1 to 100 characters"),
        ("[\"gateway\"]", "[]", 8, 14, "a list of the OAuth clients in use"),
        ("[\"gateway\"]", "[7]", 8, 15, "expected a string"),
        ("2026-11-30T12:00:00.000Z", "30 November", 9, 11, "expected a time such as"),
        ("\"rounds\": 20", "\"rounds\": 21", 11, 13, "from 1 to 20"),
        ("\"rounds\": 20", "\"rounds\": 0", 11, 13, "from 1 to 20"),
        ("\"quietMs\": 180000", "\"quietMs\": 1", 12, 14, "from 5000 to 3600000"),
        ("\"worstLagMs\": 4200", "\"worstLagMs\": -1", 13, 17, "from 0 to 3600000"),
        ("  \"worstLagMs\": 4200,\n", "", 23, 1, "missing field `worstLagMs`"),
        ("\"worstQueueMs\"", "\"worstQueue\"", 14, 17, "unknown field `worstQueue`"),
        ("\"keyCounts\": \"yes\"", "\"keyCounts\": true", 16, 18, "expected a string"),
        ("\"keyCounts\": \"yes\"", "\"keyCounts\": \"ja\"", 16, 18, "`yes`, `no` or `not seen`"),
        ("\"keyCounts\"", "\"keyCount\"", 16, 17, "unknown field `keyCount`"),
        ("e3b0", "E3B0", 23, 17, "64 of the signs"),
    ] {
        let text = RECORD.replacen(from, to, 1);
        assert_ne!(text, RECORD, "{from} is not in the record");
        let trouble = config(&text).err().unwrap();
        assert!(trouble.what.contains(said), "{to}: {trouble}");
        assert_eq!((trouble.line, trouble.column), (line, column), "{to}: {trouble}");
    }
    for word in ["\"proven\"", "true", "null", "[]"] {
        let trouble = config(word).err().unwrap();
        assert!(trouble.what.contains("`unproven`, or the record"), "{word}: {trouble}");
        assert_eq!((trouble.line, trouble.column), (3, 9), "{word}: {trouble}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn each_reason_has_its_sentence() {
    let moment = |at: UnixMillis| format!("on {}", at.iso());
    let whys = [
        WhyUnproven::NoRecord,
        WhyUnproven::Over { since: made_at() },
        WhyUnproven::Ahead,
        WhyUnproven::NoTenant,
        WhyUnproven::OtherTenant,
        WhyUnproven::OtherHost,
        WhyUnproven::OtherGateway,
        WhyUnproven::OtherClients,
        WhyUnproven::Answered(Question::KeyCounts, Answer::No),
        WhyUnproven::Answered(Question::KeyCounts, Answer::NotSeen),
    ];
    let said: Vec<_> = whys.iter().map(|why| why_unproven(why, moment)).collect();
    for (nth, sentence) in said.iter().enumerate() {
        assert!(sentence.ends_with('.'), "{sentence}");
        assert!(!said[..nth].contains(sentence), "twice: {sentence}");
    }
    assert_eq!(said[1], "The proof ended on 2026-11-30T12:00:00.000Z.");
    let good = standing_notice(&environment(RECORD).keys_standing(made_at()), moment);
    assert_eq!(good.headline, "Keys are proven here.");
    assert!(!good.detail.contains("weak"));
    let weak = RECORD.replacen("\"rounds\": 20", "\"rounds\": 1", 1);
    let weak = standing_notice(&environment(&weak).keys_standing(made_at()), moment);
    assert!(weak.detail.contains("weak proof"), "{weak:?}");
}
