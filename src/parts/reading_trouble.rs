//! A reading failed: why, how to read again, and how old is what is still shown.

use leptos::prelude::*;
use reprise_domain::api::fault::ApiFault;
use reprise_domain::desk::reading::Trouble;
use reprise_domain::explain::fault::trouble_notice;
use reprise_domain::explain::run::as_of;
use reprise_domain::tenancy::Auth;
use reprise_domain::time::UnixMillis;

use super::notice_card::NoticeCard;
use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::ui::countdown::{Countdown, ticking};
use crate::ui::erased::{flag, memo, pressed, shown, text};
use crate::ui::intl;
use crate::ui::slice::Slice;

/// Says why a reading failed, since when, what can be done, and how old is what is still shown.
#[component]
pub fn ReadingTrouble(
    /// The trouble and its time, if there is one.
    trouble: Slice<Option<(Trouble, UnixMillis)>>,
    /// When that was read which is still shown below, if anything is.
    shown_since: Slice<Option<UnixMillis>>,
    /// What was read.
    what: Signal<String>,
    /// Reads again.
    again: Callback<()>,
) -> impl IntoView {
    shown(move || match trouble.get() {
        Some((trouble, at)) => {
            let told = view! { <Told trouble at what=what.get() again/> };
            view! { <div class="trouble">{told} {as_old_as(shown_since)}</div> }.into_any()
        }
        None => ().into_any(),
    })
}

/// When that was read which is shown, if anything is.
pub fn since<T>(known: Slice<Option<(T, UnixMillis)>>) -> Slice<Option<UnixMillis>>
where
    T: PartialEq + Send + Sync + 'static,
{
    memo(move || known.with(|known| known.as_ref().map(|(_, at)| *at)))
}

#[component]
fn Told(trouble: Trouble, at: UnixMillis, what: String, again: Callback<()>) -> impl IntoView {
    let desk = Desk::from_context();
    let place = use_place();
    let notice = trouble_notice(&trouble, &what);
    let fault = match &trouble {
        Trouble::Fault { fault, .. } => Some(fault),
        Trouble::Silence(_) => None,
    };
    let until = match fault {
        Some(ApiFault::Limited { wait_ms: Some(wait), .. }) => Some(at.plus(*wait)),
        _ => None,
    };
    let environment = place.get_untracked().environment;
    let reconnect =
        matches!(fault, Some(ApiFault::Unauthorised(_))) && environment.auth == Auth::Token;
    let id = environment.id.clone();
    let now = ticking(Desk::now);
    let early = memo(move || until.is_some_and(|until| until.since(now.get()) > 0));
    let read = pressed(move || {
        if !early.get_untracked() {
            again.run(());
        }
    });
    let connect = pressed(move || desk.drop_token(&id));
    let connect = reconnect.then(|| view! {
        <button type="button" class="button button--primary" on:click=connect>"Connect again"</button>
    });
    view! {
        <div role="alert">
            <NoticeCard notice=memo(move || notice.clone())>
                <div class="notice__buttons">
                    <button
                        type="button"
                        class="button"
                        aria-disabled=flag(move || early.get())
                        on:click=read
                    >
                        "Read again"
                    </button>
                    {connect}
                    {until.map(|until| view! { <Countdown until now/> })}
                    <small>{format!("Since {}", intl::clock_time(at))}</small>
                </div>
            </NoticeCard>
        </div>
    }
}

/// A failed reading must not look like a quiet one: what stays on screen says its age.
fn as_old_as(since: Slice<Option<UnixMillis>>) -> AnyView {
    shown(move || match since.get() {
        Some(at) => {
            let now = ticking(Desk::now);
            let age = text(move || as_of(&intl::age(at, now.get())));
            view! { <p class="old">{age}</p> }.into_any()
        }
        None => ().into_any(),
    })
}
