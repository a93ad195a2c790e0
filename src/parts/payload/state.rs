//! What a payload view shows: how far it is opened, where the reader is, what was found, which
//! secrets are shown for a while.
//!
//! Rows are numbered without the outermost value, which has no row of its own unless it is empty or
//! no container.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;
use reprise_domain::payload::mask::Revealed;
use reprise_domain::payload::{Hits, Json, Name, Opened, Outline, Path, Row, find};

use crate::ui::erased::memo;
use crate::ui::scroller::Scroll;
use crate::ui::slice::Slice;

/// Rows that are opened at once at most; more would only slow the page down.
const MOST_ROWS: usize = 4_000_000;

/// Levels that are open at first where the payload is small enough to be looked over.
const LEVELS_AT_FIRST: usize = 2;
const SMALL_BYTES: usize = 20_000;

/// How long a secret is shown.
pub(super) const SHOWN_FOR: Duration = Duration::from_secs(30);

thread_local! {
    /// How many views there were: each names its rows by its own number.
    static VIEWS: Cell<u32> = const { Cell::new(0) };
}

/// A view of one payload. Copies are handles to the same view.
#[derive(Clone, Copy)]
pub(super) struct View {
    number: u32,
    outline: StoredValue<Outline>,
    /// Goes up whenever rows change.
    turn: RwSignal<u32>,
    /// Number of the row that the keyboard is on.
    active: RwSignal<usize>,
    hits: RwSignal<Option<Hits>>,
    /// The secrets that are shown.
    pub(super) revealed: RwSignal<Revealed>,
    /// Whether e-mail addresses are secrets, too.
    pub(super) hides_emails: RwSignal<bool>,
    /// Whether long lines wrap.
    pub(super) wraps: RwSignal<bool>,
    /// How many groups stayed closed when much was opened at once.
    pub(super) left_closed: RwSignal<usize>,
    /// Whether only what was found is shown.
    pub(super) only_hits: RwSignal<bool>,
    pub(super) scroll: Scroll,
}

impl View {
    pub(super) fn new(json: Json) -> Self {
        let levels = if json.size_bytes() < SMALL_BYTES { LEVELS_AT_FIRST } else { 1 };
        let mut outline = Outline::new(json);
        outline.open_to_depth(levels, MOST_ROWS);
        let outline = StoredValue::new(outline);
        let (turn, wraps) = (RwSignal::new(0), RwSignal::new(false));
        let rows = memo(move || {
            turn.track();
            outline.with_value(|outline| outline.len() - first(outline))
        });
        let number = VIEWS.get();
        VIEWS.set(number.wrapping_add(1));
        Self {
            number,
            outline,
            turn,
            active: RwSignal::new(0),
            hits: RwSignal::new(None),
            revealed: RwSignal::default(),
            hides_emails: RwSignal::new(false),
            wraps,
            left_closed: RwSignal::new(0),
            only_hits: RwSignal::new(false),
            scroll: Scroll::new(rows, wraps.into()),
        }
    }

    /// Reads something of the outline.
    fn look<T>(self, read: impl FnOnce(&Outline) -> T) -> T {
        self.outline.with_value(read)
    }

    /// Changes the outline, and draws the rows anew.
    fn change<T>(self, change: impl FnOnce(&mut Outline) -> T) -> Option<T> {
        let changed = self.outline.try_update_value(change);
        self.turn.update(|turn| *turn += 1);
        changed
    }

    /// The name of a row in the document, where several views may stand.
    pub(super) fn row_id(self, row: usize) -> String {
        format!("row-{}-{row}", self.number)
    }

    pub(super) fn root(self) -> Json {
        self.look(|outline| outline.root().clone())
    }

    /// Tells of every change of rows.
    pub(super) fn turned(self) -> Signal<u32> {
        self.turn.into()
    }

    pub(super) fn row(self, number: usize) -> Option<Row> {
        self.look(|outline| outline.row(number + first(outline)))
    }

    /// The row of what holds a row, if it has one.
    pub(super) fn parent(self, row: &Row) -> Option<usize> {
        self.look(|outline| row.parent?.checked_sub(first(outline)))
    }

    /// The key of what holds a row, if it has one.
    pub(super) fn parent_key(self, row: &Row) -> Option<String> {
        let parent = self.look(|outline| outline.row(row.parent?))?;
        match parent.name {
            Name::Key(key) => Some(key),
            Name::Root | Name::Index(_) => None,
        }
    }

