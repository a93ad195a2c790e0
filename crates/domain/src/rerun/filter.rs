//! Which reruns a list shows: its filters, in the page's address too.

use form_urlencoded::{Serializer, parse};

use super::Rerun;
use crate::journal::entry::Closing;

/// How far a rerun must have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// However far.
    #[default]
    All,
    /// It is not over: another rerun of its task must wait.
    Open,
    /// It is not known whether it ran.
    Unsettled,
    /// It is over.
    Done,
}

impl Standing {
    /// Every one, in the order of a choice.
    pub const ALL: [Self; 4] = [Self::All, Self::Open, Self::Unsettled, Self::Done];

    /// Its word in an address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Open => "open",
            Self::Unsettled => "unsettled",
            Self::Done => "done",
        }
    }

    /// Takes the word of an address.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.as_str() == word)
    }

    fn fits(self, rerun: &Rerun) -> bool {
        match self {
            Self::All => true,
            Self::Open => rerun.is_open(),
            Self::Unsettled => rerun.is_unsettled(),
            Self::Done => !rerun.is_open(),
        }
    }
}

/// Filters of a list of reruns. An empty text filters nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RerunQuery {
    /// How far it must have come.
    pub standing: Standing,
    /// Number of its task: the one that was asked for, or the new instance that came of it.
    pub task: String,
    /// Words that must all stand in what is written down about it.
    pub text: String,
}

impl RerunQuery {
    /// Reads the query part of an address. What it does not understand it leaves at its default.
    #[must_use]
    pub fn from_address(query: &str) -> Self {
        let mut read = Self::default();
        for (name, value) in parse(query.trim_start_matches('?').as_bytes()) {
            match name.as_ref() {
                "standing" => read.standing = Standing::read(&value).unwrap_or_default(),
                "task" => value.trim().clone_into(&mut read.task),
                "text" => value.trim().clone_into(&mut read.text),
                _ => {}
            }
        }
        read
    }

    /// The query part of the page's address, without what is usual.
    #[must_use]
    pub fn to_address(&self) -> String {
        let standing = if self.standing == Standing::All { "" } else { self.standing.as_str() };
        let mut address = Serializer::new(String::new());
        for (name, value) in [("standing", standing), ("task", &self.task), ("text", &self.text)] {
            if !value.is_empty() {
                address.append_pair(name, value);
            }
        }
        address.finish()
    }

    /// Whether the list shows a rerun.
    #[must_use]
    pub fn fits(&self, rerun: &Rerun) -> bool {
        let tasks = [rerun.intent.task, rerun.followed_task()];
        let is_task = |sought: &str| tasks.iter().any(|task| task.to_string() == sought);
        (self.task.is_empty() || is_task(&self.task))
            && self.standing.fits(rerun)
            && (self.text.is_empty() || has_words(rerun, &self.text))
    }

    /// How many filters narrow the list.
    #[must_use]
    pub fn narrowed_by(&self) -> usize {
        let texts = [&self.task, &self.text].into_iter().filter(|text| !text.is_empty()).count();
        texts + usize::from(self.standing != Standing::All)
    }
}

/// Whether every word stands somewhere in what is known of the rerun.
fn has_words(rerun: &Rerun, words: &str) -> bool {
    let known = words_of(rerun);
    words.split_whitespace().all(|word| known.iter().any(|text| contains(text, word)))
}

/// Reason, names and numbers; nothing that an answer's body said.
fn words_of(rerun: &Rerun) -> Vec<String> {
    let intent = &rerun.intent;
    let name = rerun.latest.as_ref().and_then(|task| task.name.clone());
    let found = match &rerun.closing {
        Some(Closing::NotRun(word) | Closing::Ran(word)) => {
            [word.by.clone(), Some(word.note.clone())]
        }
        _ => [None, None],
    };
    let numbers = [Some(intent.task.to_string()), intent.run.map(|run| run.to_string())];
    let texts = [Some(intent.reason.clone()), intent.by.clone(), intent.action_type.clone(), name];
    let mut known: Vec<String> = [Some(intent.key.to_string())]
        .into_iter()
        .chain(numbers)
        .chain(texts)
        .chain(found)
        .flatten()
        .collect();
    for attempt in &rerun.attempts {
        known.push(attempt.track.to_string());
        known.extend(attempt.request_id().map(str::to_owned));
    }
    known
}

/// Whether a text holds another; capital and small letters of ASCII are the same.
fn contains(text: &str, sought: &str) -> bool {
    let sought = sought.as_bytes();
    // `windows` takes no empty pattern.
    sought.is_empty()
        || text.as_bytes().windows(sought.len()).any(|part| part.eq_ignore_ascii_case(sought))
}
