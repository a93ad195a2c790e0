//! Whether a deployment is as it must be, judged by what a browser can see of it: the page `/check`.
//!
//! The rules stand here, the sentences in `explain/check.rs`. Everything is asked by reading;
//! nothing that is asked changes anything in Zuora.

pub mod gateway;
pub mod headers;
pub mod site;

use crate::desk::keeping::Journal;
use crate::desk::reading::Trouble;
use gateway::{Clock, Copies, Guard, Memory};

/// What a browser saw of one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// HTTP status.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
}

impl Seen {
    /// The value of a header, by its lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    fn is_kind(&self, kind: &str) -> bool {
        let told = self.header("content-type").unwrap_or_default();
        told.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(kind)
    }
}

/// How a matter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// As it must be.
    Good,
    /// It cannot be told from a browser, or not now.
    Untold,
    /// It works, and should be better.
    Weak,
    /// It must be mended before anybody reruns anything.
    Bad,
}

/// One thing that was looked at, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// So many security headers are as wanted.
    Headers(usize),
    /// A security header is missing or says less than wanted.
    Header {
        /// Its name.
        name: String,
        /// What it must say.
        wanted: String,
        /// What it says, if it is there.
        found: Option<String>,
    },
    /// The page came over plain HTTP from another machine.
    PlainHttp,
    /// Nothing came at all of what is named.
    Silent(&'static str),
    /// Whether a file that must never be stored says so.
    NotStored {
        /// Which.
        what: &'static str,
        /// Whether it does.
        holds: bool,
    },
    /// Status, and whether an address of the page that is no file gave the document.
    DeepLink(u16, bool),
    /// Status, and whether a file that is not there was told so.
    MissingFile(u16, bool),
    /// Whether the program comes as WebAssembly.
    ProgramKind(bool),
    /// Whether the program may be kept for ever.
    ProgramKept(bool),
    /// How the program is compressed, if it is.
    ProgramPacked(Option<String>),
    /// Whether the salt is a deployment's own.
    OwnSalt(bool),
    /// Whether the environment names its Zuora tenant.
    TenantNamed(bool),
    /// Whether the host named who sits here, where what runs is not undone: in production.
    OperatorNamed(bool),
    /// A reading through the gateway took so many milliseconds, or failed.
    Reading(Result<i64, Box<Trouble>>),
    /// No token was pasted for the environment yet.
    NoToken,
    /// How far this machine's clock is from the server's.
    Clock(Clock),
    /// What became of an idempotency key on a reading, which a gateway refuses that sees it.
    Key(Guard),
    /// What the gateway says that it passes on once.
    Memory {
        /// What.
        memory: Memory,
        /// Since how many milliseconds.
        age_ms: i64,
        /// Whether the configuration holds a proof that keys are honoured there.
        is_proven: bool,
    },
    /// What became of the second of two equal transmissions.
    Copies(Copies),
    /// What became of a request that is not the page's.
    Outsider(Guard),
    /// What became of a request for something that the page never asks for.
    OtherPath(Guard),
    /// How the journal stands.
    Journal(Journal),
    /// Whether the browser promised to keep it.
    Kept(Option<bool>),
}

impl Matter {
    /// How it stands.
    #[must_use]
    pub fn grade(&self) -> Grade {
        let must = |holds: bool| if holds { Grade::Good } else { Grade::Bad };
        let should = |holds: bool| if holds { Grade::Good } else { Grade::Weak };
        match self {
            Self::Headers(count) => must(*count > 0),
            Self::Header { .. } | Self::PlainHttp | Self::Silent(_) => Grade::Bad,
            Self::NotStored { holds, .. }
            | Self::DeepLink(_, holds)
            | Self::MissingFile(_, holds)
            | Self::ProgramKind(holds)
            | Self::OperatorNamed(holds) => must(*holds),
            Self::ProgramKept(holds) | Self::OwnSalt(holds) | Self::TenantNamed(holds) => {
                should(*holds)
            }
            Self::ProgramPacked(how) => should(how.is_some()),
            Self::Reading(read) => must(read.is_ok()),
            Self::Clock(clock) => clock.grade(),
            Self::Key(guard) => match guard {
                Guard::Let | Guard::Silent => Grade::Untold,
                other => other.grade(),
            },
            Self::Memory { memory, is_proven, .. } => must(match memory {
                Memory::Keys => true,
                Memory::Transmissions => *is_proven,
                Memory::Nothing => false,
            }),
            Self::Copies(copies) => match copies {
                Copies::Once => Grade::Good,
                Copies::Anew => Grade::Bad,
                Copies::Silent => Grade::Untold,
            },
            Self::Outsider(guard) | Self::OtherPath(guard) => guard.grade(),
            Self::NoToken | Self::Journal(Journal::Unread) => Grade::Untold,
            Self::Journal(journal) => must(*journal == Journal::Open),
            Self::Kept(kept) => kept.map_or(Grade::Untold, should),
        }
    }
}
