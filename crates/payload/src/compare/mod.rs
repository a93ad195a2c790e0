//! What is different between two values.
//!
//! The order of an object's members does not count, that of an array's items does. Numbers and
//! texts are equal if they are written alike: `1.10` against `1.1` is a change, told as
//! [`ChangeKind::Rewritten`]. How a key is written does not count. Values are known as equal by
//! fingerprints of 64 bits, so that nothing is compared twice.

mod align;
mod edit;
mod items;
mod members;
mod moved;
mod order;
mod print;
mod rewritten;

use crate::document::{Document, NONE};
use crate::json::Json;
use crate::level::{Entry, Level};
use crate::path::Path;
use crate::scan::bytes::byte;
use print::Prints;

/// What happened to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is there after, and was not before.
    Added,
    /// It was there before, and is not after.
    Removed,
    /// It is another one.
    Changed,
    /// It is the same number or the same text, written differently.
    Rewritten,
    /// It stands elsewhere or under another key, unchanged.
    Moved,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// The value before; nothing for what was added.
    pub before: Option<Json>,
    /// The value after; nothing for what was removed.
    pub after: Option<Json>,
}

/// How many differences there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in `ChangeKind`")]
pub struct Counts {
    pub added: usize,
    pub removed: usize,
    pub changed: usize,
    pub rewritten: usize,
    pub moved: usize,
}

/// All differences between two values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    before: Json,
    after: Json,
    changes: Vec<Change>,
    rough: usize,
}

impl Comparison {
    /// The differences, in the order of the value after; what was removed stands behind what it
    /// followed.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// How many there are of each kind.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for change in &self.changes {
            *match change.kind {
                ChangeKind::Added => &mut counts.added,
                ChangeKind::Removed => &mut counts.removed,
                ChangeKind::Changed => &mut counts.changed,
                ChangeKind::Rewritten => &mut counts.rewritten,
                ChangeKind::Moved => &mut counts.moved,
            } += 1;
        }
        counts
    }

    /// How many arrays had too many differences to find the fewest: there, more items may be told
    /// as moved or changed than were.
    #[must_use]
    pub const fn rough_arrays(&self) -> usize {
        self.rough
    }

    /// Where a difference is: in the value after, and of what was removed in the value before.
    /// Takes a step for each sibling of each container around it: ask for those that are shown.
    #[must_use]
    pub fn path(&self, change: &Change) -> Option<Path> {
        change
            .after
            .as_ref()
            .map_or_else(|| self.path_before(change), |json| self.after.path_of(json))
    }

    /// Where it was in the value before: for what moved, whence.
    #[must_use]
    pub fn path_before(&self, change: &Change) -> Option<Path> {
        self.before.path_of(change.before.as_ref()?)
    }
}

/// Compares two values, of the same text or of two.
#[must_use]
pub fn compare(before: &Json, after: &Json) -> Comparison {
    let mut comparison =
        Comparison { before: before.clone(), after: after.clone(), changes: Vec::new(), rough: 0 };
    if before.text() != after.text() {
        let sides = Sides { before: Side::of(before), after: Side::of(after) };
        let (changes, rough) = sides.differences();
        comparison.changes = changes;
        comparison.rough = rough;
    }
    comparison
}

/// A value and the fingerprints of all containers in it.
struct Side<'a> {
    root: &'a Json,
    prints: Prints,
}

struct Sides<'a> {
    before: Side<'a>,
    after: Side<'a>,
}

/// What is still to be compared.
enum Task {
    Both(Entry, Entry),
    Removed(Entry),
    Added(Entry),
}

/// A difference, with what is needed to know what has moved.
struct Found {
    change: Change,
    print: u64,
    /// Which container's children it was among.
    level: u32,
}

impl<'a> Side<'a> {
    fn of(root: &'a Json) -> Self {
        Self { root, prints: Prints::of(root) }
    }

    fn document(&self) -> &'a Document {
        self.root.document()
    }

    fn whole(&self) -> Entry {
        Entry::read(self.document(), self.root.span().start, false, self.root.place())
    }

    fn print(&self, entry: &Entry) -> u64 {
        self.prints.of_entry(self.document(), entry)
    }

    fn json(&self, entry: &Entry) -> Json {
        entry.json(self.root.shared_document())
    }

    /// The children of a container.
    fn children(&self, entry: &Entry) -> Vec<Entry> {
        let mut level = Level::of(self.document(), entry.place);
        std::iter::from_fn(|| level.next(self.document())).collect()
    }
}

impl Sides<'_> {
    fn differences(&self) -> (Vec<Change>, usize) {
        let mut found = Vec::new();
        let (mut rough, mut levels) = (0, 0);
        // What comes first lies on top. Each task knows its level.
        let mut tasks = vec![(0, Task::Both(self.before.whole(), self.after.whole()))];
        while let Some((level, task)) = tasks.pop() {
            match task {
                Task::Both(before, after) if self.are_equal(&before, &after) => {}
                Task::Both(before, after) => match self.inside(&before, &after) {
                    Some((inside, is_rough)) => {
                        levels += 1;
                        rough += usize::from(is_rough);
                        tasks.extend(inside.into_iter().rev().map(|task| (levels, task)));
                    }
                    None => found.push(self.changed(&before, &after)),
                },
                Task::Removed(entry) => found.push(self.before.gone(&entry, level)),
                Task::Added(entry) => found.push(self.after.come(&entry, level)),
            }
        }
        (moved::join(found), rough)
    }

    fn are_equal(&self, before: &Entry, after: &Entry) -> bool {
        self.before.print(before) == self.after.print(after)
    }

    /// What is to be compared inside two objects or two arrays, and whether that was found only
    /// roughly; nothing for other values.
    fn inside(&self, before: &Entry, after: &Entry) -> Option<(Vec<Task>, bool)> {
        if before.place == NONE || after.place == NONE {
            return None;
        }
        let bracket = |side: &Side, entry: &Entry| byte(side.document().bytes(), entry.value.start);
        match (bracket(&self.before, before), bracket(&self.after, after)) {
            (b'{', b'{') => Some((self.members(before, after), false)),
            (b'[', b'[') => Some(self.items(before, after)),
            _ => None,
        }
    }

    fn changed(&self, before: &Entry, after: &Entry) -> Found {
        let (before, after) = (self.before.json(before), self.after.json(after));
        let kind = if rewritten::are_same(&before, &after) {
            ChangeKind::Rewritten
        } else {
            ChangeKind::Changed
        };
        let change = Change { kind, before: Some(before), after: Some(after) };
        Found { change, print: 0, level: 0 }
    }
}

impl Side<'_> {
    fn gone(&self, entry: &Entry, level: u32) -> Found {
        let change =
            Change { kind: ChangeKind::Removed, before: Some(self.json(entry)), after: None };
        Found { change, print: self.print(entry), level }
    }

    fn come(&self, entry: &Entry, level: u32) -> Found {
        let change =
            Change { kind: ChangeKind::Added, before: None, after: Some(self.json(entry)) };
        Found { change, print: self.print(entry), level }
    }
}
