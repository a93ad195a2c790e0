//! The page is locked: nothing of what was read is left on it.

use leptos::prelude::*;
use reprise_domain::desk::Event;
use reprise_domain::desk::session::Lock;
use reprise_domain::explain::session::lock_words;

use crate::desk::Desk;
use crate::ui::erased::pressed;
use crate::ui::title::keep_title;

/// Says why, and leads back.
#[component]
pub(crate) fn LockedPage(
    /// Why it is locked.
    lock: Lock,
) -> impl IntoView {
    let desk = Desk::from_context();
    keep_title(|| "Locked · Reprise".to_owned());
    let (headline, meaning, label) = lock_words(lock);
    let act = pressed(move || match lock {
        Lock::Idle => desk.dispatch(Event::Unlocked),
        Lock::Over => drop(window().location().reload()),
    });
    view! {
        <main class="page page--narrow" id="main">
            <section class="card connect">
                <h1>{headline}</h1>
                <p>{meaning}</p>
                <div><button type="button" class="button button--primary" autofocus=true on:click=act>{label}</button></div>
            </section>
        </main>
    }
}
