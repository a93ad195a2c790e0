//! Why a file is not taken as evidence.

use super::{Notice, Tone};
use crate::journal::evidence::{Evidence, EvidenceTrouble};

/// Said of every file of which some hash does not fit.
const CHANGED: &str = "This file was changed after it was made.";

/// Says what an opened file proves, and what it does not. `made_at` is its time in words.
#[must_use]
pub fn evidence_verdict(evidence: &Evidence, made_at: &str) -> Notice {
    let count = evidence.events.len();
    let events = if count == 1 { "its one event" } else { "all of its events" };
    // Not "good": a file that was made up from the first word to the last fits as well.
    Notice::new(
        Tone::Plain,
        "The hashes in this file fit. They do not prove who wrote it, or that it is true.",
        &format!(
            "It says that it was made at {made_at}. The hashes of {events} fit ({count}): no part was changed after the whole was written. But hashes are no signature, and whoever makes a file up makes hashes that fit."
        ),
        "To rely on it, compare the hash of the last event, at its end, with the journal it came from. It is only shown: nothing of it enters this browser's journal, and nothing can be sent from here.",
    )
}

/// Says what is wrong with a file.
#[must_use]
pub fn evidence_notice(trouble: &EvidenceTrouble) -> Notice {
    let (headline, detail) = other_file(trouble).unwrap_or_else(|| spoilt(trouble));
    let advice = match trouble {
        EvidenceTrouble::Newer => "Reload the page to get the newer version.",
        EvidenceTrouble::TooLarge
        | EvidenceTrouble::NotJson(_)
        | EvidenceTrouble::NotEvidence(_) => {
            "Choose a file that Reprise made as evidence of a rerun."
        }
        _ => "Do not rely on it. Ask who made it for a fresh one, from the journal itself.",
    };
    Notice::new(Tone::Bad, headline, &detail, advice)
}

/// A file of another kind, of which nothing more is known.
fn other_file(trouble: &EvidenceTrouble) -> Option<(&'static str, String)> {
    Some(match trouble {
        EvidenceTrouble::TooLarge => (
            "This file is too large.",
            "Evidence of a rerun that is larger than 5 MB is not opened.".to_owned(),
        ),
        EvidenceTrouble::NotJson(line) => (
            "This file is no JSON, or only a part of one.",
            format!("It cannot be read from line {line} on."),
        ),
        EvidenceTrouble::NotEvidence(name) => (
            "This file is no evidence of a rerun.",
            format!(
                "It is JSON, but not what Reprise writes: “{name}” is missing, wrong or misplaced."
            ),
        ),
        EvidenceTrouble::Newer => (
            "A newer Reprise has made this file.",
            "This page may not understand all of it, so it does not show it.".to_owned(),
        ),
        _ => return None,
    })
}

/// Evidence that proves nothing any more.
fn spoilt(trouble: &EvidenceTrouble) -> (&'static str, String) {
    match trouble {
        EvidenceTrouble::Altered(event) => (
            CHANGED,
            format!("The hash of event {event} does not fit: its entry was changed, or an event before it was taken out."),
        ),
        EvidenceTrouble::OutOfOrder(event) => (
            CHANGED,
            format!("Event {event} is not where it belongs: events were moved, taken out or put in."),
        ),
        EvidenceTrouble::Appended(event) => (
            CHANGED,
            format!("It was made with event {event} as its last: what follows was added."),
        ),
        EvidenceTrouble::Head => (
            CHANGED,
            "Its head is the hash of none of its events: the last are missing, or the head was changed.".to_owned(),
        ),
        EvidenceTrouble::Entry(event, wrong) => (
            "This file holds an entry that no Reprise writes.",
            format!("Its hashes fit, but event {event} cannot be read: {wrong}."),
        ),
        EvidenceTrouble::NoDecision => (
            "This file does not begin with a decision.",
            "Its hashes fit, but what comes before its first event is missing.".to_owned(),
        ),
        EvidenceTrouble::OtherKey(event) => (
            "This file mixes two decisions.",
            format!("Its hashes fit, but event {event} belongs to another key than the file."),
        ),
        // All but the first are dealt with in `other_file`.
        EvidenceTrouble::Seal
        | EvidenceTrouble::TooLarge
        | EvidenceTrouble::NotJson(_)
        | EvidenceTrouble::NotEvidence(_)
        | EvidenceTrouble::Newer => (
            CHANGED,
            "Its events fit, but not its seal: the time at which it was made was changed.".to_owned(),
        ),
    }
}
