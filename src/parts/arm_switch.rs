//! Whether this environment may be written to, and the switch that allows it for a while.

use leptos::prelude::*;
use reprise_domain::desk::Event;
use reprise_domain::desk::guard::Guard;
use reprise_domain::explain::guard::{DISARMED, READ_ONLY, armed};

use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::ui::erased::{memo, pressed, shown, text};
use crate::ui::intl;

/// Nothing where reruns may be confirmed at any time.
#[component]
pub fn ArmSwitch() -> impl IntoView {
    let (desk, place) = (Desk::from_context(), use_place());
    let id = memo(move || place.with(|place| place.environment.id.clone()));
    let guard = desk.slice(move |model| id.with(|id| model.guards.guard(id)));
    let until = desk.slice(move |model| id.with(|id| model.guards.armed_until(id)));
    let said = text(move || match until.get() {
        Some(until) => armed(&intl::clock_time(until)),
        None => DISARMED.to_owned(),
    });
    let label =
        text(move || if until.get().is_some() { "Disarm" } else { "Arm for 15 min" }.to_owned());
    let press = move || {
        let id = id.get_untracked();
        let is_armed = until.get_untracked().is_some();
        desk.dispatch(if is_armed { Event::Disarmed(id) } else { Event::Armed(id) });
    };
    shown(move || match guard.get() {
        Guard::Free => ().into_any(),
        Guard::ReadOnly => view! { <div class="arm"><span>{READ_ONLY}</span></div> }.into_any(),
        Guard::Armed => view! {
            <div class="arm" data-armed=text(move || until.get().is_some().to_string())>
                <span role="status">{said}</span>
                <button type="button" class="button" on:click=pressed(press)>{label}</button>
            </div>
        }
        .into_any(),
    })
}
