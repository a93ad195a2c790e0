//! Where a value stands, in words: `$.Callout.ResponseHeaders["content-type"][0]`.

mod locate;
mod read;

use std::fmt;

use crate::characters::quoted;

pub use read::PathTrouble;

/// One step down.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// To the member of that key; of a doubled key, to the last, as most readers would.
    Member(String),
    /// To one of several members of the same key: which of them, from 0.
    Doubled(String, usize),
    /// To an item of an array, from 0.
    Item(usize),
}

/// The steps from an outermost value to one inside it.
///
/// As text, a key that is more than ASCII letters, digits and `_` is quoted as a JSON string, and
/// `(2)` after a key means the second of those that are alike: `$.id(2)["a.b"][0]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Path(Vec<Step>);

impl Path {
    /// The outermost value itself.
    #[must_use]
    pub const fn root() -> Self {
        Self(Vec::new())
    }

    /// Of these steps.
    #[must_use]
    pub const fn of(steps: Vec<Step>) -> Self {
        Self(steps)
    }

    /// Its steps, outermost first.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The path to what holds this; nothing above the outermost value.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.split_last().map(|(_, steps)| Self(steps.to_vec()))
    }

    /// The path with one step more.
    #[must_use]
    pub fn then(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// The outermost value and each one on the way down, this one last: a breadcrumb.
    pub fn trail(&self) -> impl Iterator<Item = Self> + '_ {
        (0..=self.0.len()).map(|length| Self(self.0.iter().take(length).cloned().collect()))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("$")?;
        self.0.iter().try_for_each(|step| step.fmt(out))
    }
}

impl fmt::Display for Step {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(key) => member(out, key),
            Self::Doubled(key, which) => {
                member(out, key)?;
                write!(out, "({})", which + 1)
            }
            Self::Item(index) => write!(out, "[{index}]"),
        }
    }
}

fn member(out: &mut fmt::Formatter<'_>, key: &str) -> fmt::Result {
    let plain = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if plain && !key.is_empty() && !key.starts_with(|first: char| first.is_ascii_digit()) {
        write!(out, ".{key}")
    } else {
        write!(out, "[{}]", quoted(key))
    }
}
