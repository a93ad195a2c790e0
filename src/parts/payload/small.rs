//! JSON among other facts: a group as a tree, a single value in its line.

use leptos::prelude::*;
use reprise_domain::payload::Json;
use reprise_domain::payload::mask::Masked;
use reprise_domain::payload::mask::{Policy, SecretKind, secret_of};

use super::state::View;
use super::{look, tree, value};
use crate::parts::guarded::Guarded;

/// A value with its secrets hidden, and nothing around it.
#[component]
pub fn SmallTree(
    /// The value.
    json: Json,
    /// What it is, for a screen reader.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    if json.child_count() == 0 {
        return line(&json, label);
    }
    let view = View::new(json);
    let looked = RwSignal::new(false);
    let look = Callback::new(move |()| looked.set(true));
    view! {
        <div class="payload payload--small">
            {tree::tree(view, label, look)}
            {value::value_bar(view, look, false)}
            {look::looking(view, looked)}
        </div>
    }
    .into_any()
}

fn line(json: &Json, label: String) -> AnyView {
    let text = json.text().to_owned();
    let value = match secret_of(json, Policy::default()) {
        Some(SecretKind::Named) => Masked::whole(&label, text),
        _ => Masked::named(&label, text),
    };
    let field = format!("value.{label}");
    view! { <Guarded value what=label field/> }.into_any()
}
