//! Light, dark, or as the system has it.

use leptos::prelude::*;

use super::erased::heard;

/// Where the choice is kept; `boot.js` reads it before anything is painted.
const KEY: &str = "reprise-theme";

/// Lets the operator choose the theme.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let chosen = kept().unwrap_or_else(|| "system".to_owned());
    view! {
        <label class="choice">
            <span>"Theme"</span>
            <select prop:value=chosen.clone() on:change=heard(|event| choose(&event_target_value(&event)))>
                {["system", "light", "dark"].map(|name| {
                    view! { <option value=name selected=name == chosen>{label(name)}</option> }
                })}
            </select>
        </label>
    }
}

fn label(name: &str) -> &'static str {
    match name {
        "light" => "Light",
        "dark" => "Dark",
        _ => "As the system",
    }
}

fn kept() -> Option<String> {
    window().local_storage().ok()??.get_item(KEY).ok()?
}

fn choose(name: &str) {
    let Some(root) = document().document_element() else {
        return;
    };
    let storage = window().local_storage().ok().flatten();
    if matches!(name, "light" | "dark") {
        let _set = root.set_attribute("data-theme", name);
        let _kept = storage.map(|storage| storage.set_item(KEY, name));
    } else {
        let _unset = root.remove_attribute("data-theme");
        let _dropped = storage.map(|storage| storage.remove_item(KEY));
    }
}
