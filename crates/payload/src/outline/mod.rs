//! The visible rows of a tree: what a list that draws only what is on the screen needs.

mod fold;
mod seek;
mod show;

use crate::document::{Container, NONE, short};
use crate::find::Hits;
use crate::json::Json;
use crate::level::{Entry, Name};

pub use fold::Opened;

/// A tree whose containers are open or closed, flattened to rows that are numbered from 0. The
/// first row is the outermost value.
#[derive(Clone, Debug)]
pub struct Outline {
    root: Json,
    lines: Vec<Line>,
    filter: Option<Filter>,
}

/// A visible row, as little of it as must be kept.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// Where the member (with its key) or item begins in the text, in bytes.
    at: u32,
    /// Which of its parent's children it is, from 0.
    index: u32,
    /// How deep it stands; the highest bits: whether it is open, and whether it has a key.
    depth: u32,
}

/// Which rows are shown while not all of them are, and the rows before.
#[derive(Clone, Debug)]
struct Filter {
    hits: Hits,
    /// Of each container below the root, whether a hit is inside it.
    holds: Vec<bool>,
    before: Vec<Line>,
}

/// What is drawn for a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// How many containers are around it; 0 for the outermost value.
    pub depth: usize,
    /// What it is called.
    pub name: Name,
    /// Its value.
    pub json: Json,
    /// Whether it is an object or an array.
    pub is_container: bool,
    /// Whether its children are shown below it. Never for one without children.
    pub is_open: bool,
    /// How many children it has, shown or not.
    pub children: usize,
    /// Which of its parent's children it is, from 1.
    pub position: usize,
    /// How many children its parent has, shown or not.
    pub set_size: usize,
    /// The row of its parent.
    pub parent: Option<usize>,
}

impl Line {
    const OPEN: u32 = 1 << 31;
    const KEYED: u32 = 1 << 30;
    const DEPTH: u32 = Self::KEYED - 1;

    fn of(entry: &Entry, depth: usize, is_open: bool) -> Self {
        let depth = short(depth).min(Self::DEPTH);
        let open = if is_open { Self::OPEN } else { 0 };
        let keyed = if entry.key.is_empty() { 0 } else { Self::KEYED };
        Self { at: short(entry.key.start), index: entry.index, depth: depth | open | keyed }
    }

    const fn depth(self) -> usize {
        (self.depth & Self::DEPTH) as usize
    }

    const fn is_keyed(self) -> bool {
        self.depth & Self::KEYED != 0
    }

    const fn is_open(self) -> bool {
        self.depth & Self::OPEN != 0
    }
}

impl Outline {
    /// Of a value, its first level open.
    #[must_use]
    pub fn new(root: Json) -> Self {
        let line = Line { at: short(root.span().start), index: 0, depth: 0 };
        let mut outline = Self { root, lines: vec![line], filter: None };
        outline.open(0);
        outline
    }

    /// The outermost value.
    #[must_use]
    pub const fn root(&self) -> &Json {
        &self.root
    }

    /// How many rows are visible: at least one.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "the outermost value is always there")]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// A visible row.
    #[must_use]
    pub fn row(&self, number: usize) -> Option<Row> {
        let line = *self.lines.get(number)?;
        let entry = self.entry(line);
        let json = if number == 0 { self.root.clone() } else { self.json(&entry) };
        let document = self.root.document();
        let name = match entry.key(document) {
            _ if number == 0 => Name::Root,
            Some(key) => Name::Key(key.into_owned()),
            None => Name::Index(line.index as usize),
        };
        let parent = self.parent_container(line);
        Some(Row {
            depth: line.depth(),
            name,
            is_container: json.is_container(),
            is_open: line.is_open(),
            children: json.child_count(),
            json,
            position: line.index as usize + 1,
            set_size: parent.map_or(1, |(_, own)| own.count as usize),
            parent: parent.map(|(_, own)| self.row_at(own.start as usize)),
        })
    }

    /// What a line stands for.
    fn entry(&self, line: Line) -> Entry {
        let document = self.root.document();
        let at = line.at as usize;
        let mut entry = Entry::read(document, at, line.is_keyed(), NONE);
        if let Some(place) = document.place_of(entry.value.start) {
            entry = Entry::read(document, at, line.is_keyed(), place);
        }
        entry
    }

    fn json(&self, entry: &Entry) -> Json {
        entry.json(self.root.shared_document())
    }

    /// The container that a line's member or item is in; none around the outermost value.
    fn parent_container(&self, line: Line) -> Option<(u32, &Container)> {
        if line.depth() == 0 {
            return None;
        }
        let document = self.root.document();
        let place = document.around(line.at as usize)?;
        let own = document.container(place)?;
        // An item that is a container begins where that begins.
        let place = if own.start == line.at { own.parent } else { place };
        document.container(place).map(|own| (place, own))
    }

    /// The last row that begins at that byte or before it.
    fn row_at(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.at as usize <= at).saturating_sub(1)
    }
}
