//! Where an operator gives a token, in environments that want one: a part of its own, because few
//! do.

use leptos::prelude::*;
use reprise_browser::token::Token;
use web_sys::SubmitEvent;

use super::later::{later, lazily};
use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::ui::as_typed::as_typed;
use crate::ui::erased::{flag, heard, text as said};

/// What is said of a text that is no token.
const WRONG: &str = "That is no token: paste it without blanks or line breaks.";

/// Asks for a Bearer token. It stays in memory and is gone with the tab.
#[component]
pub fn Connect() -> impl IntoView {
    view! {
        <main class="page page--narrow" id="main" tabindex="-1">
            {later("The form for the token", connect_view)}
        </main>
    }
}

lazily! {
    /// The form.
    fn connect_view() -> AnyView {
        form()
    }
}

fn form() -> AnyView {
    let desk = Desk::from_context();
    let place = use_place();
    let (text, wrong) = (RwSignal::new(String::new()), RwSignal::new(false));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match text.with_untracked(|text| Token::parse(text)) {
            Some(token) => {
                text.set(String::new());
                desk.take_token(place.get_untracked().environment.id.clone(), token);
            }
            None => wrong.set(true),
        }
    };
    view! {
        <form class="card connect" on:submit=heard(submit)>
            <h1>{said(move || format!("Connect to {}", place.with(|place| place.environment.label.clone())))}</h1>
            <p>"This environment wants a Bearer token of Zuora. It is kept in the memory of this tab only, goes nowhere but to the gateway, and is gone when you reload."</p>
            <label class="choice">
                <span>"Bearer token"</span>
                <input
                    class="field mono"
                    type="password"
                    {..as_typed()}
                    aria-invalid=flag(move || wrong.get())
                    aria-describedby="connect-wrong"
                    prop:value=text
                    on:input=heard(move |event| { text.set(event_target_value(&event)); wrong.set(false); })
                />
            </label>
            <p id="connect-wrong" class="wrong" role="status">
                {said(move || if wrong.get() { WRONG } else { "" }.to_owned())}
            </p>
            <div><button type="submit" class="button button--primary">"Connect"</button></div>
        </form>
    }
    .into_any()
}
