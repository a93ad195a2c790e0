//! Opening and closing.

use super::{Line, Outline};
use crate::document::NONE;
use crate::json::Json;
use crate::level::Level;
use crate::walk::{Event, Walk};

/// What came of opening much at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened {
    /// How many rows are visible now.
    pub rows: usize,
    /// How many containers were left closed because more rows were not allowed.
    pub left_closed: usize,
}

impl Outline {
    /// Shows the children of a row, themselves closed; `false` if that changes nothing.
    pub fn open(&mut self, number: usize) -> bool {
        let Some(line) = self.lines.get(number).copied().filter(|line| !line.is_open()) else {
            return false;
        };
        let place = if number == 0 { self.root.place() } else { self.entry(line).place };
        let children = self.children(place, line.depth() + 1);
        if children.is_empty() {
            return false;
        }
        self.lines.splice(number + 1..=number, children);
        self.mark(number, true);
        true
    }

    /// Hides everything inside a row; `false` if that changes nothing. Opened again, its children
    /// are closed.
    pub fn close(&mut self, number: usize) -> bool {
        if !self.lines.get(number).is_some_and(|line| line.is_open()) {
            return false;
        }
        let end = self.end_of(number);
        self.lines.drain(number + 1..end);
        self.mark(number, false);
        true
    }

    /// Opens a closed row and closes an open one; `false` if that changes nothing.
    pub fn toggle(&mut self, number: usize) -> bool {
        self.open(number) || self.close(number)
    }

    /// Opens everything less deep than `depth` and closes the rest: 1 shows the first level, and
    /// `usize::MAX` all.
    ///
    /// At most `most_rows` are shown: as many whole levels as fit, then of the next one the first
    /// that fit. Rows that are not shown at the time ([`Outline::show_only`]) are not opened.
    pub fn open_to_depth(&mut self, depth: usize, most_rows: usize) -> Opened {
        if self.filter.is_some() {
            return Opened { rows: self.len(), left_closed: 0 };
        }
        let (whole_levels, mut room) = self.levels_that_fit(depth, most_rows);
        let mut lines = Vec::new();
        let mut left_closed = 0;
        let mut walk = Walk::of(&self.root);
        let mut at_depth = walk.depth();
        while let Some(event) = walk.next() {
            if let Event::Entry(entry) = event {
                let children = self.count(entry.place);
                let wanted = children > 0 && at_depth < depth;
                let fits = at_depth < whole_levels || at_depth == whole_levels && children <= room;
                if wanted && fits && at_depth == whole_levels {
                    room -= children;
                }
                left_closed += usize::from(wanted && !fits);
                lines.push(Line::of(&entry, at_depth, wanted && fits));
                if entry.place != NONE && !(wanted && fits) {
                    walk.step_over();
                }
            }
            at_depth = walk.depth();
        }
        self.lines = lines;
        Opened { rows: self.len(), left_closed }
    }

    /// Opens a row's siblings and the row itself (the `*` of a tree), while there are at most
    /// `most_rows`.
    pub fn open_siblings(&mut self, number: usize, most_rows: usize) -> Opened {
        let Some(line) = self.lines.get(number).copied() else {
            return Opened { rows: self.len(), left_closed: 0 };
        };
        let parent = self.parent_container(line).map(|(_, own)| self.row_at(own.start as usize));
        let range = parent.map_or(0..self.len(), |parent| parent + 1..self.end_of(parent));
        let old = self.lines.get(range.clone()).unwrap_or_default();
        let mut room = most_rows.saturating_sub(self.len());
        let mut lines = Vec::with_capacity(old.len());
        let mut left_closed = 0;
        for own in old.iter().copied() {
            let place = match own {
                _ if own.depth() != line.depth() || own.is_open() => NONE,
                _ if own.depth() == 0 => self.root.place(),
                _ => self.entry(own).place,
            };
            let fits = self.count(place) <= room;
            let inside = if fits { self.children(place, line.depth() + 1) } else { Vec::new() };
            left_closed += usize::from(!fits);
            room -= inside.len();
            let open = if inside.is_empty() { 0 } else { Line::OPEN };
            lines.push(Line { depth: own.depth | open, ..own });
            lines.extend(inside);
        }
        self.lines.splice(range, lines);
        Opened { rows: self.len(), left_closed }
    }

    /// The lines of a container's children, closed; while rows are filtered, of those shown.
    fn children(&self, place: u32, depth: usize) -> Vec<Line> {
        let document = self.root.document();
        let mut level = Level::of(document, place);
        let mut lines = Vec::new();
        while let Some(entry) = level.next(document) {
            if self.is_shown(place, &entry) {
                lines.push(Line::of(&entry, depth, false));
            }
        }
        lines
    }

    pub(super) fn count(&self, place: u32) -> usize {
        self.root.document().container(place).map_or(0, |own| own.count as usize)
    }

    /// The row after everything inside that row.
    pub(super) fn end_of(&self, number: usize) -> usize {
        let Some(line) = self.lines.get(number).copied() else { return number };
        let span = if number == 0 { self.root.span() } else { self.entry(line).value };
        self.lines.partition_point(|line| (line.at as usize) < span.end)
    }

    pub(super) fn mark(&mut self, number: usize, is_open: bool) {
        if let Some(line) = self.lines.get_mut(number) {
            line.depth = if is_open { line.depth | Line::OPEN } else { line.depth & !Line::OPEN };
        }
    }

    /// How many levels are shown whole, and how many rows may be shown of the next.
    fn levels_that_fit(&self, depth: usize, most_rows: usize) -> (usize, usize) {
        let mut room = most_rows.saturating_sub(1);
        let mut levels = 0;
        for rows in rows_by_level(&self.root, depth) {
            if rows > room {
                return (levels, room);
            }
            room -= rows;
            levels += 1;
        }
        (levels, room)
    }
}

/// How many children the containers of each depth have together, as far as `most` levels go.
fn rows_by_level(root: &Json, most: usize) -> Vec<usize> {
    if most <= 1 {
        // What a large payload begins with: nothing but the root is counted.
        return vec![root.child_count(); most];
    }
    let mut rows: Vec<usize> = Vec::new();
    let mut depths: Vec<u32> = Vec::new();
    for own in root.document().below(root.place()) {
        let above = own.parent.checked_sub(root.place());
        let above =
            above.filter(|_| own.parent != NONE).and_then(|place| depths.get(place as usize));
        let depth = above.map_or(0, |depth| depth + 1);
        depths.push(depth);
        if rows.len() <= depth as usize {
            rows.push(0);
        }
        if let Some(rows) = rows.get_mut(depth as usize) {
            *rows += own.count as usize;
        }
    }
    rows.truncate(most);
    rows
}
