//! One value by itself: a long text as characters, JSON in a text as JSON, markup as source.

use leptos::html::Dialog;
use leptos::prelude::*;
use reprise_domain::meaning::inner_json;
use reprise_domain::payload::{Json, Kind};

use super::PayloadView;
use super::state::View;
use crate::ui::copy_button::CopyButton;
use crate::ui::erased::{effect, heard, pressed, shown, text};
use crate::ui::intl;

/// Characters of a text that are shown at once; more when asked.
const STEP: usize = 100_000;

/// The dialog with the value that the keyboard is on, while it is open.
pub(super) fn looking(view: View, open: RwSignal<bool>) -> AnyView {
    shown(move || {
        let row = open.get().then(|| view.row(view.active_row())).flatten();
        match row.filter(|row| row.json.kind() == Kind::Text && !view.hides(row)) {
            Some(row) => dialog(&row.json, title(view), open),
            None => ().into_any(),
        }
    })
}

fn title(view: View) -> String {
    view.path(view.active_row()).map(|path| path.to_string()).unwrap_or_default()
}

fn dialog(json: &Json, title: String, open: RwSignal<bool>) -> AnyView {
    let frame = NodeRef::<Dialog>::new();
    effect(move || {
        if let Some(dialog) = frame.get() {
            let _shown = dialog.show_modal();
        }
    });
    let close = move || open.set(false);
    let content = match inner_json(json).filter(Json::is_container) {
        Some(inner) => nested(inner),
        None => characters(json.string().unwrap_or_default()),
    };
    view! {
        <dialog
            class="dialog dialog--wide"
            aria-labelledby="looked-at"
            node_ref=frame
            on:close=heard(move |_: leptos::ev::Event| close())
        >
            <div class="look__head">
                <h2 id="looked-at" class="mono"><bdi>{title}</bdi></h2>
                <button type="button" class="button" on:click=pressed(close)>"Close"</button>
            </div>
            {content}
        </dialog>
    }
    .into_any()
}

fn nested(json: Json) -> AnyView {
    view! { <PayloadView json label="JSON in the text" file="value.json".to_owned()/> }.into_any()
}

fn characters(all: String) -> AnyView {
    let most = RwSignal::new(STEP);
    let count = intl::count(all.chars().count());
    let length = all.len();
    let all = StoredValue::new(all);
    let part = text(move || {
        all.with_value(|all| {
            let end = all.char_indices().nth(most.get()).map_or(all.len(), |(end, _)| end);
            all.get(..end).unwrap_or_default().to_owned()
        })
    });
    let more = shown(move || {
        if most.get() >= length {
            return ().into_any();
        }
        let press = pressed(move || most.update(|most| *most += STEP));
        view! { <button type="button" class="link" on:click=press>"Show more"</button> }.into_any()
    });
    view! {
        <pre tabindex="0"><bdi>{part}</bdi></pre>
        <p class="card__end">{more} " " <CopyButton copied=text(move || all.get_value()) what="the text"/> " " <small>{format!("{count} characters")}</small></p>
    }
    .into_any()
}
