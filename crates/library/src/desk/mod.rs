//! The desk without a page: the model, and who waits for it.

mod effects;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use reprise_browser::reads::Reads;
use reprise_browser::timer::Timer;
use reprise_browser::token::Token;
use reprise_browser::{clock, entropy, transport};
use reprise_domain::api::{ApiRequest, Outcome};
use reprise_domain::desk::{Event, Model, update_without_runs};
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::follow_up::Budget;
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::rerun::rules::Rules;
use reprise_domain::tenancy::Tenancy;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortSignal;

use crate::changes::Changes;
use crate::keeper::Keeper;
use crate::options::Options;
use crate::turns::Turns;

/// Pause before the first reading for what another page has sent, in milliseconds.
const FIRST_MS: i64 = 700;

/// The desk. Copies are handles to the same one.
#[derive(Clone)]
pub(crate) struct Desk(Rc<Own>);

struct Own {
    model: RefCell<Model>,
    api: String,
    tenancy: Tenancy,
    salt: String,
    by: Option<String>,
    token: RefCell<Option<Token>>,
    keeper: Keeper,
    turns: Turns,
    reads: RefCell<Reads>,
    timers: RefCell<Vec<(IdempotencyKey, Timer)>>,
    /// When a journal that failed is tried again.
    again: RefCell<Option<Timer>>,
    changes: Changes,
    is_closed: Cell<bool>,
    /// Whether the keeper was let go.
    is_gone: Cell<bool>,
}

impl Desk {
    /// Sets the desk up and reads the journal; `None` when there is no chance to make keys from.
    pub(crate) fn open(options: Options, listener: js_sys::Function) -> Option<Self> {
        let tab = entropy::tab()?;
        let desk = Self(Rc::new(Own {
            model: RefCell::default(),
            api: options.api,
            tenancy: options.tenancy,
            salt: options.salt,
            by: options.by.clone(),
            token: RefCell::new(options.token),
            keeper: Keeper::new(options.journal),
            turns: Turns::default(),
            reads: RefCell::default(),
            timers: RefCell::default(),
            again: RefCell::default(),
            changes: Changes::new(listener),
            is_closed: Cell::new(false),
            is_gone: Cell::new(false),
        }));
        let written = desk.later(|desk| desk.dispatch(Event::WrittenElsewhere));
        desk.0.keeper.on_written_elsewhere(written);
        desk.dispatch(Event::Guarded(options.guards));
        let (budget, rules) = (Budget::default(), Rules::default());
        desk.dispatch(Event::Opened { tab, operator: options.by, budget, rules });
        Some(desk)
    }

    /// Whose data it is about.
    pub(crate) fn tenancy(&self) -> &Tenancy {
        &self.0.tenancy
    }

    /// Part of every key.
    pub(crate) fn salt(&self) -> &str {
        &self.0.salt
    }

    /// Whether there is nothing that could keep a journal.
    pub(crate) fn has_no_keeper(&self) -> bool {
        self.0.keeper.is_nobody()
    }

    /// Reads something of the model.
    pub(crate) fn look<T>(&self, read: impl FnOnce(&Model) -> T) -> T {
        read(&self.0.model.borrow())
    }

    /// Reads something of a rerun.
    pub(crate) fn rerun<T>(
        &self,
        key: &IdempotencyKey,
        read: impl FnOnce(&Rerun) -> T,
    ) -> Option<T> {
        self.look(|model| model.rerun(key).map(read))
    }

    /// Who decides what comes next: whom the call names, else whom the options name.
    pub(crate) fn seat(&self, by: Option<String>) {
        self.dispatch(Event::OperatorNamed(by.or_else(|| self.0.by.clone())));
    }

    /// Another credential for what is sent from now on.
    pub(crate) fn take_token(&self, token: Option<Token>) {
        self.0.token.replace(token);
    }

