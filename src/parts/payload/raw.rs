//! The payload as it came, line by line; a long line is broken where the window ends.

use leptos::prelude::*;

use super::state::View;
use crate::ui::erased::{heard, memo};
use crate::ui::scroller::{Scroll, visible_rows};

/// Bytes of a line that is broken because it is long: about what fits beside each other.
const LINE_BYTES: usize = 120;

/// The text in lines, secrets hidden.
pub(super) fn raw(view: View) -> AnyView {
    let text = view.copied_whole();
    let breaks = StoredValue::new(breaks(&text));
    let text = StoredValue::new(text);
    let rows = memo(move || breaks.with_value(Vec::len));
    let scroll = Scroll::new(rows, Signal::derive(|| false));
    let line = move |number: usize| {
        let (from, to) = breaks.with_value(|breaks| {
            (breaks.get(number).copied().unwrap_or(0), breaks.get(number + 1).copied())
        });
        let line = text.with_value(|text| {
            let to = to.unwrap_or(text.len());
            text.get(from..to).unwrap_or_default().trim_end_matches(['\r', '\n']).to_owned()
        });
        view! { <div class="row row--raw"><bdi>{line}</bdi></div> }.into_any()
    };
    view! {
        <div
            class="scroller rows"
            role="region"
            tabindex="0"
            aria-label="The payload as received"
            node_ref=scroll.frame
            on:scroll=heard(move |_: leptos::ev::Event| scroll.measure())
        >
            {visible_rows(scroll, Signal::derive(|| 0), line)}
        </div>
    }
    .into_any()
}

/// Where lines begin: after a line break, and where a line would become too long.
fn breaks(text: &str) -> Vec<usize> {
    let mut breaks = vec![0];
    let mut begun = 0;
    for (at, sign) in text.char_indices() {
        if at - begun >= LINE_BYTES {
            breaks.push(at);
            begun = at;
        }
        if sign == '\n' {
            breaks.push(at + 1);
            begun = at + 1;
        }
    }
    breaks
}
