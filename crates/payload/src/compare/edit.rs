//! The fewest insertions and deletions between two rows: E. W. Myers, "An O(ND) Difference
//! Algorithm and Its Variations", 1986.

/// More edits than these are not looked for.
const MOST_EDITS: usize = 400;

/// Nor more steps than these.
const MOST_STEPS: usize = 4_000_000;

/// The pairs of equal items that the fewest edits leave alone; nothing if there are too many.
pub(super) fn fewest_edits(old: &[u64], new: &[u64]) -> Option<Vec<(usize, usize)>> {
    let most = MOST_EDITS.min(old.len() + new.len());
    let mut search = Search { old, new, most, reach: vec![0; 2 * most + 3], steps: 0 };
    let mut rounds = Vec::new();
    for edits in 0..=most {
        rounds.push(search.reach.clone());
        if search.round(edits) {
            return Some(search.back(&rounds));
        }
        if search.steps > MOST_STEPS {
            return None;
        }
    }
    None
}

/// How far one gets in `old` on each diagonal; that of `old` number = `new` number is `most + 1`.
struct Search<'a> {
    old: &'a [u64],
    new: &'a [u64],
    most: usize,
    reach: Vec<usize>,
    steps: usize,
}

impl Search<'_> {
    /// Goes as far as that many edits lead; whether that is the end.
    fn round(&mut self, edits: usize) -> bool {
        let middle = self.most + 1;
        for diagonal in (middle - edits..=middle + edits).step_by(2) {
            let mut own = start(&self.reach, middle, diagonal, edits);
            let mut other = (own + middle).saturating_sub(diagonal);
            while own < self.old.len() && self.old.get(own) == self.new.get(other) {
                own += 1;
                other += 1;
                self.steps += 1;
            }
            self.steps += 1;
            if let Some(reach) = self.reach.get_mut(diagonal) {
                *reach = own;
            }
            if own >= self.old.len() && other >= self.new.len() {
                return true;
            }
        }
        false
    }

    /// The pairs on the way, from its end back through the rounds.
    fn back(&self, rounds: &[Vec<usize>]) -> Vec<(usize, usize)> {
        let middle = self.most + 1;
        let (mut own, mut other) = (self.old.len(), self.new.len());
        let mut pairs = Vec::new();
        for (edits, reach) in rounds.iter().enumerate().rev() {
            let diagonal = own + middle - other;
            let from = start(reach, middle, diagonal, edits);
            while own > from {
                own -= 1;
                other -= 1;
                pairs.push((own, other));
            }
            if edits == 0 {
                break;
            }
            if is_insertion(reach, middle, diagonal, edits) {
                other -= 1;
            } else {
                own -= 1;
            }
        }
        pairs.reverse();
        pairs
    }
}

/// Where the last of that many edits leads to on a diagonal, before equal items.
fn start(reach: &[usize], middle: usize, diagonal: usize, edits: usize) -> usize {
    let at = |diagonal: usize| reach.get(diagonal).copied().unwrap_or_default();
    match edits {
        0 => 0,
        _ if is_insertion(reach, middle, diagonal, edits) => at(diagonal + 1),
        _ => at(diagonal - 1) + 1,
    }
}

/// Whether the last edit on a diagonal takes an item of `new`, and not of `old`.
fn is_insertion(reach: &[usize], middle: usize, diagonal: usize, edits: usize) -> bool {
    diagonal == middle - edits
        || (diagonal != middle + edits && reach.get(diagonal - 1) < reach.get(diagonal + 1))
}
