//! JSON as a tree: opened where someone looks, shown as it came.

use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;
use reprise_domain::payload::mask::{is_secret_pair, names_a_secret};
use reprise_domain::payload::{Json, Kind};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::ui::intl;

/// Members shown at first, and with each further press.
const STEP: usize = 100;

/// Characters of a value shown at first.
const LONGEST_VALUE: usize = 600;

/// The whole of a value, its first levels open.
#[component]
pub(crate) fn JsonTree(
    /// The value.
    json: Json,
    /// What it is, for a screen reader.
    label: &'static str,
) -> impl IntoView {
    let levels = if json.size_bytes() < 20_000 { 2 } else { 1 };
    view! {
        <div class="tree" role="group" aria-label=label>
            {branch_or_leaf(None, json, levels, false)}
        </div>
    }
}

fn branch_or_leaf(name: Option<String>, json: Json, levels: usize, secret: bool) -> AnyView {
    let secret = secret || name.as_deref().is_some_and(names_a_secret);
    match json.kind() {
        Kind::Object | Kind::Array => view! { <Branch name json levels/> }.into_any(),
        _ if secret && !json.is_null() => view! { <Hidden name json/> }.into_any(),
        _ => view! { <Leaf name json/> }.into_any(),
    }
}

/// One child: its name or place, its value, and whether a sibling names it a credential.
type Child = (Option<String>, Json, bool);

fn children_of(json: &Json) -> Vec<Child> {
    if json.kind() == Kind::Array {
        let items = json.items().into_iter().enumerate();
        return items
            .map(|(place, item)| (Some(place.to_string()), item, false))
            .collect();
    }
    let members = json.members();
    let pair = is_secret_pair(&members);
    let child = |(name, value): (String, Json)| {
        let secret = pair && name == "value";
        (Some(name), value, secret)
    };
    members.into_iter().map(child).collect()
}

#[component]
fn Branch(name: Option<String>, json: Json, levels: usize) -> impl IntoView {
    let object = json.kind() == Kind::Object;
    let children = StoredValue::new(children_of(&json));
    let count = children.with_value(Vec::len);
    let open = RwSignal::new((levels > 0 || name.is_none()) && count > 0);
    let most = RwSignal::new(STEP);
    let toggled = move |event: leptos::ev::Event| {
        let details = event
            .current_target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    let brackets = if object {
        format!("{{{}}}", intl::count(count))
    } else {
        format!("[{}]", intl::count(count))
    };
    let below = levels.saturating_sub(1);
    let list = move || {
        let shown =
            children.with_value(|all| all.iter().take(most.get()).cloned().collect::<Vec<_>>());
        let rows = shown.into_iter().map(|(name, value, secret)| {
            view! { <li>{branch_or_leaf(name, value, below, secret)}</li> }
        });
        view! { <ul>{rows.collect_view()}</ul> }
    };
    let rest = move || count.saturating_sub(most.get());
    view! {
        <details open=open.get_untracked() on:toggle=toggled>
            <summary><Name name/><i>{brackets}</i></summary>
            <Show when=move || open.get()>
                {list}
                <Show when=move || { rest() > 0 }>
                    <button type="button" class="link" on:click=move |_| most.update(|most| *most += STEP)>
                        {move || format!("Show {} more of {}", intl::count(rest().min(STEP)), intl::count(count))}
                    </button>
                </Show>
            </Show>
        </details>
    }
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
        return Either::Left(view! { <span data-kind=kind><bdi>{text.to_owned()}</bdi></span> });
    };
    let length = intl::size(text.len());
    let shown = move || {
        let text = json.text();
        if open.get() {
            text.to_owned()
        } else {
            format!("{}…", text.get(..cut).unwrap_or_default())
        }
    };
    Either::Right(view! {
        <span data-kind=kind><bdi>{shown}</bdi></span>
        " "
        <button type="button" class="link" on:click=move |_| open.update(|open| *open = !*open)>
            {move || if open.get() { "Show less".to_owned() } else { format!("Show all {length}") }}
        </button>
    })
}

/// A credential: shown only when asked for, one at a time.
#[component]
fn Hidden(name: Option<String>, json: Json) -> impl IntoView {
    let open = RwSignal::new(false);
    let what = format!("Show the value of {}", name.clone().unwrap_or_default());
    view! {
        <div class="leaf">
            <Name name/>
            {move || if open.get() {
                EitherOf3::A(view! { <Value json=json.clone() kind="text"/> })
            } else if json.text() == "\"\"" {
                EitherOf3::B(view! { <span data-kind="text">"\"\""</span> })
            } else {
                EitherOf3::C(view! {
                    <span class="muted">"•••••• hidden "</span>
                    <button type="button" class="link" aria-label=what.clone() on:click=move |_| open.set(true)>"Show"</button>
                })
            }}
        </div>
    }
}
