//! What is asked of a tenant, and what was seen.

/// What is asked. Each has its number in `docs/zuora-semantics.md`, "Settle them on your tenant".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// A second request of a key runs nothing (1).
    KeyCounts,
    /// Another key does run the task: without it [`Self::KeyCounts`] proves nothing (1, control).
    OtherKeyRuns,
    /// Two requests of one key at once run the task once (1, at the same moment).
    TwoAtOnce,
    /// The saved answer carries the track id of the first request (2).
    HeadersSaved,
    /// A rerun keeps the task's id (3).
    SameId,
    /// A rerun changes the task's times (3).
    TimesChange,
    /// A saved refusal is given again (4).
    RefusalSaved,
    /// A UUID of version 8 is taken as key (5).
    VersionTaken,
    /// The OAuth clients of a tenant share their keys (6).
    ClientsShare,
    /// A rerun of a task that waits or runs is refused (7).
    BusyRefused,
    /// After 25 hours the key runs the task again (9).
    EndsAfterDay,
}

impl Question {
    /// All of them with their names in `config.json`, in the order in which they are told.
    pub const ALL: [(&'static str, Self); 11] = [
        ("keyCounts", Self::KeyCounts),
        ("otherKeyRuns", Self::OtherKeyRuns),
        ("twoAtOnce", Self::TwoAtOnce),
        ("clientsShare", Self::ClientsShare),
        ("versionTaken", Self::VersionTaken),
        ("headersSaved", Self::HeadersSaved),
        ("sameId", Self::SameId),
        ("timesChange", Self::TimesChange),
        ("refusalSaved", Self::RefusalSaved),
        ("busyRefused", Self::BusyRefused),
        ("endsAfterDay", Self::EndsAfterDay),
    ];

    /// Its name in `config.json`.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, own)| *own == self).map_or("", |(name, _)| name)
    }
}

/// What was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// It was seen to be so.
    Yes,
    /// It was seen not to be so.
    No,
    /// It was not tried, or the try told nothing.
    #[default]
    NotSeen,
}

impl Answer {
    /// All of them with their words, which stand in `config.json` and on the page alike.
    pub const ALL: [(&'static str, Self); 3] =
        [("yes", Self::Yes), ("no", Self::No), ("not seen", Self::NotSeen)];

    /// Of something that was seen.
    #[must_use]
    pub const fn of(is_so: bool) -> Self {
        if is_so { Self::Yes } else { Self::No }
    }

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, own)| *own == self).map_or("", |(word, _)| word)
    }
}

/// An answer to each question; what is not in it was not seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(Vec<(Question, Answer)>);

impl Answers {
    /// What was seen.
    #[must_use]
    pub fn to(&self, question: Question) -> Answer {
        self.0.iter().find(|(own, _)| *own == question).map_or(Answer::NotSeen, |(_, own)| *own)
    }

    /// Notes what was seen, in place of what was noted before.
    pub fn put(&mut self, question: Question, answer: Answer) {
        self.0.retain(|(own, _)| *own != question);
        self.0.push((question, answer));
    }

    /// Notes what was seen, unless the contrary was: one *no* in twenty rounds is a *no*.
    pub fn add(&mut self, question: Question, is_so: bool) {
        if self.to(question) != Answer::No {
            self.put(question, Answer::of(is_so));
        }
    }
}
