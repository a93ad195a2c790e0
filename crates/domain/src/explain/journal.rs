//! How the journal stands, and what to do when nothing can be written.

use super::{Notice, Tone, sentences};
use crate::desk::keeping::Journal;
use crate::journal::JournalTrouble;

/// Why a decision was not written down, and so not sent.
pub const REPLACED: &str = "This browser closed its journal while the page was open: this site's data may have been cleared. The journal has been read anew; decide once more if you still mean it.";

/// Why nothing may be rerun while the journal stands so; empty when it is open.
#[must_use]
pub fn journal_bar(journal: &Journal) -> String {
    match journal_notice(journal) {
        Some(notice) => sentences([&notice.headline, &notice.advice]),
        None if *journal == Journal::Unread => "Reading this browser's journal…".to_owned(),
        None => String::new(),
    }
}

/// What is wrong with the journal, if anything is. Reading tasks goes on all the same.
#[must_use]
pub fn journal_notice(journal: &Journal) -> Option<Notice> {
    let (headline, detail, advice) = match journal {
        Journal::Open | Journal::Unread => return None,
        Journal::Closed(trouble) => trouble_words(trouble),
        Journal::Unreadable(lines) => (
            "Reruns are off: part of this browser's journal cannot be read.".to_owned(),
            format!(
                "Stories with lines that no Reprise writes: {lines}. One of them may tell of a rerun that is not over."
            ),
            "Export the journal, settle what is open, then clear this site's data.",
        ),
    };
    Some(Notice::new(Tone::Bad, &headline, &detail, advice))
}

fn trouble_words(trouble: &JournalTrouble) -> (String, String, &'static str) {
    let words =
        |headline: &str, detail: &str, advice| (headline.to_owned(), detail.to_owned(), advice);
    match trouble {
        JournalTrouble::Newer => words(
            "Reruns are off: a newer Reprise has written this browser's journal.",
            "This page may not understand all of it, so it only reads.",
            "Reload the page to get the newer version.",
        ),
        JournalTrouble::Blocked => words(
            "Reruns are off: another tab holds this browser's journal.",
            "It runs another version of Reprise.",
            "Close the other tabs of Reprise, then reload this page.",
        ),
        JournalTrouble::Full => words(
            "Reruns are off: this browser has no room left for the journal.",
            "Nothing is sent before it is written down.",
            "Free some disk space, then reload this page.",
        ),
        JournalTrouble::Wiped => words(
            "Reruns are off: this site's data were cleared while the page was open.",
            "What this page had written down is gone from the journal; below is what it still knows.",
            "Copy what you need, then reload this page.",
        ),
        JournalTrouble::Unanswered => words(
            "Reruns are off: this browser's journal does not answer.",
            "What was to be written down may still be, late: then it is not sent by itself. Another tab may hold the journal, or the disk is too busy.",
            "Close the other tabs of Reprise. If this stays, reload this page; what is open is shown again.",
        ),
        JournalTrouble::Unavailable(name) => (
            "Reruns are off: this browser keeps no journal.".to_owned(),
            format!(
                "It refuses storage ({name}), as in a private window or by a policy; nothing is sent before it is written down."
            ),
            "Use a normal window, or ask who manages this browser to allow storage for this site.",
        ),
    }
}
