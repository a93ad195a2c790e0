//! Showing only what was found, and back.

use super::{Filter, Line, Outline};
use crate::document::NONE;
use crate::find::Hits;
use crate::json::Json;
use crate::level::{Entry, Level};

impl Outline {
    /// Shows only what was found and the containers around it, all open. A container that was
    /// found by its key alone is closed; opened, it shows all its children.
    pub fn show_only(&mut self, hits: &Hits) {
        let before = self.unfiltered();
        self.filter = Some(Filter { hits: hits.clone(), holds: holders(&self.root, hits), before });
        self.lines = self.filtered();
    }

    /// Shows everything again, open and closed as before [`Outline::show_only`].
    pub fn show_all(&mut self) {
        self.lines = self.unfiltered();
    }

    fn unfiltered(&mut self) -> Vec<Line> {
        let filter = self.filter.take();
        filter.map_or_else(|| std::mem::take(&mut self.lines), |filter| filter.before)
    }

    /// Whether the child of a container is shown when that is opened.
    pub(super) fn is_shown(&self, parent: u32, child: &Entry) -> bool {
        let Some(filter) = &self.filter else { return true };
        !self.holds(parent) || self.holds(child.place) || {
            let next = filter.hits.get(filter.hits.first_from(child.key.start));
            next.is_some_and(|hit| hit.offset() == child.key.start)
        }
    }

    /// Whether a hit is inside the container.
    fn holds(&self, place: u32) -> bool {
        let number = place.checked_sub(self.root.place()).filter(|_| place != NONE);
        let holds = self.filter.as_ref().map(|filter| &filter.holds);
        number.zip(holds).is_some_and(|(own, holds)| holds.get(own as usize) == Some(&true))
    }

    /// The root and all that is shown below it, by a stack of the levels that are not done.
    fn filtered(&self) -> Vec<Line> {
        let document = self.root.document();
        let open = self.holds(self.root.place());
        let start = self.root.span().start;
        let root = Entry::read(document, start, false, self.root.place());
        let mut lines = vec![Line::of(&root, 0, open)];
        let mut levels = Vec::new();
        if open {
            levels.push((self.root.place(), Level::of(document, self.root.place())));
        }
        while let Some((place, level)) = levels.last_mut() {
            let (place, next) = (*place, level.next(document));
            let Some(entry) = next else {
                levels.pop();
                continue;
            };
            if self.is_shown(place, &entry) {
                let open = self.holds(entry.place);
                lines.push(Line::of(&entry, levels.len(), open));
                if open {
                    levels.push((entry.place, Level::of(document, entry.place)));
                }
            }
        }
        lines
    }
}

/// Of each container below the root, whether a hit is inside it: one pass over both, with the
/// containers around.
fn holders(root: &Json, hits: &Hits) -> Vec<bool> {
    let containers = root.document().below(root.place());
    let mut holds = vec![false; containers.len()];
    let mut next = containers.iter().enumerate().peekable();
    let mut around: Vec<(usize, u32)> = Vec::new();
    for hit in hits.iter() {
        while let Some((number, own)) = next.next_if(|(_, own)| own.start <= hit.at) {
            leave(&mut around, own.start);
            around.push((number, own.end));
        }
        leave(&mut around, hit.at);
        // Up to the first container that is known to hold one.
        for (number, _) in around.iter().rev() {
            match holds.get_mut(*number) {
                Some(known) if !*known => *known = true,
                _ => break,
            }
        }
    }
    holds
}

/// Takes off what ends before that byte.
fn leave(around: &mut Vec<(usize, u32)>, at: u32) {
    while around.pop_if(|(_, end)| *end <= at).is_some() {}
}
