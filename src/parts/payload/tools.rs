//! What can be done with the whole payload: fold, wrap, raw, copy, save, full screen.

use leptos::html::Div;
use leptos::prelude::*;

use super::state::View;
use crate::ui::copy_button::CopyButton;
use crate::ui::erased::{flag, heard, pressed, text};
use crate::ui::files::save;

/// Levels to choose from; the last opens everything.
const DEPTHS: [(&str, usize); 6] = [
    ("1 level", 1),
    ("2 levels", 2),
    ("3 levels", 3),
    ("4 levels", 4),
    ("6 levels", 6),
    ("all", usize::MAX),
];

/// The row of tools. `around` is what fills the screen when asked.
pub(super) fn tools(
    view: View,
    raw: RwSignal<bool>,
    around: NodeRef<Div>,
    file: String,
) -> AnyView {
    let depth = move |event: leptos::ev::Event| {
        let chosen = event_target_value(&event);
        if let Some((_, depth)) = DEPTHS.iter().find(|(label, _)| *label == chosen) {
            view.open_to(*depth);
        }
    };
    let options = DEPTHS.map(|(label, _)| view! { <option>{label}</option> });
    let whole_screen = pressed(move || {
        let Some(around) = around.get_untracked() else { return };
        if document().fullscreen_element().is_some() {
            document().exit_fullscreen();
        } else {
            let _asked = around.request_fullscreen();
        }
    });
    let kept = pressed(move || {
        let _asked = save(&file, "application/json", &view.copied_whole());
    });
    let toggle = move |label: &'static str, on: RwSignal<bool>| {
        view! {
            <button type="button" class="button" aria-pressed=flag(move || on.get()) on:click=pressed(move || on.update(|on| *on = !*on))>
                {label}
            </button>
        }
    };
    view! {
        <div class="payload__tools">
            <label>
                "Open to"
                <select on:change=heard(depth)>
                    <option value="" selected=true>"…"</option>
                    {options.into_iter().collect_view()}
                </select>
            </label>
            {toggle("Wrap", view.wraps)}
            {toggle("Raw", raw)}
            {toggle("Hide e-mail", view.hides_emails)}
            <CopyButton copied=text(move || view.copied_whole()) what="the payload, secrets hidden" label="Copy all"/>
            <button type="button" class="button" on:click=kept>"Download"</button>
            <button type="button" class="button" on:click=whole_screen>"Full screen"</button>
        </div>
    }
    .into_any()
}
