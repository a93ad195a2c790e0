//! What a proof of keys asks of the administrator, and where it is told.

use leptos::prelude::*;
use reprise_domain::api::ApiRequest;
use reprise_domain::api::curl::as_curl;
use reprise_domain::config::Environment;
use reprise_domain::explain::proof_course::asking as words;
use reprise_domain::proof::act::Asking;
use reprise_domain::proof::course::Event;
use reprise_domain::tenancy::Auth;
use reprise_domain::time::UnixMillis;
use web_sys::SubmitEvent;

use super::proof_plan::is_practice;
use crate::desk::Desk;
use crate::desk::proof::Proof;
use crate::pages::environment::use_place;
use crate::ui::copy_button::CopyButton;
use crate::ui::countdown::ticking;
use crate::ui::erased::{flag, heard, pressed, text};
use crate::ui::intl;

/// What is asked, with its field and buttons.
#[component]
pub(crate) fn ProofAsking(
    /// The proof.
    proof: Proof,
    /// What is asked.
    asking: Asking,
) -> impl IntoView {
    let said = words(&asking, |at| intl::moment(at, Desk::now()));
    let below = match asking {
        Asking::Nothing => ().into_any(),
        Asking::Counter { .. } => {
            figure(proof, "The counter shows", |text| text.parse().ok().map(Event::Counted))
        }
        Asking::Client { request, .. } => by_hand(proof, &request),
        Asking::TakePermission => buttons(proof, "It is taken away", Some("Leave this out")),
        Asking::GivePermission => buttons(proof, "It is given back", Some("Leave this out")),
        Asking::AfterDay(from) => after_day(proof, from),
        Asking::Allow(_) => buttons(proof, "Go on", None),
    };
    view! {
        <p role="status"><strong>{said}</strong></p>
        {below}
    }
}

/// A number that the administrator types.
fn figure(
    proof: Proof,
    label: &'static str,
    read: impl Fn(&str) -> Option<Event> + Send + 'static,
) -> AnyView {
    let (typed, wrong) = (RwSignal::new(String::new()), RwSignal::new(false));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let event = typed.with_untracked(|text| read(text.trim()));
        wrong.set(event.is_none());
        if let Some(event) = event {
            proof.dispatch(event);
        }
    };
    view! {
        <form class="proof__figure" novalidate=true on:submit=heard(submit)>
            <label class="choice">
                <span>{label}</span>
                <input
                    class="field"
                    inputmode="numeric"
                    autocomplete="off"
                    maxlength="12"
                    aria-invalid=flag(move || wrong.get())
                    prop:value=typed
                    on:input=heard(move |event| { typed.set(event_target_value(&event)); wrong.set(false); })
                />
            </label>
            <button type="submit" class="button button--primary">"Take it"</button>
            <span class="wrong" role="alert">
                {text(move || if wrong.get() { "A whole number belongs here." } else { "" }.to_owned())}
            </span>
        </form>
    }
    .into_any()
}

fn buttons(proof: Proof, done: &'static str, skip: Option<&'static str>) -> AnyView {
    let skip = skip.map(|label| {
        let skip = pressed(move || proof.dispatch(Event::Skipped));
        view! { <button type="button" class="button" on:click=skip>{label}</button> }
    });
    let act = pressed(move || proof.dispatch(Event::Done));
    view! {
        <p class="notice__buttons">
            <button type="button" class="button button--primary" on:click=act>{done}</button>
            {skip}
        </p>
    }
    .into_any()
}

fn after_day(proof: Proof, from: UnixMillis) -> AnyView {
    let now = ticking(Desk::now);
    let early = move || now.get() < from;
    let send = pressed(move || proof.dispatch(Event::Done));
    let leave = pressed(move || proof.dispatch(Event::Skipped));
    view! {
        <p class="notice__buttons">
            <button type="button" class="button" aria-disabled=flag(early) on:click=send>"Send the key again"</button>
            <button type="button" class="button button--primary" on:click=leave>"Leave it open"</button>
        </p>
    }
    .into_any()
}

/// The request as a command, for another client's token.
fn by_hand(proof: Proof, request: &ApiRequest) -> AnyView {
    let place = use_place().get_untracked();
    let host = proof.course().with_untracked(|course| {
        course.as_ref().map(|course| course.plan().host.clone()).unwrap_or_default()
    });
    let origin = if is_practice(&place) {
        window().location().origin().unwrap_or_default()
    } else {
        format!("https://{host}")
    };
    // At Zuora's own address: the gateway would put its own client in.
    let straight =
        Environment { api: String::new(), auth: Auth::Token, ..(*place.environment).clone() };
    // Without the comment in front: what it says of keys is what is being asked here.
    let command = as_curl(&origin, &straight, &place.tenancy, request);
    let command: Vec<_> = command.lines().skip_while(|line| line.starts_with('#')).collect();
    let command = command.join("\n");
    let copied = command.clone();
    let skip = pressed(move || proof.dispatch(Event::Skipped));
    view! {
        <div class="card__head"><CopyButton copied=text(move || copied.clone()) what="the command"/></div>
        <pre class="mono" tabindex="0" aria-label="The command">{command}</pre>
        {figure(proof, "Status of the answer", |text| text.parse().ok().map(Event::HandHeard))}
        <p class="notice__buttons"><button type="button" class="button" on:click=skip>"Leave the other clients out"</button></p>
    }
    .into_any()
}
