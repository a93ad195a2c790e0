//! Two arrays: equal items are aligned, and of the others those that seem to be the same thing are
//! compared.

use super::align::{Alignment, align};
use super::order::in_order;
use super::{Side, Sides, Task};
use crate::document::NONE;
use crate::level::{Entry, Level};

/// Members that tell which thing an object is, the most telling first.
const IDENTITIES: [&str; 8] = ["Id", "id", "ID", "_id", "key", "Key", "name", "Name"];

/// How many members of an object are looked at for one.
const MOST_LOOKED_AT: usize = 32;

impl Sides<'_> {
    pub(super) fn items(&self, before: &Entry, after: &Entry) -> (Vec<Task>, bool) {
        let (old, new) = (self.before.children(before), self.after.children(after));
        let old_prints: Vec<_> = old.iter().map(|item| self.before.print(item)).collect();
        let new_prints: Vec<_> = new.iter().map(|item| self.after.print(item)).collect();
        let Alignment { pairs, is_rough } = align(&old_prints, &new_prints);
        let mut partners = Partners::of(&old, &new, &pairs);
        partners.leave_moved(&old_prints, &new_prints);
        partners
            .pair_by_identity(|item| self.before.identity(item), |item| self.after.identity(item));
        partners.pair_in_order(&pairs);
        let of_new = |fate: &Fate| match fate {
            Fate::Paired(own) => Some(*own),
            Fate::Open | Fate::Moved => None,
        };
        let of_new: Vec<_> = partners.new_fates.iter().map(of_new).collect();
        (in_order(&old, &new, &of_new), is_rough)
    }
}

impl Side<'_> {
    /// What tells which thing an object is: the rank of a telling member, and its fingerprint.
    fn identity(&self, entry: &Entry) -> Option<Identity> {
        let document = self.document();
        let mut level = Level::of(document, entry.place);
        let members = std::iter::from_fn(|| level.next(document)).take(MOST_LOOKED_AT);
        let telling = members.filter_map(|member| {
            let key = member.key(document)?;
            let rank = IDENTITIES.iter().position(|own| *own == key)?;
            (member.place == NONE).then(|| (rank, self.print(&member)))
        });
        telling.min()
    }
}

type Identity = (usize, u64);

/// What became of an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Not known yet.
    Open,
    /// It stands elsewhere, too: it has moved and is compared with nothing.
    Moved,
    /// It is the item of that number on the other side.
    Paired(usize),
}

struct Partners<'a> {
    old: &'a [Entry],
    new: &'a [Entry],
    old_fates: Vec<Fate>,
    new_fates: Vec<Fate>,
}

impl<'a> Partners<'a> {
    fn of(old: &'a [Entry], new: &'a [Entry], pairs: &[(usize, usize)]) -> Self {
        let old_fates = vec![Fate::Open; old.len()];
        let mut partners = Self { old, new, old_fates, new_fates: vec![Fate::Open; new.len()] };
        for (own, other) in pairs {
            partners.pair(*own, *other);
        }
        partners
    }

    fn pair(&mut self, own: usize, other: usize) {
        if let Some(fate) = self.old_fates.get_mut(own) {
            *fate = Fate::Paired(other);
        }
        if let Some(fate) = self.new_fates.get_mut(other) {
            *fate = Fate::Paired(own);
        }
    }

    /// Items that are still open and equal to one on the other side have moved.
    fn leave_moved(&mut self, old_prints: &[u64], new_prints: &[u64]) {
        let old = sorted(open(&self.old_fates), old_prints);
        let new = sorted(open(&self.new_fates), new_prints);
        for (print, number) in &old {
            if new.binary_search_by_key(print, |(print, _)| *print).is_ok() {
                set(&mut self.old_fates, *number);
            }
        }
        for (print, number) in &new {
            if old.binary_search_by_key(print, |(print, _)| *print).is_ok() {
                set(&mut self.new_fates, *number);
            }
        }
    }

    fn pair_by_identity(
        &mut self,
        old_identity: impl Fn(&Entry) -> Option<Identity>,
        new_identity: impl Fn(&Entry) -> Option<Identity>,
    ) {
        let known =
            |fates: &[Fate], items: &[Entry], identity: &dyn Fn(&Entry) -> Option<Identity>| {
                let known =
                    open(fates).filter_map(|number| Some((identity(items.get(number)?)?, number)));
                let mut known: Vec<_> = known.collect();
                known.sort_unstable();
                known
            };
        let old = known(&self.old_fates, self.old, &old_identity);
        let mut new = known(&self.new_fates, self.new, &new_identity).into_iter().peekable();
        for (identity, own) in old {
            while new.next_if(|(other, _)| *other < identity).is_some() {}
            if let Some((_, other)) = new.next_if(|(other, _)| *other == identity) {
                self.pair(own, other);
            }
        }
    }

    /// What is still open between two aligned pairs is compared one by one.
    fn pair_in_order(&mut self, pairs: &[(usize, usize)]) {
        let end = (self.old.len(), self.new.len());
        let (mut own, mut other) = (0, 0);
        for (own_end, other_end) in pairs.iter().copied().chain([end]) {
            let is_open = |fates: &[Fate], number: &usize| fates.get(*number) == Some(&Fate::Open);
            let old = (own..own_end).filter(|number| is_open(&self.old_fates, number));
            let new = (other..other_end).filter(|number| is_open(&self.new_fates, number));
            let both: Vec<_> = old.zip(new).collect();
            for (own, other) in both {
                self.pair(own, other);
            }
            (own, other) = (own_end + 1, other_end + 1);
        }
    }
}

fn open(fates: &[Fate]) -> impl Iterator<Item = usize> + '_ {
    fates.iter().enumerate().filter(|(_, fate)| **fate == Fate::Open).map(|(number, _)| number)
}

fn set(fates: &mut [Fate], number: usize) {
    if let Some(fate) = fates.get_mut(number) {
        *fate = Fate::Moved;
    }
}

fn sorted(numbers: impl Iterator<Item = usize>, prints: &[u64]) -> Vec<(u64, usize)> {
    let mut sorted: Vec<_> =
        numbers.filter_map(|number| Some((*prints.get(number)?, number))).collect();
    sorted.sort_unstable();
    sorted
}
