//! A list of any length of which only the visible rows exist.
//!
//! All rows have one height while lines do not wrap, and the list is as high as all of them
//! together. A list that would be higher than browsers can draw is scaled: then, and while lines
//! wrap, the list scrolls row by row, and the row on top is told by the place of the scroll bar.

use leptos::html::Div;
use leptos::prelude::*;

use super::erased::{memo, text};
use super::slice::Slice;

/// Height of a row, in CSS pixels; `style.css` says the same.
pub const ROW_PX: f64 = 24.0;

/// The height that Firefox and Chromium both draw without losing their place.
const HIGHEST_PX: f64 = 8_000_000.0;

/// Rows that are drawn at least: as many as fit into the window as the style sheet limits it, so that
/// nothing is missing until it has been measured.
const FEWEST: usize = 30;

/// Where the reader is. Copies are handles to the same place.
#[derive(Clone, Copy, Debug)]
pub struct Scroll {
    /// The element that scrolls, of class `scroller`: it tells [`Scroll::measure`] of every move.
    pub frame: NodeRef<Div>,
    top: RwSignal<f64>,
    height: RwSignal<f64>,
    rows: Slice<usize>,
    wraps: Signal<bool>,
}

/// Which rows are drawn, and where the first of them begins.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Drawn {
    first: usize,
    last: usize,
    from_px: f64,
}

/// Counts stay far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "a count of rows")]
const fn px(rows: usize) -> f64 {
    rows as f64 * ROW_PX
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place within the list is a small number above zero"
)]
fn whole(number: f64) -> usize {
    number.max(0.0) as usize
}

impl Scroll {
    /// A place at the top of a list of so many rows.
    pub fn new(rows: Slice<usize>, wraps: Signal<bool>) -> Self {
        let (top, height) = (RwSignal::new(0.0), RwSignal::new(0.0));
        Self { frame: NodeRef::new(), top, height, rows, wraps }
    }

    /// Height of the whole list; one more window, so that the last row can stand on top where the
    /// list scrolls row by row.
    fn whole_px(self) -> f64 {
        let all = px(self.rows.get()).min(HIGHEST_PX);
        if self.is_by_row() { all + (self.height.get() - ROW_PX).max(0.0) } else { all }
    }

    fn is_by_row(self) -> bool {
        self.wraps.get() || px(self.rows.get()) > HIGHEST_PX
    }

    /// Pixels of the scroll bar for one row.
    fn step_px(self) -> f64 {
        let rows = self.rows.get().max(1);
        px(rows).min(HIGHEST_PX) / px(rows) * ROW_PX
    }

    fn drawn(self) -> Drawn {
        let (rows, top) = (self.rows.get(), self.top.get());
        let fitting = (whole(self.height.get() / ROW_PX) + 2).max(FEWEST);
        // Half a pixel, for a scroll bar does not stand where it was told to.
        let first = whole((top + 0.5) / self.step_px()).min(rows.saturating_sub(1));
        let from_px = if self.is_by_row() { top } else { px(first) };
        Drawn { first, last: (first + fitting).min(rows), from_px }
    }

    /// Measures the window and the place of the scroll bar; a list that is gone by now has neither.
    pub fn measure(self) {
        if let Some(frame) = self.frame.try_get_untracked().flatten() {
            self.top.set(f64::from(frame.scroll_top()));
            self.height.set(f64::from(frame.client_height()));
        }
    }

    /// Brings a row into the window, moving no further than needed.
    pub fn show(self, row: usize) {
        let Some(frame) = self.frame.get_untracked() else { return };
        let (top, height) = (f64::from(frame.scroll_top()), f64::from(frame.client_height()));
        let at = untrack(|| self.step_px()) * px(row) / ROW_PX;
        let below = if untrack(|| self.is_by_row()) { height / 2.0 } else { height - ROW_PX };
        let to = if at < top {
            at
        } else if at > top + below {
            (at - below).max(0.0)
        } else {
            return;
        };
        #[expect(clippy::cast_possible_truncation, reason = "the list is not as high as that")]
        frame.set_scroll_top(to.ceil() as i32);
        self.measure();
    }

    /// How many rows the window holds.
    pub fn rows_in_window(self) -> usize {
        whole(self.height.get_untracked() / ROW_PX).max(1)
    }
}

/// Draws the visible rows inside the frame. `row` makes the row of a number; rows of another `turn`
/// are made anew.
pub fn visible_rows(
    scroll: Scroll,
    turn: Signal<u32>,
    row: impl Fn(usize) -> AnyView + Clone + Send + Sync + 'static,
) -> AnyView {
    let drawn = memo(move || scroll.drawn());
    let visible = move || {
        let Drawn { first, last, .. } = drawn.get();
        let turn = turn.get();
        (first..last).map(|row| (turn, row)).collect::<Vec<_>>()
    };
    // The window is as high as its rows, up to a limit: measured once it is there, and again when
    // rows come or go.
    Effect::new(move |_| {
        scroll.rows.track();
        scroll.wraps.track();
        request_animation_frame(move || scroll.measure());
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| scroll.measure());
    on_cleanup(move || resized.remove());
    view! {
        <div class="scroller__all" role="none" style:height=text(move || format!("{}px", scroll.whole_px()))>
            <div class="scroller__rows" role="none" style:top=text(move || format!("{}px", drawn.get().from_px))>
                <For each=visible key=|key| *key children=move |(_, number)| row(number)/>
            </div>
        </div>
    }
    .into_any()
}
