//! JSON as a tree: opened where someone looks, shown as it came.

use leptos::prelude::*;
use reprise_domain::payload::mask::{is_secret_pair, names_a_secret};
use reprise_domain::payload::{Json, Kind};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::ui::erased::{heard, pressed, shown, text as text_of, when};
use crate::ui::intl;

/// Members shown at first, and with each further press.
const STEP: usize = 100;

/// Characters of a value shown at first.
const LONGEST_VALUE: usize = 600;

/// A value as a tree, its first levels open.
#[component]
pub fn JsonTree(
    /// The value.
    json: Json,
    /// What it is, for a screen reader.
    label: &'static str,
) -> impl IntoView {
    let levels = usize::from(json.size_bytes() < 20_000);
    let children = children_of(&json, false);
    let shown = if children.is_empty() {
        node(Child { name: None, json, secret: false }, 0)
    } else {
        view! { <Members children levels/> }.into_any()
    };
    view! { <div class="tree" role="group" aria-label=label>{shown}</div> }
}

/// One child: its name or place, its value, and whether that is a credential.
#[derive(Clone)]
struct Child {
    name: Option<String>,
    json: Json,
    secret: bool,
}

fn children_of(json: &Json, secret: bool) -> Vec<Child> {
    if json.kind() == Kind::Array {
        let items = json.items().into_iter().enumerate();
        let child =
            |(place, json): (usize, Json)| Child { name: Some(place.to_string()), json, secret };
        return items.map(child).collect();
    }
    let members = json.members();
    let pair = is_secret_pair(&members);
    let child = |(name, json): (String, Json)| {
        // `authorization: {"type": "none"}` names a way of signing in, not a secret.
        let secret = secret && name != "type";
        let secret = secret || names_a_secret(&name) || (pair && name == "value");
        Child { name: Some(name), json, secret }
    };
    members.into_iter().map(child).collect()
}

/// A child with the levels below it that are open at first.
fn node(child: Child, levels: usize) -> AnyView {
    let Child { name, json, secret } = child;
    match json.kind() {
        Kind::Object | Kind::Array => view! { <Branch name json levels secret/> }.into_any(),
        Kind::Null => view! { <Leaf name json/> }.into_any(),
        _ if secret => view! { <Hidden name json/> }.into_any(),
        _ => view! { <Leaf name json/> }.into_any(),
    }
}

#[component]
fn Branch(name: Option<String>, json: Json, levels: usize, secret: bool) -> impl IntoView {
    let children = children_of(&json, secret);
    let count = intl::count(children.len());
    let brackets = match json.kind() {
        Kind::Object => format!("{{{count}}}"),
        _ => format!("[{count}]"),
    };
    let open = RwSignal::new(levels > 0 && !children.is_empty());
    let toggled = move |event: leptos::ev::Event| {
        let details = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
        open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    let children = StoredValue::new(children);
    let below = levels.saturating_sub(1);
    view! {
        <details open=open.get_untracked() on:toggle=heard(toggled)>
            <summary><Name name/><i>{brackets}</i></summary>
            {when(move || open.get(), move || {
                view! { <Members children=children.get_value() levels=below/> }.into_any()
            })}
        </details>
    }
}

/// The members of one level: some, and the rest when asked.
#[component]
fn Members(children: Vec<Child>, levels: usize) -> impl IntoView {
    let mut children = children;
    let rest = children.split_off(children.len().min(STEP));
    let row = |child| view! { <li>{node(child, levels)}</li> };
    let rows = children.into_iter().map(row).collect_view();
    view! { <ul>{rows}</ul> {(!rest.is_empty()).then(|| more(rest, levels))} }
}

fn more(rest: Vec<Child>, levels: usize) -> AnyView {
    let open = RwSignal::new(false);
    let label =
        format!("Show {} more of {}", intl::count(rest.len().min(STEP)), intl::count(rest.len()));
    let rest = StoredValue::new(rest);
    shown(move || {
        if open.get() {
            return view! { <Members children=rest.get_value() levels/> }.into_any();
        }
        view! {
            <button type="button" class="link" on:click=pressed(move || open.set(true))>{label.clone()}</button>
        }
        .into_any()
    })
}

#[component]
fn Name(name: Option<String>) -> impl IntoView {
    name.map(|name| {
        let short: String = name.chars().take(200).collect();
        view! { <b><bdi>{short}</bdi></b> " " }
    })
}

#[component]
fn Leaf(name: Option<String>, json: Json) -> impl IntoView {
    let kind = match json.kind() {
        Kind::Text => "text",
        Kind::Number => "number",
        _ => "word",
    };
    view! { <div class="leaf"><Name name/><Value json kind/></div> }
}

#[component]
fn Value(json: Json, kind: &'static str) -> impl IntoView {
    let open = RwSignal::new(false);
    let text = json.text();
    let Some((cut, _)) = text.char_indices().nth(LONGEST_VALUE) else {
        return view! { <span data-kind=kind><bdi>{text.to_owned()}</bdi></span> }.into_any();
    };
    let length = intl::size(text.len());
    let shown = text_of(move || {
        let text = json.text();
        if open.get() {
            text.to_owned()
        } else {
            format!("{}…", text.get(..cut).unwrap_or_default())
        }
    });
    view! {
        <span data-kind=kind><bdi>{shown}</bdi></span>
        " "
        <button type="button" class="link" on:click=pressed(move || open.update(|open| *open = !*open))>
            {text_of(move || if open.get() { "Show less".to_owned() } else { format!("Show all {length}") })}
        </button>
    }.into_any()
}

/// A credential: shown only when asked for, one at a time.
#[component]
fn Hidden(name: Option<String>, json: Json) -> impl IntoView {
    let open = RwSignal::new(json.text() == "\"\"");
    let what = format!("Show the value of {}", name.clone().unwrap_or_default());
    let value = shown(move || {
        if open.get() {
            return view! { <Value json=json.clone() kind="text"/> }.into_any();
        }
        view! {
            <span class="muted">"•••••• hidden "</span>
            <button type="button" class="link" aria-label=what.clone() on:click=pressed(move || open.set(true))>"Show"</button>
        }
        .into_any()
    });
    view! { <div class="leaf"><Name name/>{value}</div> }
}
