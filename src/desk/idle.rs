//! Tells the core when nobody has used the page for too long.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use reprise_domain::desk::Event;
use reprise_domain::time::UnixMillis;

use super::{Desk, clock};

/// How often it is looked.
const PAUSE: Duration = Duration::from_secs(5);

/// Watches for use, and locks the page when there was none.
pub(super) fn watch(desk: Desk) {
    let opened = clock::now();
    let used = StoredValue::new(opened);
    let touched = move || used.set_value(clock::now());
    let listeners = [
        window_event_listener(ev::pointerdown, move |_| touched()),
        window_event_listener(ev::pointermove, move |_| touched()),
        window_event_listener(ev::keydown, move |_| touched()),
        window_event_listener(ev::wheel, move |_| touched()),
        // A tab that is shown again may have slept: it is locked before anything is seen.
        window_event_listener(ev::visibilitychange, move |_| look(desk, opened, used)),
    ];
    let timer = set_interval_with_handle(move || look(desk, opened, used), PAUSE);
    on_cleanup(move || {
        for listener in listeners {
            listener.remove();
        }
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
}

fn look(desk: Desk, opened: UnixMillis, used: StoredValue<UnixMillis>) {
    let Some(used) = used.try_get_value() else { return };
    let lock = desk.config().session.lock(opened, used, clock::now());
    if let Some(lock) = lock.filter(|lock| desk.look(|model| model.locked() != Some(*lock))) {
        desk.drop_tokens();
        desk.dispatch(Event::Locked(lock));
    }
}
