//! Going to a row: by path, by what was found, by the first letters of its name.

use super::{Line, Outline};
use crate::find::Hits;
use crate::json::Json;
use crate::level::{Level, Name};
use crate::path::Path;

impl Outline {
    /// Opens what is around the value at a path; its row, if there is such a value and it is not
    /// filtered out.
    pub fn reveal(&mut self, path: &Path) -> Option<usize> {
        let json = self.root.by_path(path)?;
        self.reveal_json(&json)
    }

    /// As [`Outline::reveal`], of a value inside the outermost one.
    pub fn reveal_json(&mut self, json: &Json) -> Option<usize> {
        let document = self.root.document();
        let start = json.span().start;
        let inside = std::ptr::eq(document, json.document()) && self.root.span().contains(&start);
        if !inside || start == self.root.span().start {
            return inside.then_some(0);
        }
        let at = document.key_before(start).map_or(start, |key| key.start);
        self.reveal_at(at)
    }

    /// Opens what is around a hit; its row.
    pub fn reveal_hit(&mut self, hits: &Hits, number: usize) -> Option<usize> {
        self.reveal_at(hits.get(number)?.offset())
    }

    /// The number of the first hit below a row, from the top again after the last.
    #[must_use]
    pub fn hit_after(&self, hits: &Hits, row: usize) -> Option<usize> {
        let at = self.lines.get(row)?.at as usize;
        let next = hits.first_from(at + 1);
        (!hits.is_empty()).then(|| if next < hits.len() { next } else { 0 })
    }

    /// The number of the last hit above a row, from the bottom again before the first.
    #[must_use]
    pub fn hit_before(&self, hits: &Hits, row: usize) -> Option<usize> {
        let at = self.lines.get(row)?.at as usize;
        hits.first_from(at).checked_sub(1).or_else(|| hits.len().checked_sub(1))
    }

    /// The number of the hit that a row is.
    #[must_use]
    pub fn hit_at(&self, hits: &Hits, row: usize) -> Option<usize> {
        let at = self.lines.get(row)?.at as usize;
        let number = hits.first_from(at);
        hits.get(number).filter(|hit| hit.offset() == at).map(|_| number)
    }

    /// The next row below whose name begins with these letters, from the top again after the
    /// last; capitals do not count. With more than one letter typed, the row itself may be it.
    #[must_use]
    pub fn next_named(&self, row: usize, letters: &str) -> Option<usize> {
        let first = row + usize::from(letters.chars().count() < 2);
        let first = first.min(self.len());
        (first..self.len()).chain(0..first).find(|row| self.begins(*row, letters))
    }

    fn begins(&self, row: usize, letters: &str) -> bool {
        let Some(line) = self.lines.get(row).copied().filter(|_| row > 0) else { return false };
        let name = match self.entry(line).key(self.root.document()) {
            Some(key) => Name::Key(key.into_owned()),
            None => Name::Index(line.index as usize),
        };
        let name = match name {
            Name::Key(key) => key,
            Name::Index(index) => index.to_string(),
            Name::Root => return false,
        };
        let mut letters = letters.chars().flat_map(char::to_lowercase);
        let mut name = name.chars().flat_map(char::to_lowercase);
        letters.all(|letter| name.next() == Some(letter))
    }

    /// The row of the member or item that begins at that byte, everything around it opened.
    fn reveal_at(&mut self, at: usize) -> Option<usize> {
        let seen = self.row_at(at);
        let line = *self.lines.get(seen)?;
        if line.at as usize != at {
            // The last row before it is the innermost visible one around it, or nothing is.
            let lines = self.down_to(at, seen, line)?;
            self.lines.splice(seen + 1..=seen, lines);
            self.mark(seen, true);
        }
        Some(self.row_at(at))
    }

    /// The lines inside a closed row, with everything open that is around that byte; nothing if
    /// what begins there is not inside or not shown.
    fn down_to(&self, at: usize, seen: usize, line: Line) -> Option<Vec<Line>> {
        let document = self.root.document();
        let place = if seen == 0 { self.root.place() } else { self.entry(line).place };
        let mut levels = vec![(place, Level::of(document, place))];
        let mut lines = Vec::new();
        let mut found = false;
        while let Some((place, level)) = levels.last_mut() {
            let (place, next) = (*place, level.next(document));
            let Some(entry) = next else {
                levels.pop();
                continue;
            };
            if !self.is_shown(place, &entry) {
                continue;
            }
            found |= entry.key.start == at;
            let around = entry.value.start < at && at < entry.value.end;
            lines.push(Line::of(&entry, line.depth() + levels.len(), around));
            if around {
                levels.push((entry.place, Level::of(document, entry.place)));
            }
        }
        (found && !line.is_open()).then_some(lines)
    }
}
