//! What was removed here and added there has moved.

use super::{Change, ChangeKind, Found};
use crate::json::{Json, Kind};

/// A value of fewer bytes says too little to be known again in another container.
const SHORTEST: usize = 8;

/// All differences, of each pair that is a move only one.
pub(super) fn join(mut found: Vec<Found>) -> Vec<Change> {
    // Among its own siblings a value is known again sooner than elsewhere.
    pair(&mut found, is_telling, |found| (found.level, found.print));
    pair(&mut found, |json| is_telling(json) && is_long(json), |found| (0, found.print));
    let is_left = |found: &Found| found.change.before.is_some() || found.change.after.is_some();
    found.into_iter().filter(is_left).map(|found| found.change).collect()
}

/// Pairs what is equal by `key`, the first removed with the first added: the addition becomes the
/// move, the removal is emptied.
fn pair(found: &mut [Found], fits: impl Fn(&Json) -> bool, key: impl Fn(&Found) -> (u32, u64)) {
    let of_kind = |kind: ChangeKind| {
        let own = found.iter().enumerate().filter(|(_, found)| {
            let json = found.change.before.as_ref().or(found.change.after.as_ref());
            found.change.kind == kind && json.is_some_and(&fits)
        });
        let mut own: Vec<_> = own.map(|(number, found)| (key(found), number)).collect();
        own.sort_unstable();
        own
    };
    let removed = of_kind(ChangeKind::Removed);
    let mut added = of_kind(ChangeKind::Added).into_iter().peekable();
    for (key, from) in removed {
        while added.next_if(|(other, _)| *other < key).is_some() {}
        if let Some((_, to)) = added.next_if(|(other, _)| *other == key) {
            let before = found.get_mut(from).and_then(|found| found.change.before.take());
            if let Some(to) = found.get_mut(to) {
                to.change.before = before;
                to.change.kind = ChangeKind::Moved;
            }
        }
    }
}

/// Neither empty nor one of few.
fn is_telling(json: &Json) -> bool {
    match json.kind() {
        Kind::Object | Kind::Array => json.child_count() > 0,
        Kind::Text => json.size_bytes() > 2,
        Kind::Number => true,
        Kind::Bool | Kind::Null => false,
    }
}

fn is_long(json: &Json) -> bool {
    json.size_bytes() >= SHORTEST
}
