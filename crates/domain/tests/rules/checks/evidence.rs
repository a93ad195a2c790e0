//! A file that opens was made by the chain of hashes, and makes the same file again.

use reprise_domain::journal::entry::TabId;
use reprise_domain::journal::evidence::{Evidence, evidence, open};
use reprise_domain::journal::read::read;
use reprise_domain::journal::write::write;
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::rules::Rules;
use reprise_domain::time::UnixMillis;
use serde_json::Value;
use sha2::{Digest, Sha256};

fn sha256(before: &str, text: &str) -> String {
    let digest = Sha256::digest(format!("{before}\n{text}"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

/// A whole file; or, after a line `!` and the time it was made, one entry a line, to which the
/// hashes are made here: no search finds them.
pub(crate) fn check(input: &[u8]) {
    let text = super::pieces::text(input);
    match text.strip_prefix("!\n").and_then(|rest| rest.split_once('\n')) {
        Some((made_at, entries)) => opened(&forged(made_at, entries.lines())),
        None => opened(&text),
    }
}

/// A file of these entries, made as the module's documentation says.
fn forged<'a>(made_at: &str, entries: impl Iterator<Item = &'a str>) -> String {
    let mut head = "0".repeat(64);
    let (mut events, mut key) = (Vec::new(), Value::Null);
    for entry in entries {
        if events.is_empty() {
            let first: Value = serde_json::from_str(entry).unwrap_or_default();
            key = first.get("key").cloned().unwrap_or_default();
        }
        head = sha256(&head, entry.trim());
        events.push(format!(r#"{{"sha256":"{head}","entry":{entry}}}"#));
    }
    let (events, seal) = (events.join(","), sha256(&head, made_at));
    let made_at = Value::from(made_at);
    format!(
        r#"{{"reprise_evidence":1,"key":{key},"made_at":{made_at},"events":[{events}],"head":"{head}","seal":"{seal}"}}"#
    )
}

fn opened(text: &str) {
    let Ok(opened) = open(text) else {
        return;
    };
    let tree: Value = serde_json::from_str(text).unwrap_or_default();
    let said = |name: &str| tree.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    if !tree.is_null() {
        assert_eq!(said("key"), opened.key.as_str());
        assert_eq!(said("made_at"), opened.made_at);
        assert_eq!(said("seal"), sha256(&said("head"), &opened.made_at));
    }
    let mut before = "0".repeat(64);
    let mut canonical = true;
    for event in &opened.events {
        canonical &= sha256(&before, &write(&event.entry)) == event.sha256;
        before.clone_from(&event.sha256);
    }
    if !tree.is_null() {
        assert_eq!(said("head"), before);
    }
    made_again(&opened, canonical);
}

/// Where the file writes an entry otherwise than a Reprise does, the hashes differ, not the story.
fn made_again(opened: &Evidence, canonical: bool) {
    let rerun = Rerun::replay(opened.story(), TabId::default(), Rules::default()).unwrap();
    assert_eq!(rerun.intent.key, opened.key);
    let made_at = UnixMillis::parse(&opened.made_at).unwrap_or_default();
    let again = open(&evidence(&rerun, made_at).unwrap()).unwrap();
    assert_eq!(again.story(), opened.story());
    assert_eq!(again.key, opened.key);
    let same = again.events == opened.events;
    assert_eq!(same, canonical, "the head is the same where the entries are");
    for event in &opened.events {
        assert_eq!(read(&write(&event.entry)).as_ref(), Ok(&event.entry));
    }
}
