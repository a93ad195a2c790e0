//! What may enter a header, an address or a key, goes in unchanged or not at all.

use reprise_domain::header::{HeaderText, LONGEST, LONGEST_TRACK_ID, TrackId};
use reprise_domain::id::{RunId, TaskId};
use reprise_domain::journal::entry::TabId;
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::tenancy::{EnvironmentId, TenantPart};

/// Said anew, so that the two can be compared.
fn fits(text: &str, longest: usize, excluded: &str) -> bool {
    let printable = text.bytes().all(|sign| (0x20..0x7f).contains(&sign));
    let blank = text.starts_with(' ') || text.ends_with(' ');
    let clean = !text.contains(|sign| excluded.contains(sign));
    (1..=longest).contains(&text.len()) && printable && !blank && clean
}

pub(crate) fn check(input: &[u8]) {
    let text = &super::pieces::text(input);
    match HeaderText::parse(text) {
        Ok(header) => assert!(fits(text, LONGEST, "") && header.as_str() == text),
        Err(why) => assert!(!fits(text, LONGEST, ""), "{why}: {text:?}"),
    }
    match TrackId::parse(text) {
        Ok(track) => {
            assert!(fits(text, LONGEST_TRACK_ID, ":;\"' ") && track.to_string() == *text);
            assert_eq!(track.header().as_str(), text);
        }
        Err(why) => assert!(!fits(text, LONGEST_TRACK_ID, ":;\"' "), "{why}: {text:?}"),
    }
    match TenantPart::parse(text) {
        Ok(part) => assert!(fits(text, LONGEST, ", ") && part.as_str() == text),
        Err(_) => assert!(!fits(text, LONGEST, ", "), "{text:?}"),
    }
    let hex = |text: &str, digits| {
        text.len() == digits && text.bytes().all(|sign| b"0123456789abcdef".contains(&sign))
    };
    let groups: Vec<_> = text.split('-').collect();
    let is_key = groups.len() == 5
        && groups.iter().zip([8, 4, 4, 4, 12]).all(|(group, digits)| hex(group, digits));
    let key = IdempotencyKey::read(text);
    assert_eq!(key.is_some(), is_key, "{text:?}");
    if let Some(key) = key {
        assert!(key.as_str() == text && key.header().as_str() == text);
        assert!(HeaderText::parse(text).is_ok());
    }
    names(text);
}

fn names(text: &str) {
    let tab = TabId::read(text);
    assert!(tab.as_str() == text || tab.as_str().is_empty());
    assert_eq!(TabId::read(tab.as_str()), tab);
    if let Ok(environment) = EnvironmentId::try_from(text.to_owned()) {
        assert!(environment.as_str() == text && fits(text, 32, "/?#%& ."));
    }
    let (task, run) = (TaskId::parse(text).ok(), RunId::parse(text).ok());
    assert_eq!(task.map(TaskId::number), run.map(RunId::number));
    if let Some(task) = task {
        assert!(task.number() > 0 && TaskId::parse(&task.to_string()) == Ok(task));
        let digits = text.trim().trim_start_matches('0');
        assert_eq!(digits, task.to_string());
    }
}
