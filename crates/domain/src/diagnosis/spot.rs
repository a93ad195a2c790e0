//! Where in a task something was read, so that a page can lead there.

use std::fmt;

use crate::payload::quoted;

/// The part of a task that a spot lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// A field of the task itself, such as `error`.
    Task,
    /// The payload.
    Data,
    /// The configuration.
    Parameters,
    /// The run that the task belongs to.
    Run,
}

/// One step down.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// Into the member of that name.
    Key(String),
    /// To the item of that place, from 0.
    Item(usize),
}

/// A place in a task. As text it is `error` or `data.Callout[0].ResponseCode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spot {
    /// Which part of the task.
    pub part: Part,
    /// The way from that part's root.
    pub steps: Vec<Step>,
}

impl Spot {
    /// A spot below a part, by member names.
    #[must_use]
    pub fn new(part: Part, keys: &[&str]) -> Self {
        Self { part, steps: keys.iter().map(|key| Step::Key((*key).to_owned())).collect() }
    }

    /// A field of the task itself.
    pub(super) fn task(field: &str) -> Self {
        Self::new(Part::Task, &[field])
    }

    /// One step further.
    #[must_use]
    pub(super) fn then(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// One key further.
    #[must_use]
    pub(super) fn key(self, name: &str) -> Self {
        self.then(Step::Key(name.to_owned()))
    }

    /// The path from the part's root, such as `$.Callout[0].ResponseCode`; a key that is no plain
    /// word is quoted as JSON: `$["a.b"]`.
    #[must_use]
    pub fn json_path(&self) -> String {
        let mut out = String::from("$");
        for step in &self.steps {
            match step {
                Step::Key(key) if is_plain(key) => {
                    out.push('.');
                    out.push_str(key);
                }
                Step::Key(key) => {
                    out.push('[');
                    out.push_str(&quoted(key));
                    out.push(']');
                }
                Step::Item(place) => {
                    out.push('[');
                    out.push_str(&place.to_string());
                    out.push(']');
                }
            }
        }
        out
    }
}

fn is_plain(key: &str) -> bool {
    let word = |sign: u8| sign.is_ascii_alphanumeric() || sign == b'_';
    key.bytes().all(word) && key.bytes().next().is_some_and(|first| !first.is_ascii_digit())
}

impl fmt::Display for Spot {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.json_path();
        let path = path.strip_prefix('$').unwrap_or_default();
        match self.part {
            Part::Task => out.write_str(path.strip_prefix('.').unwrap_or(path)),
            Part::Data => write!(out, "data{path}"),
            Part::Parameters => write!(out, "parameters{path}"),
            Part::Run => write!(out, "run{path}"),
        }
    }
}

/// What was read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Where it stands.
    pub spot: Spot,
    /// What stands there, at most [`LONGEST_CITED`] characters of it. Of an address only the host:
    /// the rest may hold a secret.
    pub value: String,
}

/// How much of a value is cited, in characters.
pub const LONGEST_CITED: usize = 160;

impl Cited {
    pub(super) fn new(spot: Spot, value: &str) -> Self {
        let mut short: String = value.chars().take(LONGEST_CITED).collect();
        if short.len() < value.len() {
            short.push('…');
        }
        Self { spot, value: short }
    }
}
