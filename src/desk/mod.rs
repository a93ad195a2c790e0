//! The desk in the page: one model above the router, and the only I/O there is.
//!
//! Pages read slices and dispatch events. All I/O goes by here, through `reprise_browser`: no page
//! sends anything by itself.

pub(crate) mod check;
mod effects;
mod idle;
pub(crate) mod practice;
pub(crate) mod proof;
pub(crate) mod start;
mod worker;

use std::fmt;
use std::sync::Arc;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reprise_browser::journal::{self, Journal};
use reprise_browser::reads::Reads;
use reprise_browser::token::Token;
use reprise_browser::{clock, entropy};
use reprise_domain::config::{Config, Environment};
use reprise_domain::desk::draft::Draft;
use reprise_domain::desk::{Event, Model, update};
use reprise_domain::header::TrackId;
use reprise_domain::rerun::follow_up::Budget;
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::rerun::rules::Rules;
use reprise_domain::task::Task;
use reprise_domain::tenancy::{Auth, EnvironmentId, Tenancy};
use reprise_domain::time::UnixMillis;

use crate::ui::erased::memo;
use crate::ui::slice::Slice;
use effects::Timers;

/// The page's desk. Copies are handles to the same one.
#[derive(Clone, Copy)]
pub struct Desk {
    model: RwSignal<Model>,
    config: StoredValue<Arc<Config>>,
    /// The text of the file that it was read from, if it came from one.
    loaded: StoredValue<Option<Arc<str>>>,
    operator: StoredValue<Option<String>>,
    tokens: RwSignal<Vec<(EnvironmentId, Token)>>,
    reads: StoredValue<Reads, LocalStorage>,
    timers: StoredValue<Timers, LocalStorage>,
    look: StoredValue<Option<TimeoutHandle>, LocalStorage>,
    journal: StoredValue<Journal, LocalStorage>,
    kept: RwSignal<Option<bool>>,
    said: RwSignal<(String, bool)>,
}

/// Says nothing of what it holds: a token is among it.
impl fmt::Debug for Desk {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Desk")
    }
}

impl Desk {
    /// Sets the desk up and puts it into the context of everything below.
    pub fn provide(config: Config, operator: Option<String>) -> Self {
        let desk = Self {
            model: RwSignal::new(Model::default()),
            config: StoredValue::new(Arc::new(config)),
            loaded: StoredValue::new(None),
            operator: StoredValue::new(operator),
            tokens: RwSignal::default(),
            reads: StoredValue::new_local(Reads::default()),
            timers: StoredValue::new_local(Timers::new()),
            look: StoredValue::new_local(None),
            journal: StoredValue::new_local(Journal::new(journal::NAME)),
            kept: RwSignal::new(None),
            said: RwSignal::default(),
        };
        provide_context(desk);
        desk
    }

    /// Keeps the text that the configuration was read from: before anything is decided it is
    /// compared with what the file says by then.
    pub(crate) fn keep_text(self, text: Arc<str>) {
        self.loaded.set_value(Some(text));
    }

    /// Reads the journal, before anything else, and listens for what other tabs write.
    pub(crate) fn open(self) {
        let Some(tab) = entropy::tab() else {
            // Without chance no key and no track id can be made; the journal stays unread, which
            // bars every rerun.
            return;
        };
        self.journal.with_value(|journal| {
            journal.on_written_elsewhere(move || self.dispatch(Event::WrittenElsewhere));
        });
        self.dispatch(Event::Guarded(self.config().guards(Self::now())));
        worker::watch(self);
        idle::watch(self);
        let operator = self.operator();
        let (budget, rules) = (Budget::default(), Rules::default());
        self.dispatch(Event::Opened { tab, operator, budget, rules });
        spawn_local(async move { self.kept.set(journal::persist().await) });
    }

