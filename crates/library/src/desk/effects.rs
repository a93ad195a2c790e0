//! Does what the core asks for, and reports back.

use reprise_browser::clock;
use reprise_browser::timer::Timer;
use reprise_domain::api::{ApiRequest, Method, Silence};
use reprise_domain::desk::keeping::Journal as Standing;
use reprise_domain::desk::{Effect, Event, Ticket};
use reprise_domain::journal::{Append, AppendTrouble, JournalTrouble};
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::tenancy::Tenancy;
use reprise_domain::time::UnixMillis;
use wasm_bindgen_futures::spawn_local;

use super::Desk;

/// How long a journal that failed is left alone, in milliseconds.
const AGAIN_MS: i64 = 5_000;

impl Desk {
    pub(super) fn perform(&self, effect: Effect) {
        match effect {
            Effect::Fetch { ticket, tenancy, request } => self.fetch(ticket, tenancy, request),
            Effect::ReadJournal => self.read_journal(),
            Effect::Record(append) => self.record(append),
            Effect::Abort(ticket) => self.0.reads.borrow_mut().abort(ticket),
            Effect::WakeAt(moment, key) => self.wake_at(moment, key),
            // There are no runs here, nothing is armed, and nobody listens.
            Effect::LookAt(_) | Effect::LapseAt(_) | Effect::Announce { .. } => {}
        }
    }

    fn record(&self, append: Append) {
        let desk = self.clone();
        spawn_local(async move {
            desk.0.turns.begin().await;
            let result = desk.0.keeper.append(&append).await;
            let has_failed = matches!(result, Err(AppendTrouble::Journal(_)));
            desk.dispatch(Event::Recorded(append.key, result));
            desk.0.turns.end();
            if has_failed {
                desk.try_later();
            }
        });
    }

    fn read_journal(&self) {
        if self.0.is_gone.get() {
            return;
        }
        let desk = self.clone();
        spawn_local(async move {
            desk.catch_up().await;
            let blocked = Standing::Closed(JournalTrouble::Blocked);
            let is_late = desk.look(|model| model.journal == blocked);
            if is_late && desk.0.keeper.opens_in_the_end().await {
                desk.dispatch(Event::WrittenElsewhere);
            }
        });
    }

    /// Reads the journal after a while: if it can be used again, what waits is written down then.
    fn try_later(&self) {
        let read = self.later(|desk| desk.dispatch(Event::WrittenElsewhere));
        self.0.again.replace(Some(Timer::after(AGAIN_MS, read).in_the_background()));
    }

    pub(super) fn wake_at(&self, moment: UnixMillis, key: IdempotencyKey) {
        if self.0.is_closed.get() {
            return;
        }
        let own = key.clone();
        let is_press = self.rerun(&key, |rerun| rerun.press.is_some()) == Some(true);
        let wake = self.later(move |desk| {
            desk.0.timers.borrow_mut().retain(|(own, _)| *own != key);
            desk.dispatch(Event::Woke(key.clone()));
        });
        let timer = Timer::after(moment.since(clock::now()).max(0), wake);
        // Who only looks how a rerun goes on may be left behind; who has still to send may not.
        let timer = if is_press { timer } else { timer.in_the_background() };
        let mut timers = self.0.timers.borrow_mut();
        timers.retain(|(key, _)| *key != own);
        timers.push((own, timer));
    }

    fn fetch(&self, ticket: Ticket, tenancy: Tenancy, request: ApiRequest) {
        let is_read = request.method == Method::Get;
        let signal = is_read.then(|| self.0.reads.borrow_mut().begin(ticket)).flatten();
        let desk = self.clone();
        spawn_local(async move {
            let outcome = if tenancy.environment == desk.0.tenancy.environment {
                desk.send(&tenancy, &request, signal).await
            } else {
                Err(Silence::Withheld("This is a rerun of another environment.".to_owned()))
            };
            desk.0.reads.borrow_mut().ended(ticket);
            desk.dispatch(Event::Answered(ticket, outcome));
        });
    }
}
