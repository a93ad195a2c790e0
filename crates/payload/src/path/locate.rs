//! From a path to its value, and from a place in the text to its path.

use super::{Path, Step};
use crate::document::{Document, NONE};
use crate::json::{Json, Kind};
use crate::level::{Entry, Level};

impl Json {
    /// The value at a path.
    #[must_use]
    pub fn by_path(&self, path: &Path) -> Option<Self> {
        path.steps().iter().try_fold(self.clone(), |json, step| {
            let entry = child(&json, step)?;
            Some(entry.json(json.shared_document()))
        })
    }

    /// The path from here to the innermost value at that byte of the whole text (of a member, its
    /// key counts too); nothing outside this value.
    #[must_use]
    pub fn path_to(&self, at: usize) -> Option<Path> {
        if !self.span().contains(&at) {
            return None;
        }
        let document = self.document();
        let mut steps = Vec::new();
        let mut place = if self.is_container() { document.around(at)? } else { NONE };
        // Of a container's first byte the path is its own: none of its children is looked at.
        let is_own = document.container(place).is_some_and(|own| own.start as usize == at);
        if place != NONE && !is_own {
            let holds = |entry: &Entry| (entry.key.start..entry.value.end).contains(&at);
            steps.extend(step_to(document, place, holds));
        }
        while place != self.place() {
            let parent = document.container(place)?.parent;
            steps.push(step_to(document, parent, |entry| entry.place == place)?);
            place = parent;
        }
        steps.reverse();
        Some(Path(steps))
    }

    /// The path from here to a value inside this one.
    #[must_use]
    pub fn path_of(&self, inner: &Self) -> Option<Path> {
        self.path_to(inner.span().start)
    }
}

/// The child that a step leads to.
fn child(json: &Json, step: &Step) -> Option<Entry> {
    let document = json.document();
    let mut level = Level::of(document, json.place());
    let named = |entry: &Entry, name: &str| entry.key(document).is_some_and(|key| key == name);
    let mut children = std::iter::from_fn(|| level.next(document));
    match step {
        Step::Item(index) if json.kind() == Kind::Array => children.nth(*index),
        Step::Item(_) => None,
        Step::Member(name) => children.filter(|entry| named(entry, name)).last(),
        Step::Doubled(name, which) => children.filter(|entry| named(entry, name)).nth(*which),
    }
}

/// The step to the first child that fits.
fn step_to(document: &Document, place: u32, fits: impl Fn(&Entry) -> bool) -> Option<Step> {
    let mut level = Level::of(document, place);
    let found = std::iter::from_fn(|| level.next(document)).find(fits)?;
    let Some(key) = found.key(document) else { return Some(Step::Item(found.index as usize)) };
    let mut level = Level::of(document, place);
    let (mut before, mut all) = (0, 0);
    while let Some(entry) = level.next(document) {
        if same_key(document, &entry, document, &found) {
            all += 1;
            before += usize::from(entry.index < found.index);
        }
    }
    let key = key.into_owned();
    Some(if all > 1 { Step::Doubled(key, before) } else { Step::Member(key) })
}

/// Whether two members have the same key, however it is written.
fn same_key(left: &Document, own: &Entry, right: &Document, other: &Entry) -> bool {
    if own.key_escapes || other.key_escapes {
        return own.key(left) == other.key(right);
    }
    left.bytes().get(own.key.clone()) == right.bytes().get(other.key.clone())
}
