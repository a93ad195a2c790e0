//! The write-ahead journal: what is written down before anything is sent, and read at the start.
//!
//! The core decides what is written and what it means; whoever keeps the journal (IndexedDB in
//! the page) only has to do three things: append durably, hold one lock per task, give
//! everything back in order.

pub mod csv;
pub mod entry;
pub mod evidence;
pub mod export;
pub mod read;
pub mod write;

use crate::rerun::key::IdempotencyKey;

/// Newest version of an entry that is written and read. A journal with a newer one is read, never
/// written (protocol §1.3). Each entry bears the oldest version that knows it
/// ([`write`](write::write)), so that an older Reprise goes on with what it understands.
///
/// | version | what came with it |
/// |---|---|
/// | 1 | `decided`, `sent`, `answered`, `read`, `closed` |
/// | 2 | `once-more`; the verdicts `key-left` and `copy-left`; the faults `left-before`, `redirected` |
pub const VERSION: u32 = 2;

/// Version of how stories are kept: of the records around the entries, which bear versions of their
/// own.
pub const RECORD: u32 = 1;

/// One entry to be added to the story of one intent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Append {
    /// Whose story.
    pub key: IdempotencyKey,
    /// How many entries the writer knows of it. The keeper refuses ([`AppendTrouble::Behind`])
    /// when it holds more or fewer: someone else has written since.
    pub expected: u32,
    /// The entry, as one line of JSON.
    pub entry: String,
    /// The lock that the intent holds from now on; `None` gives it back. The keeper refuses
    /// ([`AppendTrouble::Taken`]) when another intent holds the same one.
    pub lock: Option<String>,
}

/// Why an entry was not written. Nothing of it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppendTrouble {
    /// Another intent about the same task is open.
    Taken,
    /// The story has gone on elsewhere: read it, then decide anew.
    Behind,
    /// The journal is another one than was read: the browser closed it, and this site's data may
    /// have been cleared. Read it, then decide anew.
    Replaced,
    /// The journal cannot be written.
    Journal(JournalTrouble),
}

/// Why the journal cannot be used for writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JournalTrouble {
    /// A newer Reprise has written it.
    Newer,
    /// Another tab with another version of Reprise keeps it.
    Blocked,
    /// It is full: the browser's storage has no room.
    Full,
    /// What this page wrote is no longer in it: the site's data were cleared.
    Wiped,
    /// The browser gives no storage (a private window, a policy), by its own word such as
    /// `SecurityError`.
    Unavailable(String),
    /// It does not answer: what was asked of it may still be done.
    Unanswered,
}

/// The journal as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Its entries, in the order in which they were written.
    pub rows: Vec<Row>,
    /// Whether it was made by a newer Reprise: then it is read, never written (protocol §1.3).
    pub is_newer: bool,
}

impl From<Vec<Row>> for Kept {
    /// A journal of this version.
    fn from(rows: Vec<Row>) -> Self {
        Self { rows, is_newer: false }
    }
}

/// One entry as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Whose story, as written.
    pub key: String,
    /// The entry, as written.
    pub entry: String,
}