    /// Takes what was learned, and does what follows from it.
    pub(crate) fn dispatch(&self, event: Event) {
        let effects = update_without_runs(&mut self.0.model.borrow_mut(), event, clock::now());
        for effect in effects {
            self.perform(effect);
        }
        self.0.changes.came();
        if self.0.is_closed.get() {
            self.let_go();
        } else if self.0.changes.becomes_due() {
            let desk = self.clone();
            spawn_local(async move {
                if !desk.0.is_closed.get() {
                    desk.0.changes.tell(&desk.0.model);
                }
            });
        }
    }

    /// Waits for the next change of the model.
    pub(crate) async fn change(&self) {
        self.0.changes.next().await;
    }

    /// Waits for the reading of a rerun's task that is under way.
    pub(crate) async fn read_out(&self, key: &IdempotencyKey) {
        while self.rerun(key, |rerun| rerun.reading) == Some(true) && !self.0.is_closed.get() {
            self.change().await;
        }
    }

    /// Waits until nothing more is going on for a rerun by itself: no attempt is under way or due,
    /// and nothing waits to be written.
    pub(crate) async fn rest(&self, key: &IdempotencyKey) {
        let is_busy = |model: &Model| model.rerun(key).is_some_and(|rerun| model.is_busy(rerun));
        while self.look(is_busy) && !self.0.is_closed.get() {
            self.change().await;
        }
    }

    /// Reads the journal, lest something is decided on less than what stands in it.
    pub(crate) async fn catch_up(&self) {
        self.0.turns.begin().await;
        let kept = self.0.keeper.read().await;
        self.dispatch(Event::JournalRead(kept));
        self.0.turns.end();
        self.follow_others();
    }

    /// Whether it was ended.
    pub(crate) fn is_closed(&self) -> bool {
        self.0.is_closed.get()
    }

    /// Follows what another page has sent: that was known here before it could be followed.
    fn follow_others(&self) {
        let own = &self.0.tenancy.environment;
        let keys = self.look(|model| {
            let others = model.reruns.iter().filter(|rerun| {
                let is_idle = !rerun.reading && !rerun.needs_this_page() && rerun.press.is_none();
                is_idle && rerun.is_followed() && rerun.intent.tenancy.environment == *own
            });
            others.map(|rerun| rerun.intent.key.clone()).collect::<Vec<_>>()
        });
        for key in keys {
            let has_timer = self.0.timers.borrow().iter().any(|(own, _)| *own == key);
            let is_over = self.rerun(&key, |rerun| rerun.follow.is_over()) == Some(true);
            if !has_timer && !is_over {
                self.wake_at(clock::now().plus(FIRST_MS), key);
            }
        }
    }

    /// Sends a read of the caller's own, who can end it.
    pub(crate) async fn exchange(&self, request: &ApiRequest, signal: AbortSignal) -> Outcome {
        self.send(&self.0.tenancy, request, Some(signal)).await
    }

    async fn send(
        &self,
        tenancy: &Tenancy,
        request: &ApiRequest,
        signal: Option<AbortSignal>,
    ) -> Outcome {
        let token = self.0.token.borrow().clone();
        transport::exchange(&self.0.api, tenancy, token.as_ref(), request, signal).await
    }

    /// Ends all that is of no use without an owner. What was sent is waited for and written down.
    pub(crate) fn close(&self) {
        self.0.is_closed.set(true);
        self.0.timers.borrow_mut().clear();
        self.0.again.take();
        self.0.reads.borrow_mut().abort_all();
        self.0.changes.came();
        self.let_go();
    }

    /// Lets the journal go once nothing more will be written.
    fn let_go(&self) {
        let is_busy = self.look(|model| model.reruns.iter().any(Rerun::needs_this_page));
        if is_busy || self.0.is_gone.replace(true) {
            return;
        }
        let desk = self.clone();
        spawn_local(async move { desk.0.keeper.close().await });
    }

    /// A call that does not keep the desk alive.
    fn later(&self, mut call: impl FnMut(&Self) + 'static) -> impl FnMut() + 'static {
        let desk: Weak<Own> = Rc::downgrade(&self.0);
        move || {
            if let Some(desk) = desk.upgrade() {
                call(&Self(desk));
            }
        }
    }
}
