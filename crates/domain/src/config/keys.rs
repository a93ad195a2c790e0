//! Reads what an environment says of its keys: `"unproven"`, or the record of a proof.

use super::read::{Fields, checked, ruled, whole};
use super::wrong::{Read, wrong};
use crate::payload::{Json, Kind};
use crate::proof::question::{Answer, Answers, Question};
use crate::proof::record::{MOST_ROUNDS, Record, SHORTEST_QUIET_MS, VERSION};
use crate::proof::standing::Keys;
use crate::tenancy::TenantPart;
use crate::time::UnixMillis;

/// Longest name of a person, a host or a client, in characters.
const LONGEST: usize = 100;

const HOUR_MS: i64 = 3_600_000;

pub(super) fn keys(json: &Json) -> Read<Keys> {
    match json.kind() {
        Kind::Object => record(json).map(|record| Keys::Recorded(Box::new(record))),
        Kind::Text if json.string().as_deref() == Some("unproven") => Ok(Keys::Unproven),
        _ => Err(wrong(
            json,
            "expected `unproven`, or the record that the proof of keys ends with, {…}",
        )),
    }
}

fn record(json: &Json) -> Read<Record> {
    let names = [
        "version",
        "tenant",
        "host",
        "gateway",
        "clients",
        "date",
        "person",
        "rounds",
        "quietMs",
        "worstLagMs",
        "worstQueueMs",
        "answers",
        "transcript",
    ];
    let (fields, wrongs) = Fields::of(json, &names)?;
    fields.needed("version").and_then(version)?;
    let within = |most| move |json: &Json| whole(json, 0..=most);
    let record = Record {
        tenant: fields.needed("tenant").and_then(tenant)?,
        host: fields.needed("host").and_then(name)?,
        gateway: fields.needed("gateway").and_then(name)?,
        clients: fields.needed("clients").and_then(clients)?,
        date: fields.needed("date").and_then(date)?,
        person: fields.needed("person").and_then(name)?,
        rounds: fields.needed("rounds").and_then(|json| whole(json, 1..=MOST_ROUNDS))?,
        quiet_ms: fields
            .needed("quietMs")
            .and_then(|json| whole(json, SHORTEST_QUIET_MS..=HOUR_MS))?,
        worst_lag_ms: fields.needed("worstLagMs").and_then(within(HOUR_MS))?,
        worst_queue_ms: fields.find("worstQueueMs").map(within(HOUR_MS)).transpose()?,
        answers: fields.needed("answers").and_then(answers)?,
        transcript: fields.needed("transcript").and_then(transcript)?,
    };
    wrongs.end(|| Some(record))
}

fn version(json: &Json) -> Read<()> {
    let known = json.whole_number().is_some_and(|number| i64::try_from(number) == Ok(VERSION));
    if known {
        Ok(())
    } else {
        Err(wrong(
            json,
            "this Reprise reads records of version 1 only: make the proof anew with it",
        ))
    }
}

fn tenant(json: &Json) -> Read<TenantPart> {
    const RULE: &str =
        "\"tenant\" of a record is the environment's own \"tenant\", such as \"na/10234\"";
    ruled(json, |text| TenantPart::parse(text).map_err(|_| RULE))
}

fn name(json: &Json) -> Read<String> {
    checked(json, "a text of 1 to 100 characters belongs here", |text| {
        !text.trim().is_empty() && text.chars().count() <= LONGEST
    })
}

fn clients(json: &Json) -> Read<Vec<String>> {
    let list = match json.kind() {
        Kind::Array => json.items(),
        _ => Vec::new(),
    };
    if list.is_empty() {
        let what = "expected a list of the OAuth clients in use, such as [\"gateway\"]";
        return Err(wrong(json, what));
    }
    list.iter().map(name).collect()
}

fn date(json: &Json) -> Read<UnixMillis> {
    ruled(json, |text| {
        UnixMillis::parse(text).ok_or("expected a time such as \"2026-11-30T12:00:00.000Z\"")
    })
}

fn answers(json: &Json) -> Read<Answers> {
    let names = Question::ALL.map(|(name, _)| name);
    let (fields, wrongs) = Fields::of(json, &names)?;
    let mut answers = Answers::default();
    for (name, question) in Question::ALL {
        if let Some(own) = fields.find(name) {
            answers.put(question, answer(own)?);
        }
    }
    wrongs.end(|| Some(answers))
}

fn answer(json: &Json) -> Read<Answer> {
    ruled(json, |text| {
        let known = Answer::ALL.into_iter().find(|(word, _)| *word == text);
        known.map(|(_, answer)| answer).ok_or("expected `yes`, `no` or `not seen`")
    })
}

fn transcript(json: &Json) -> Read<String> {
    let rule = "\"transcript\" is the SHA-256 of the saved transcript: 64 of the signs 0-9 and a-f";
    checked(json, rule, |text| {
        text.len() == 64 && text.bytes().all(|sign| matches!(sign, b'0'..=b'9' | b'a'..=b'f'))
    })
}
