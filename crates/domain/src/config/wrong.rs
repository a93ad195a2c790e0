//! What is wrong with `config.json`, gathered while all of it is read.

use crate::payload::Json;

/// What is wrong, where it stands in the text (in bytes), and what else is.
pub(super) struct Wrong {
    at: usize,
    what: String,
    others: Vec<(usize, String)>,
}

pub(super) type Read<T> = Result<T, Wrong>;

impl Wrong {
    pub(super) const fn at(at: usize, what: String) -> Self {
        Self { at, what, others: Vec::new() }
    }

    /// All of it, in the order of the text.
    pub(super) fn all(self) -> Vec<(usize, String)> {
        let mut all: Vec<(usize, String)> = Vec::new();
        // A handful: a sort would weigh more than all of this.
        for wrong in self.others.into_iter().chain([(self.at, self.what)]) {
            let place = all.iter().position(|(at, _)| *at > wrong.0).unwrap_or(all.len());
            all.insert(place, wrong);
        }
        all
    }
}

pub(super) fn wrong(json: &Json, what: &str) -> Wrong {
    Wrong::at(json.span().start, what.to_owned())
}

/// Everything that is wrong with one value, while the rest of it is still read.
#[derive(Default)]
pub(super) struct Wrongs(Option<Wrong>);

impl Wrongs {
    pub(super) fn add(&mut self, wrong: Wrong) {
        match &mut self.0 {
            Some(first) => first.others.extend(wrong.all()),
            none => *none = Some(wrong),
        }
    }

    /// Keeps what was read, or what is wrong with it.
    pub(super) fn take<T>(&mut self, read: Read<T>) -> Option<T> {
        read.map_err(|wrong| self.add(wrong)).ok()
    }

    /// The whole, made of its parts, which are all there unless something is wrong.
    pub(super) fn end<T>(self, make: impl FnOnce() -> Option<T>) -> Read<T> {
        match self.0 {
            Some(wrong) => Err(wrong),
            None => make().ok_or_else(|| Wrong::at(0, "this cannot be read".to_owned())),
        }
    }
}

/// Reads each item, and tells of all that cannot be read.
pub(super) fn each<T>(list: &[Json], read: impl Fn(&Json) -> Read<T>) -> Read<Vec<T>> {
    let mut wrongs = Wrongs::default();
    let items: Vec<_> = list.iter().filter_map(|item| wrongs.take(read(item))).collect();
    wrongs.end(|| Some(items))
}
