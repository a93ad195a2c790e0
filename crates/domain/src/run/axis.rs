//! The time axis of a run: from moments to places, with long waits pressed together.

use crate::time::UnixMillis;

/// Units of the whole axis: a ten-thousandth each.
pub const SPAN: u32 = 10_000;

/// Units that all pauses together may take.
const PAUSES: i64 = 3_000;

/// Units that one pause takes if there is room.
const PAUSE: i64 = 500;

/// A stretch shorter than this is never pressed together, in milliseconds.
const SHORTEST_PAUSE_MS: i64 = 60_000;

/// A pause is this many times as long as everything shorter together.
const TIMES: i64 = 3;

/// Where more stretches than this would be pauses, they are the run's own beat, and none is.
const MOST_PAUSES: usize = 12;

/// Units between two ticks at least.
const TICK_ROOM: u32 = 1_400;

/// Lengths between ticks, in seconds, that read well.
const STEPS: [i64; 20] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200,
    86_400, 172_800, 604_800,
];

/// A stretch of time in which nothing began or ended, drawn narrower than it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Where it begins, in units.
    pub left: u32,
    /// How wide it is drawn, in units.
    pub width: u32,
    /// How long it is, in milliseconds.
    pub length_ms: i64,
}

/// A moment that is written at the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Where, in units.
    pub left: u32,
    /// Which moment.
    pub at: UnixMillis,
}

/// Stretches one after the other, each drawn evenly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Axis {
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    from: i64,
    to: i64,
    left: i64,
    width: i64,
    is_pause: bool,
}

impl Piece {
    const fn length(self) -> i64 {
        self.to.saturating_sub(self.from)
    }
}

impl Axis {
    /// The axis over everything that began or ended. It is empty when nothing did.
    #[must_use]
    pub fn over(moments: impl IntoIterator<Item = UnixMillis>) -> Self {
        let mut moments: Vec<_> = moments.into_iter().map(|moment| moment.0).collect();
        moments.sort_unstable();
        moments.dedup();
        let pairs = moments.iter().zip(moments.iter().skip(1));
        let stretches: Vec<_> = pairs.map(|(from, to)| (*from, *to)).collect();
        let limit = shortest_pause(&stretches);
        let mut pieces: Vec<Piece> = Vec::new();
        for (from, to) in stretches {
            let is_pause = limit.is_some_and(|limit| to.saturating_sub(from) >= limit);
            match pieces.last_mut() {
                Some(last) if !last.is_pause && !is_pause => last.to = to,
                _ => pieces.push(Piece { from, to, left: 0, width: 0, is_pause }),
            }
        }
        if let (true, Some(only)) = (pieces.is_empty(), moments.first()) {
            // One moment, and nothing around it: a second makes a place for it.
            let to = only.saturating_add(1_000);
            pieces.push(Piece { from: *only, to, left: 0, width: 0, is_pause: false });
        }
        spread(&mut pieces);
        Self { pieces }
    }

    /// The place of a moment, in units; what lies outside is at the nearer end.
    #[must_use]
    pub fn place_of(&self, moment: UnixMillis) -> u32 {
        let at = moment.0;
        let holds = |piece: &&Piece| piece.to >= at;
        let Some(piece) = self.pieces.iter().find(holds) else {
            return if self.pieces.is_empty() { 0 } else { SPAN };
        };
        let into = at.saturating_sub(piece.from).max(0);
        let units = into.saturating_mul(piece.width) / piece.length().max(1);
        u32::try_from(piece.left + units).unwrap_or(SPAN).min(SPAN)
    }

    /// The stretches that are pressed together, in order.
    #[must_use]
    pub fn pauses(&self) -> Vec<Pause> {
        let pauses = self.pieces.iter().filter(|piece| piece.is_pause);
        let units = |value: i64| u32::try_from(value).unwrap_or(SPAN);
        pauses
            .map(|piece| Pause {
                left: units(piece.left),
                width: units(piece.width),
                length_ms: piece.length(),
            })
            .collect()
    }

    /// Moments to write at the axis: whole seconds, minutes or hours, with room between.
    #[must_use]
    pub fn ticks(&self) -> Vec<Tick> {
        let mut ticks: Vec<Tick> = Vec::new();
        for piece in self.pieces.iter().filter(|piece| !piece.is_pause) {
            let step = step_of(*piece);
            let first = piece.from.div_euclid(step).saturating_add(1).saturating_mul(step);
            let last = piece.to;
            let mut at = first;
            // At most one tick for each stretch of room: a step is never shorter than that.
            while at <= last {
                let left = self.place_of(UnixMillis(at));
                let clear = ticks.last().is_none_or(|tick| left >= tick.left + TICK_ROOM);
                if clear {
                    ticks.push(Tick { left, at: UnixMillis(at) });
                }
                at = at.saturating_add(step);
                if at == i64::MAX {
                    break;
                }
            }
        }
        ticks
    }

    /// When it begins and ends.
    #[must_use]
    pub fn ends(&self) -> Option<(UnixMillis, UnixMillis)> {
        let (first, last) = (self.pieces.first()?, self.pieces.last()?);
        Some((UnixMillis(first.from), UnixMillis(last.to)))
    }
}

/// From which length on a stretch is a pause: hours between seconds of work. `None` when the
/// stretches are of one kind.
fn shortest_pause(stretches: &[(i64, i64)]) -> Option<i64> {
    let mut lengths: Vec<_> = stretches.iter().map(|(from, to)| to.saturating_sub(*from)).collect();
    lengths.sort_unstable();
    let mut shorter: i64 = 0;
    for (place, length) in lengths.iter().enumerate() {
        let stands_out = *length >= SHORTEST_PAUSE_MS && *length >= shorter.saturating_mul(TIMES);
        if stands_out && shorter > 0 {
            return (lengths.len() - place <= MOST_PAUSES).then_some(*length);
        }
        shorter = shorter.saturating_add(*length);
    }
    None
}

/// Gives each piece its place: pauses a fixed width, the rest by their length.
fn spread(pieces: &mut [Piece]) {
    let pauses = i64::try_from(pieces.iter().filter(|piece| piece.is_pause).count()).unwrap_or(1);
    let pause = (PAUSES / pauses.max(1)).min(PAUSE);
    let room = i64::from(SPAN) - pause * pauses;
    let worked = pieces.iter().filter(|piece| !piece.is_pause);
    let total: i64 = worked.map(|piece| piece.length()).fold(0, i64::saturating_add).max(1);
    let (mut left, mut passed) = (0, 0);
    for piece in pieces {
        piece.left = left;
        if piece.is_pause {
            piece.width = pause;
        } else {
            // Rounded at the ends, not in between, so that no unit is lost on the way.
            let before = mul_div(passed, room, total);
            passed = passed.saturating_add(piece.length());
            piece.width = mul_div(passed, room, total) - before;
        }
        left += piece.width;
    }
}

/// `value * by / of` without overflow.
fn mul_div(value: i64, by: i64, of: i64) -> i64 {
    let exact = i128::from(value) * i128::from(by) / i128::from(of.max(1));
    i64::try_from(exact).unwrap_or(by)
}

/// The shortest step whose ticks have room in the piece.
fn step_of(piece: Piece) -> i64 {
    let room = mul_div(piece.length(), i64::from(TICK_ROOM), piece.width.max(1));
    let steps = STEPS.iter().map(|seconds| seconds * 1_000);
    let longest = room.max(604_800_000);
    steps.into_iter().find(|step| *step >= room).unwrap_or(longest)
}
