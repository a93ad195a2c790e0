//! Does what the core asks for, and reports back.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reprise_browser::journal::ANSWER_MS;
use reprise_browser::timer::Timer;
use reprise_browser::{clock, transport};
use reprise_domain::api::{ApiRequest, Method, Silence};
use reprise_domain::desk::guard::Bar;
use reprise_domain::desk::keeping::Journal as Standing;
use reprise_domain::desk::{Effect, Event, Ticket};
use reprise_domain::explain::guard::why_barred;
use reprise_domain::journal::JournalTrouble;
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::tenancy::Tenancy;
use reprise_domain::time::UnixMillis;

use super::{Desk, worker};

/// When the reruns that are followed are read next.
pub(super) type Timers = Vec<(IdempotencyKey, TimeoutHandle)>;

/// Does one effect. Whatever it starts belongs to the page, not to the view that asked for it.
pub(super) fn perform(desk: Desk, effect: Effect) {
    match effect {
        Effect::Fetch { ticket, tenancy, request } => fetch(desk, ticket, tenancy, request),
        Effect::ReadJournal => spawn_local(async move {
            let journal = desk.journal.get_value();
            let patience = patience(desk);
            let kept = journal.read().await;
            drop(patience);
            let is_late = matches!(kept, Err(JournalTrouble::Blocked));
            desk.dispatch(Event::JournalRead(kept));
            // A slow machine is no other tab: as soon as the journal is open after all, it is read.
            if is_late && journal.opens_in_the_end().await {
                desk.dispatch(Event::WrittenElsewhere);
            }
        }),
        Effect::Record(append) => spawn_local(async move {
            let journal = desk.journal.get_value();
            let patience = patience(desk);
            let result = journal.append(&append).await;
            drop(patience);
            desk.dispatch(Event::Recorded(append.key, result));
            // It answers again: what it holds by now is read before anything is decided.
            let unanswered = Standing::Closed(JournalTrouble::Unanswered);
            if desk.look(|model| model.journal == unanswered) {
                desk.dispatch(Event::WrittenElsewhere);
            }
        }),
        Effect::Abort(ticket) => desk.reads.update_value(|reads| reads.abort(ticket)),
        Effect::WakeAt(moment, key) => wake_at(desk, moment, key),
        Effect::LookAt(moment) => look_at(desk, moment),
        Effect::LapseAt(moment) => {
            let pause = u64::try_from(moment.since(clock::now())).unwrap_or(0);
            set_timeout(move || desk.dispatch(Event::Lapsed), Duration::from_millis(pause));
        }
        Effect::Announce { text, urgent } => desk.announce(text, urgent),
    }
}

/// Says that the journal does not answer, unless it is dropped before.
fn patience(desk: Desk) -> Timer {
    let late = move || desk.dispatch(Event::JournalRead(Err(JournalTrouble::Unanswered)));
    Timer::after(ANSWER_MS, late)
}

/// One timer a rerun: a later moment takes the place of an earlier one.
fn wake_at(desk: Desk, moment: UnixMillis, key: IdempotencyKey) {
    let pause = u64::try_from(moment.since(clock::now())).unwrap_or(0);
    let own = key.clone();
    let wake = move || desk.dispatch(Event::Woke(key));
    let Ok(timer) = set_timeout_with_handle(wake, Duration::from_millis(pause)) else { return };
    desk.timers.update_value(|timers| {
        for (_, earlier) in timers.extract_if(.., |(key, _)| *key == own) {
            earlier.clear();
        }
        timers.push((own, timer));
    });
}

/// One timer for the run on screen: a later moment takes the place of an earlier one.
fn look_at(desk: Desk, moment: UnixMillis) {
    let pause = u64::try_from(moment.since(clock::now())).unwrap_or(0);
    let look = move || desk.dispatch(Event::Looked);
    let timer = set_timeout_with_handle(look, Duration::from_millis(pause)).ok();
    desk.look.update_value(|look| {
        if let Some(earlier) = look.take() {
            earlier.clear();
        }
        *look = timer;
    });
}

fn fetch(desk: Desk, ticket: Ticket, tenancy: Tenancy, request: ApiRequest) {
    let begin = || desk.reads.try_update_value(|reads| reads.begin(ticket)).flatten();
    let signal = (request.method == Method::Get).then(begin).flatten();
    spawn_local(async move {
        let environment = desk.environment(&tenancy.environment);
        let token = desk.token(&tenancy.environment);
        let outcome = match environment {
            Some(_) if request.method != Method::Get && worker::controls() => {
                Err(Silence::Withheld(why_barred(Bar::ServiceWorker).to_owned()))
            }
            Some(environment) => {
                transport::exchange(&environment.api, &tenancy, token.as_ref(), &request, signal)
                    .await
            }
            None => Err(Silence::Withheld("The environment is not configured.".to_owned())),
        };
        desk.reads.update_value(|reads| reads.ended(ticket));
        desk.dispatch(Event::Answered(ticket, outcome));
    });
}