    pub(super) fn len(self) -> usize {
        self.look(|outline| outline.len() - first(outline))
    }

    pub(super) fn active(self) -> Slice<usize> {
        let active = self.active;
        memo(move || active.get())
    }

    pub(super) fn active_row(self) -> usize {
        self.active.get_untracked()
    }

    pub(super) fn is_active(self, number: usize) -> bool {
        self.active.get() == number
    }

    /// Puts the keyboard on a row, and the row into the window.
    pub(super) fn go_to(self, number: usize) {
        self.active.set(number);
        self.scroll.show(number);
    }

    pub(super) fn toggle(self, number: usize) {
        self.change(|outline| outline.toggle(number + first(outline)));
    }

    pub(super) fn open_siblings(self, number: usize) {
        self.stay(|outline| outline.open_siblings(number + first(outline), MOST_ROWS));
    }

    /// Opens so many levels.
    pub(super) fn open_to(self, depth: usize) {
        self.stay(|outline| outline.open_to_depth(depth, MOST_ROWS));
    }

    /// Changes rows while the keyboard stays on its value, if that is still shown.
    fn stay(self, change: impl FnOnce(&mut Outline) -> Opened) {
        let path = self.path(self.active_row());
        let opened = self.change(change);
        self.left_closed.set(opened.map_or(0, |opened| opened.left_closed));
        let row = path.and_then(|path| self.change(|outline| outline.reveal(&path)).flatten());
        self.go_to(row.map_or(0, |row| self.look(|outline| row.saturating_sub(first(outline)))));
    }

    /// The path to a row's value.
    pub(super) fn path(self, number: usize) -> Option<Path> {
        let row = self.row(number)?;
        self.look(|outline| outline.root().path_of(&row.json))
    }

    /// Opens what is around a value and goes there; whether it is there.
    pub(super) fn go_to_path(self, path: &Path) -> bool {
        let row = self.change(|outline| outline.reveal(path)).flatten();
        let row = row.map(|row| self.look(|outline| row.saturating_sub(first(outline))));
        if let Some(row) = row {
            self.go_to(row);
        }
        row.is_some()
    }

    pub(super) fn next_named(self, number: usize, letters: &str) -> Option<usize> {
        self.look(|outline| {
            let row = outline.next_named(number + first(outline), letters)?;
            row.checked_sub(first(outline))
        })
    }
}

/// Searching.
impl View {
    /// Searches; an empty text ends the search.
    pub(super) fn find(self, text: &str) {
        let hits = (!text.is_empty()).then(|| self.look(|outline| find(outline.root(), text)));
        self.hits.set(hits);
        if self.only_hits.get_untracked() {
            self.show_only_hits(true);
        } else {
            self.go_to_first_hit();
        }
    }

    pub(super) fn show_only_hits(self, only: bool) {
        self.only_hits.set(only);
        let hits = self.hits.get_untracked().filter(|_| only);
        self.change(|outline| match hits {
            Some(hits) => outline.show_only(&hits),
            None => outline.show_all(),
        });
        self.go_to(0);
    }

    /// Goes to the first hit at or below the row that the keyboard is on.
    fn go_to_first_hit(self) {
        let is_hit = untrack(|| self.hit_place().is_some());
        if !is_hit {
            self.go_to_hit(true);
        }
    }

    /// Goes to the next hit, or to the one before.
    pub(super) fn go_to_hit(self, forward: bool) {
        let Some(hits) = self.hits.get_untracked() else { return };
        let number = self.active_row();
        let found = self.change(|outline| {
            let from = number + first(outline);
            let hit = if forward {
                outline.hit_after(&hits, from)
            } else {
                outline.hit_before(&hits, from)
            };
            outline.reveal_hit(&hits, hit?).map(|row| row.saturating_sub(first(outline)))
        });
        if let Some(row) = found.flatten() {
            self.go_to(row);
        }
    }

    /// How many places were found; `None` while nothing is sought.
    pub(super) fn hit_count(self) -> Option<usize> {
        self.hits.with(|hits| hits.as_ref().map(Hits::len))
    }

    /// Which of the places the reader is at, from 0.
    pub(super) fn hit_place(self) -> Option<usize> {
        let active = self.active.get();
        self.turn.track();
        self.hits.with(|hits| {
            let hits = hits.as_ref()?;
            self.look(|outline| outline.hit_at(hits, active + first(outline)))
        })
    }
}

/// Number of the first row that is drawn.
fn first(outline: &Outline) -> usize {
    usize::from(outline.root().child_count() > 0)
}
