//! The payload as a tree of rows, of which only the visible ones exist.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::keys::{Move, Place, asked};
use super::row::row_view;
use super::state::View;
use crate::ui::erased::{flag, heard, text};
use crate::ui::scroller::visible_rows;

/// The tree. The keyboard is on it as a whole, and tells by `aria-activedescendant` on which row.
pub(super) fn tree(view: View, label: String, look: Callback<()>) -> AnyView {
    let key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let Some(asked) = move_of(view, &event.key()) else { return };
        event.prevent_default();
        follow(view, asked, look);
    };
    let scroll = view.scroll;
    view! {
        <div
            class="scroller rows"
            role="tree"
            tabindex="0"
            aria-label=label
            aria-activedescendant=text(move || view.row_id(view.active().get()))
            data-wraps=flag(move || view.wraps.get())
            node_ref=scroll.frame
            on:scroll=heard(move |_: leptos::ev::Event| scroll.measure())
            on:keydown=heard(key)
        >
            {visible_rows(scroll, view.turned(), move |number| row_view(view, number))}
        </div>
    }
    .into_any()
}

fn move_of(view: View, key: &str) -> Option<Move> {
    let at = view.active_row();
    let row = view.row(at)?;
    let (rows, window) = (view.len(), view.scroll.rows_in_window());
    asked(key, &row, &Place { at, parent: view.parent(&row), rows, window })
}

fn follow(view: View, asked: Move, look: Callback<()>) {
    let at = view.active_row();
    match asked {
        Move::To(row) => view.go_to(row),
        Move::Toggle => view.toggle(at),
        Move::OpenSiblings => view.open_siblings(at),
        Move::Look => look.run(()),
        Move::Typed(sign) => {
            if let Some(row) = view.next_named(at, &sign.to_string()) {
                view.go_to(row);
            }
        }
    }
}
