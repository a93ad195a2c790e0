//! One row of a payload: its name, its value, and what the value stands for.

use leptos::prelude::*;
use leptos::tachys::html::attribute::custom::custom_attribute;
use reprise_domain::meaning::Meaning;
use reprise_domain::payload::{Kind, Name, Row};

use super::state::View;
use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::ui::erased::{flag, pressed, shown};
use crate::ui::intl;
use crate::ui::long_text::shortened;

/// Characters of a name and of a value that a row shows; the value by itself shows all.
const LONGEST_NAME: usize = 120;
const LONGEST_VALUE: usize = 600;

/// Levels that are drawn further in; what lies deeper stands below each other.
const DEEPEST: usize = 24;

/// Makes the row of that number.
pub(super) fn row_view(view: View, number: usize) -> AnyView {
    let Some(row) = view.row(number) else {
        return ().into_any();
    };
    let Row { is_open, children, position, set_size, .. } = row;
    // The outermost value has no row, unless it has no children.
    let depth = row.depth.saturating_sub(1);
    let expanded = (children > 0).then(|| is_open.to_string());
    let press = pressed(move || {
        view.go_to(number);
        if children > 0 {
            view.toggle(number);
        }
    });
    let indent = depth.min(DEEPEST) * 16;
    // The framework knows no `aria-level`.
    let level = custom_attribute("aria-level", (depth + 1).to_string());
    view! {
        <div
            class="row"
            role="treeitem"
            id=view.row_id(number)
            aria-posinset=position.to_string()
            aria-setsize=set_size.to_string()
            aria-expanded=expanded
            aria-selected=flag(move || view.is_active(number))
            on:click={press}
            {..level}
        >
            <span class="row__indent" style:width=format!("{indent}px")></span>
            <span class="row__fold" aria-hidden="true">{fold_sign(is_open, children)}</span>
            {name_view(&row)}
            {value_view(view, &row)}
        </div>
    }
    .into_any()
}

const fn fold_sign(is_open: bool, children: usize) -> &'static str {
    match (children, is_open) {
        (0, _) => "",
        (_, true) => "▾",
        (_, false) => "▸",
    }
}

fn name_view(row: &Row) -> Option<AnyView> {
    let name = match &row.name {
        Name::Root => return None,
        Name::Index(place) => place.to_string(),
        Name::Key(key) => shortened(key, LONGEST_NAME),
    };
    Some(view! { <bdi class="row__name">{name}</bdi> }.into_any())
}

fn value_view(view: View, row: &Row) -> AnyView {
    let json = &row.json;
    let kind = match json.kind() {
        Kind::Object | Kind::Array => return group_view(row),
        Kind::Text => "text",
        Kind::Number => "number",
        Kind::Bool | Kind::Null => "word",
    };
    let row = row.clone();
    shown(move || {
        view! {
        <bdi class="row__value" data-kind=kind>{shortened(&view.copied(&row.json), LONGEST_VALUE)}</bdi>
            {meaning_view(view, &row)}
        }
        .into_any()
    })
}

/// How many members or items a closed group holds.
fn group_view(row: &Row) -> AnyView {
    let count = intl::count(row.children);
    let brackets = match row.json.kind() {
        Kind::Object => format!("{{{count}}}"),
        _ => format!("[{count}]"),
    };
    view! { <span class="row__value" data-kind="group">{brackets}</span> }.into_any()
}

/// The age of a time, the way to a task or run, or that a text holds more than characters.
fn meaning_view(view: View, row: &Row) -> Option<AnyView> {
    let Name::Key(key) = &row.name else { return None };
    let place = use_place();
    let link =
        |to: String, label: String| view! { <a href=to tabindex="-1">{label}</a> }.into_any();
    let note = |told: String| view! { <span class="row__note">{told}</span> }.into_any();
    Some(match Meaning::of(view.parent_key(row).as_deref(), key, &row.json)? {
        Meaning::Moment(moment) => note(intl::age(moment, Desk::now())),
        Meaning::Task(task) => link(place.get_untracked().task(task), format!("task {task}")),
        Meaning::Run(run) => link(place.get_untracked().run(run), format!("run {run}")),
        Meaning::Json => note("JSON".to_owned()),
        Meaning::Html => note("HTML".to_owned()),
    })
}
