//! What a key does in the tree, after the ARIA pattern for trees.

use reprise_domain::payload::Row;

/// What a key asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// Go to a row.
    To(usize),
    /// Open or close the row.
    Toggle,
    /// Open the row and everything beside it.
    OpenSiblings,
    /// Look at the value by itself.
    Look,
    /// Go to the next row whose name begins so.
    Typed(char),
}

/// Where the keyboard is, and how far it can go.
pub(super) struct Place {
    /// Number of its row.
    pub(super) at: usize,
    /// Number of the row of what holds it.
    pub(super) parent: Option<usize>,
    /// How many rows there are.
    pub(super) rows: usize,
    /// How many of them fit on screen.
    pub(super) window: usize,
}

/// What a key asks for on a row.
pub(super) fn asked(key: &str, row: &Row, place: &Place) -> Option<Move> {
    let Place { at, parent, rows, window } = *place;
    let last = rows.saturating_sub(1);
    Some(match key {
        "ArrowDown" => Move::To((at + 1).min(last)),
        "ArrowUp" => Move::To(at.saturating_sub(1)),
        "PageDown" => Move::To((at + window).min(last)),
        "PageUp" => Move::To(at.saturating_sub(window)),
        "Home" => Move::To(0),
        "End" => Move::To(last),
        "ArrowRight" if row.children > 0 && !row.is_open => Move::Toggle,
        "ArrowRight" if row.children > 0 => Move::To((at + 1).min(last)),
        "ArrowLeft" if row.is_open => Move::Toggle,
        "ArrowLeft" => Move::To(parent?),
        "*" => Move::OpenSiblings,
        "Enter" | " " if row.children > 0 => Move::Toggle,
        "Enter" | " " => Move::Look,
        typed => {
            let mut signs = typed.chars();
            match (signs.next(), signs.next()) {
                (Some(sign), None) if !sign.is_whitespace() => Move::Typed(sign),
                _ => return None,
            }
        }
    })
}