    /// Whether the browser promised to keep the journal until its user deletes it; `None` when it
    /// knows no such promise, or has not answered yet.
    pub(crate) fn keeps_journal(self) -> Option<bool> {
        self.kept.get()
    }

    /// The desk of this page.
    pub(crate) fn from_context() -> Self {
        expect_context::<Self>()
    }

    /// Takes what was learned, and does what follows from it.
    pub(crate) fn dispatch(self, event: Event) {
        let now = clock::now();
        let effects = self.model.try_update(|model| update(model, event, now));
        for effect in effects.unwrap_or_default() {
            effects::perform(self, effect);
        }
    }

    /// A slice of the model that changes only when its value does.
    pub(crate) fn slice<T>(self, read: impl Fn(&Model) -> T + Send + Sync + 'static) -> Slice<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        memo(move || self.model.with(&read))
    }

    /// The configuration.
    pub(crate) fn config(self) -> Arc<Config> {
        self.config.get_value()
    }

    /// Who sits here, if the host told.
    pub(crate) fn operator(self) -> Option<String> {
        self.operator.get_value()
    }

    /// Now, for ages and countdowns.
    pub(crate) fn now() -> UnixMillis {
        clock::now()
    }

    fn environment(self, id: &EnvironmentId) -> Option<Environment> {
        self.config().environment(id.as_str()).cloned()
    }

    /// Whether an operator still has to give a token for an environment.
    pub(crate) fn needs_token(self, environment: &Environment) -> bool {
        self.tokens.track();
        self.needs_token_now(environment)
    }

    fn needs_token_now(self, environment: &Environment) -> bool {
        environment.auth == Auth::Token && self.token(&environment.id).is_none()
    }

    /// Keeps a token, in memory, until the page is left.
    pub(crate) fn take_token(self, environment: EnvironmentId, token: Token) {
        self.drop_token(&environment);
        self.tokens.update(|tokens| tokens.push((environment, token)));
    }

    /// Drops the token of an environment.
    pub(crate) fn drop_token(self, environment: &EnvironmentId) {
        self.tokens.update(|tokens| tokens.retain(|(id, _)| id != environment));
    }

    fn drop_tokens(self) {
        self.tokens.update(Vec::clear);
    }

    fn token(self, environment: &EnvironmentId) -> Option<Token> {
        let of = |tokens: &Vec<(EnvironmentId, Token)>| {
            tokens.iter().find(|(id, _)| id == environment).map(|(_, token)| token.clone())
        };
        self.tokens.with_untracked(of)
    }

    /// Makes the draft that the rerun dialog shows.
    pub(crate) fn draft(self, tenancy: Tenancy, task: Arc<Task>) -> Draft {
        let salt = &self.config().salt;
        self.model.with_untracked(|model| model.draft(salt, tenancy, task))
    }

    /// The operator confirmed a draft.
    pub(crate) fn confirm(self, draft: Draft, reason: String) {
        if let Some(track) = entropy::track() {
            self.dispatch(Event::RerunConfirmed { draft: Box::new(draft), reason, track });
        }
    }

    /// The operator asks again under the same key. `told` says what is going on until then.
    pub(crate) fn ask_again(self, key: IdempotencyKey, told: RwSignal<String>) {
        self.once_current(told, move || {
            if let Some(track) = entropy::track() {
                self.dispatch(Event::AskedAgain { key, track });
            }
        });
    }

    /// Reads something of the model, once.
    pub(crate) fn look<T>(self, read: impl FnOnce(&Model) -> T) -> T {
        self.model.with_untracked(read)
    }

    /// Name of a transmission that another program is to make; `None` when the browser gives no
    /// chance.
    pub(crate) fn fresh_track() -> Option<TrackId> {
        entropy::track()
    }

    /// What is said to screen readers, and whether it may interrupt.
    pub(crate) fn said(self) -> RwSignal<(String, bool)> {
        self.said
    }

    fn announce(self, text: String, urgent: bool) {
        self.said.set((text, urgent));
    }
}
