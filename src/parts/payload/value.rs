//! The value that the keyboard is on: where it stands, and what can be done with it.

use leptos::prelude::*;
use reprise_domain::meaning::Meaning;
use reprise_domain::payload::{Kind, Name, Path, Row, Step};

use super::state::View;
use crate::ui::address::Address;
use crate::ui::copy_button::CopyButton;
use crate::ui::erased::{pressed, shown, text};
use crate::ui::intl;
use crate::ui::slice::Slice;

/// Characters from which on a text is worth a look by itself.
const LONG: usize = 80;

/// The bar below the tree.
pub(super) fn value_bar(view: View, look: Callback<()>, links: bool) -> AnyView {
    let row = Slice::new(move |_| {
        view.turned().track();
        view.row(view.active().get())
    });
    let bar = shown(move || match row.get() {
        Some(row) => bar_of(view, &row, look, links),
        None => ().into_any(),
    });
    view! { <div class="value">{bar}</div> }.into_any()
}

fn bar_of(view: View, row: &Row, look: Callback<()>, links: bool) -> AnyView {
    let path = view.path(view.active_row()).unwrap_or_default();
    let written = path.to_string();
    let json = row.json.clone();
    let is_text = json.kind() == Kind::Text;
    let plain = row.clone();
    let whole = text(move || view.copied(&json));
    let decoded = text(move || view.copied_text(&plain));
    let link = links.then(|| {
        let written = written.clone();
        let copied = text(move || link_to(&written));
        view! { <CopyButton copied what="to this value" label="Copy link"/> }
    });
    view! {
        {crumbs(view, &path)}
        <div class="value__acts">
            {secret_button(view, row)}
            {is_text.then(|| view! { <CopyButton copied=decoded what="as characters" label="Copy text"/> })}
            <CopyButton copied=whole what="as received" label=if row.is_container { "Copy subtree" } else { "Copy JSON" }/>
            <CopyButton copied=text(move || written.clone()) what="to this value" label="Copy path"/>
            {link}
            {look_button(view, row, look)}
            <small>{size_of(row)}</small>
        </div>
    }
    .into_any()
}

/// The way from the outermost value, each step a button.
fn crumbs(view: View, path: &Path) -> AnyView {
    let steps: Vec<_> = path.trail().collect();
    let last = steps.len().saturating_sub(1);
    let crumb = |(place, path): (usize, Path)| {
        let label = match path.steps().last() {
            None => "$".to_owned(),
            Some(Step::Member(key) | Step::Doubled(key, _)) => key.chars().take(60).collect(),
            Some(Step::Item(index)) => format!("[{index}]"),
        };
        if place == last || place == 0 {
            return view! { <bdi>{label}</bdi> }.into_any();
        }
        let go = pressed(move || {
            view.go_to_path(&path);
        });
        view! { <button type="button" class="link" on:click=go><bdi>{label}</bdi></button> }
            .into_any()
    };
    let crumbs = steps.into_iter().enumerate().map(crumb);
    // No landmark: several values may stand on one page.
    view! { <div class="crumbs" role="group" aria-label="Place of the value">{crumbs.collect_view()}</div> }
        .into_any()
}

fn secret_button(view: View, row: &Row) -> Option<AnyView> {
    let (row, own) = (view.is_secret(row).then(|| row.clone())?, row.clone());
    let label = text(move || if view.hides(&own) { "Show for 30 s" } else { "Hide" }.to_owned());
    let press = pressed(move || view.reveal(&row));
    Some(view! { <button type="button" class="button button--quiet" on:click=press>{label}</button> }.into_any())
}

/// A long text, JSON or HTML can be looked at by itself.
fn look_button(view: View, row: &Row, look: Callback<()>) -> Option<AnyView> {
    let key = match &row.name {
        Name::Key(key) => key.as_str(),
        Name::Root | Name::Index(_) => "",
    };
    let label = match Meaning::of(None, key, &row.json) {
        Some(Meaning::Json) => "Open as JSON",
        Some(Meaning::Html) => "Open as HTML source",
        _ if row.json.kind() == Kind::Text && row.json.size_bytes() > LONG => "Open as text",
        _ => return None,
    };
    let hidden = view.hides(row);
    (!hidden).then(|| {
        view! {
            <button type="button" class="button button--quiet" on:click=pressed(move || look.run(()))>{label}</button>
        }
        .into_any()
    })
}

fn size_of(row: &Row) -> String {
    let size = intl::size(row.json.size_bytes());
    match row.json.kind() {
        Kind::Object => format!("{} members, {size}", intl::count(row.children)),
        Kind::Array => format!("{} items, {size}", intl::count(row.children)),
        _ => size,
    }
}

/// The address of this page with a path in it.
fn link_to(path: &str) -> String {
    let origin = window().location().origin().unwrap_or_default();
    origin + &Address::from_context().with(&[("path", Some(path))])
}
