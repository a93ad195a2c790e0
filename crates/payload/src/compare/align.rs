//! Which items of two arrays are the same ones, by their fingerprints, in their order.

use super::edit::fewest_edits;

/// Pairs of equal items, both rising.
pub(super) struct Alignment {
    pub(super) pairs: Vec<(usize, usize)>,
    /// Whether there may be a better one.
    pub(super) is_rough: bool,
}

/// Aligns two rows. What both begin and end with is set aside first, then what only one of them
/// has. If too much is left for the fewest edits, the longest row of pairs that rise will do.
pub(super) fn align(old: &[u64], new: &[u64]) -> Alignment {
    let both = old.len().min(new.len());
    let alike = |pairs: &mut dyn Iterator<Item = (&u64, &u64)>| {
        pairs.take_while(|(old, new)| old == new).count()
    };
    let first = alike(&mut old.iter().zip(new));
    let last = alike(&mut old.iter().rev().zip(new.iter().rev())).min(both - first);
    let old_inner = common(old, first..old.len() - last, new.get(first..new.len() - last));
    let new_inner = common(new, first..new.len() - last, old.get(first..old.len() - last));
    let (inner, is_rough) = match fewest_edits(&prints(&old_inner), &prints(&new_inner)) {
        Some(pairs) => (pairs, false),
        None => (longest_rise(&old_inner, &new_inner), true),
    };
    let place = |side: &[(u64, usize)], number: usize| side.get(number).map(|(_, place)| *place);
    let inner = inner
        .into_iter()
        .filter_map(|(own, other)| Some((place(&old_inner, own)?, place(&new_inner, other)?)));
    let before = (0..first).map(|number| (number, number));
    let after = (1..=last).rev().map(|back| (old.len() - back, new.len() - back));
    Alignment { pairs: before.chain(inner).chain(after).collect(), is_rough }
}

/// What is in that part and somewhere on the other side, with its place.
fn common(own: &[u64], part: std::ops::Range<usize>, other: Option<&[u64]>) -> Vec<(u64, usize)> {
    let mut other = other.unwrap_or_default().to_vec();
    other.sort_unstable();
    let places = own.iter().copied().zip(0..);
    let inner = places.skip(part.start).take(part.len());
    inner.filter(|(print, _)| other.binary_search(print).is_ok()).collect()
}

fn prints(side: &[(u64, usize)]) -> Vec<u64> {
    side.iter().map(|(print, _)| *print).collect()
}

/// Pairs the first of equal items with the first, the second with the second, and keeps the most
/// pairs that rise on both sides.
fn longest_rise(old: &[(u64, usize)], new: &[(u64, usize)]) -> Vec<(usize, usize)> {
    let by_print = |side: &[(u64, usize)]| {
        let mut numbers: Vec<_> = side.iter().map(|(print, _)| *print).zip(0_usize..).collect();
        numbers.sort_unstable();
        numbers
    };
    let mut new = by_print(new).into_iter().peekable();
    let mut pairs = Vec::new();
    for (print, own) in by_print(old) {
        while new.next_if(|(other, _)| *other < print).is_some() {}
        if let Some((_, other)) = new.next_if(|(other, _)| *other == print) {
            pairs.push((own, other));
        }
    }
    pairs.sort_unstable();
    rising(&pairs)
}

/// The longest row of pairs whose second numbers rise, of pairs whose first numbers do.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Of each length, the row that ends lowest: the number of its last pair.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let other = |number: usize| pairs.get(number).map(|(_, other)| *other);
    for (number, (_, own)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| other(*end) < Some(*own));
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = number,
            None => ends.push(number),
        }
    }
    let mut row = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(number) = next {
        row.extend(pairs.get(number));
        next = before.get(number).copied().flatten();
    }
    row.reverse();
    row
}
