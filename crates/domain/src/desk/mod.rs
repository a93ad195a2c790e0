//! The desk: everything the page knows, and the one function that changes it.
//!
//! [`update`] takes what was learned ([`Event`], past tense) and gives what is to be done
//! ([`Effect`], imperative). The shell does it and reports back with further events.

mod asking;
pub mod attending;
mod catching_up;
pub mod draft;
mod evidence;
mod fresh;
pub mod gathering;
pub mod guard;
pub mod keeping;
pub(crate) mod key_lore;
pub mod looking;
mod page_bar;
pub mod past;
mod permission;
pub mod reading;
mod rerunning;
mod resting;
mod sending;
pub mod session;
mod stopping;
mod telling;
mod tenant;

use std::sync::Arc;

use crate::api::list_tasks::TaskPage;
use crate::api::{ApiRequest, Outcome};
use crate::explain::Notice;
use crate::header::TrackId;
use crate::id::{RunId, TaskId};
use crate::journal::entry::{Stamp, TabId};
use crate::journal::{Append, AppendTrouble, JournalTrouble, Kept};
use crate::query::TaskQuery;
use crate::rerun::Rerun;
use crate::rerun::follow_up::Budget;
use crate::rerun::key::IdempotencyKey;
use crate::rerun::rules::Rules;
use crate::run::Run;
use crate::run::stop::Stop;
use crate::task::Task;
use crate::tenancy::{EnvironmentId, Tenancy};
use crate::time::UnixMillis;
use asking::{Purpose, UnderWay};
use attending::Attention;
use draft::Draft;
use gathering::Gathering;
use guard::Guards;
use keeping::Journal;
use reading::Reading;
use session::Lock;

/// Names one request that is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(u64);

/// Everything the page knows.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The list on screen.
    pub tasks: Reading<(Tenancy, TaskQuery), TaskPage>,
    /// The task on screen.
    pub task: Reading<(Tenancy, TaskId), Arc<Task>>,
    /// How that task was read before.
    pub past: past::Past,
    /// The run of the task, or of the list, on screen.
    pub run: Reading<(Tenancy, RunId), Run>,
    /// The tasks of one run, of the page of that run or of one of its tasks.
    pub gathering: Gathering,
    /// The run whose page is open.
    pub attention: Attention,
    stops: Vec<Stop>,
    /// Where anything may be sent that changes Zuora.
    pub guards: Guards,
    /// What Zuora has refused for want of a permission.
    refusals: permission::Refusals,
    /// Every rerun in the journal, and those that this page has decided, oldest first.
    pub reruns: Vec<Rerun>,
    /// How the journal stands.
    pub journal: Journal,
    tab: TabId,
    opened: UnixMillis,
    was_read: bool,
    operator: Option<String>,
    budget: Budget,
    rules: Rules,
    hidden: bool,
    page: page_bar::Page,
    locked: Option<Lock>,
    under_way: Vec<UnderWay>,
    memories: key_lore::Memories,
    clocks: fresh::Clocks,
    tickets: u64,
}

/// What was learned.
#[derive(Clone, Debug)]
pub enum Event {
    /// The page began; its journal is still unread.
    Opened {
        /// Its name, from chance.
        tab: TabId,
        /// Who sits here, if the host told.
        operator: Option<String>,
        /// What it may send by itself.
        budget: Budget,
        /// Which rules hold: all of them.
        rules: Rules,
    },
    /// Who sits here now, where one page serves several.
    OperatorNamed(Option<String>),
    /// The configuration tells how its environments are guarded.
    Guarded(Guards),
    /// The operator arms an environment for a while.
    Armed(EnvironmentId),
    /// The operator disarms it.
    Disarmed(EnvironmentId),
    /// The moment came at which an environment may no longer be armed.
    Lapsed,
    /// A service worker took this page over (true), or lets it go.
    WorkerSeen(bool),
    /// `config.json` is another text than the one that this page was loaded with.
    ConfigChanged,
    /// Nobody has used the page for too long, or it was used for as long as one may.
    Locked(Lock),
    /// The operator is back.
    Unlocked,
    /// The journal was read, or cannot be.
    JournalRead(Result<Kept, JournalTrouble>),
    /// An entry was written, or was not.
    Recorded(IdempotencyKey, Result<(), AppendTrouble>),
    /// Another tab has written to the journal.
    WrittenElsewhere,
    /// The operator looks at a list.
    TasksAsked(Tenancy, TaskQuery),
    /// The operator looks at a task.
    TaskAsked(Tenancy, TaskId),
    /// A task was read that is on no screen: it may tell of a rerun.
    TaskRead {
        /// Whose task.
        tenancy: Tenancy,
        /// The task.
        task: Arc<Task>,
        /// When its answer came.
        at: Stamp,
    },
    /// The operator looks at something that belongs to a run.
    RunAsked(Tenancy, RunId),
    /// The operator opened the page of a run, or reads it again.
    RunOpened(Tenancy, RunId),
    /// The page of a run is left, or that of a task whose run was looked at.
    RunLeft(Tenancy, RunId),
    /// The operator wants the tasks of a run read.
    RunTasksAsked(Tenancy, RunId),
    /// The operator ends the reading of a run's tasks.
    RunTasksHalted,
    /// The operator confirmed that a run be stopped.
    RunStopConfirmed(Tenancy, RunId),
    /// The moment came to look at the open run again.
    Looked,
    /// The operator confirmed a rerun.
    RerunConfirmed {
        /// What the dialog showed.
        draft: Box<Draft>,
        /// Why, in the operator's words.
        reason: String,
        /// Name of the transmission, from chance.
        track: TrackId,
    },
    /// The operator asks again under the same key.
    AskedAgain {
        /// Which rerun.
        key: IdempotencyKey,
        /// Name of the transmission, from chance.
        track: TrackId,
    },
    /// The operator sends a key once more although that may run the task twice.
    SentOnceMore {
        /// Which rerun.
        key: IdempotencyKey,
        /// Why, in the operator's words.
        note: String,
        /// Name of the transmission, from chance.
        track: TrackId,
    },
    /// The operator wants the task read now.
    CheckAsked(IdempotencyKey),
    /// The operator lets a rerun be of which nothing ran.
    LetBe(IdempotencyKey),
    /// The operator found, from the evidence, that a rerun did not run.
    FoundNotRun {
        /// Which rerun.
        key: IdempotencyKey,
        /// Why, in the operator's words.
        note: String,
    },
    /// The operator found that a rerun ran.
    FoundRan {
        /// Which rerun.
        key: IdempotencyKey,
        /// Why, in the operator's words.
        note: String,
    },
    /// A request ended.
    Answered(Ticket, Outcome),
    /// The moment came that a rerun waited for.
    Woke(IdempotencyKey),
    /// The tab was hidden (true) or shown (false), be it out of the browser's memory of pages.
    VisibilityChanged(bool),
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send a request and report [`Event::Answered`]. A GET may be aborted, a write never.
    Fetch {
        /// To be reported back.
        ticket: Ticket,
        /// Whose data; gives base address, headers and credential.
        tenancy: Tenancy,
        /// What to send.
        request: ApiRequest,
    },
    /// Read the journal and report [`Event::JournalRead`].
    ReadJournal,
    /// Write an entry down, durably, and report [`Event::Recorded`].
    Record(Append),
    /// Abort a read that nobody waits for any more.
    Abort(Ticket),
    /// Report [`Event::Woke`] at that moment.
    WakeAt(UnixMillis, IdempotencyKey),
    /// Report [`Event::Looked`] at that moment, and not at an earlier one asked for before.
    LookAt(UnixMillis),
    /// Report [`Event::Lapsed`] at that moment.
    LapseAt(UnixMillis),
    /// Say it to a screen reader; at once when urgent.
    Announce {
        /// The sentence.
        text: String,
        /// Whether it may interrupt.
        urgent: bool,
    },
}

/// Takes what was learned and says what is to be done.
pub fn update(model: &mut Model, event: Event, now: UnixMillis) -> Vec<Effect> {
    step::<true>(model, event, now)
}

/// The same where no runs are shown: what is asked about them is not heard, and nothing that reads,
/// gathers or stops them is in the program. They are 11 of the module's 130 kB.
pub fn update_without_runs(model: &mut Model, event: Event, now: UnixMillis) -> Vec<Effect> {
    step::<false>(model, event, now)
}

fn step<const RUNS: bool>(model: &mut Model, event: Event, now: UnixMillis) -> Vec<Effect> {
    model.guards.lapse(now);
    let mut effects = model.halt_guarded(now);
    effects.extend(learned::<RUNS>(model, event, now));
    model.tell_keys();
    model.keep_reading();
    effects
}

fn learned<const RUNS: bool>(model: &mut Model, event: Event, now: UnixMillis) -> Vec<Effect> {
    match event {
        Event::Opened { tab, operator, budget, rules } => {
            (model.tab, model.operator, model.budget, model.rules) = (tab, operator, budget, rules);
            model.opened = now;
            model.read_journal()
        }
        Event::OperatorNamed(name) => {
            model.operator = name;
            Vec::new()
        }
        Event::TaskRead { tenancy, task, at } => model.heed((&tenancy, &task), None, at, now),
        Event::Guarded(guards) => {
            model.guards = guards;
            Vec::new()
        }
        Event::Armed(environment) => model.arm(environment, now),
        Event::Disarmed(environment) => model.disarm(&environment, now),
        // What is over has been taken away already.
        Event::WorkerSeen(has_worker) => model.worker_seen(has_worker),
        Event::ConfigChanged => model.config_changed(),
        Event::Locked(lock) => model.lock(lock),
        Event::Unlocked => model.unlock::<RUNS>(now),
        Event::JournalRead(rows) => model.journal_read(rows, now),
        Event::Recorded(key, result) => model.recorded(&key, result, now),
        Event::WrittenElsewhere => vec![Effect::ReadJournal],
        Event::TasksAsked(tenancy, query) => model.ask_tasks(tenancy, query),
        Event::TaskAsked(tenancy, task) => model.ask_task(tenancy, task),
        Event::RunAsked(tenancy, run) if RUNS => model.ask_run((tenancy, run)),
        Event::RunOpened(tenancy, run) if RUNS => model.run_opened((tenancy, run)),
        Event::RunLeft(tenancy, run) if RUNS => model.run_left(&(tenancy, run), now),
        Event::RunTasksAsked(tenancy, run) if RUNS => model.gather((tenancy, run)),
        Event::RunTasksHalted if RUNS => model.halt_gathering(true, now),
        Event::RunStopConfirmed(tenancy, run) if RUNS => model.stop_confirmed((tenancy, run), now),
        Event::Looked if RUNS => model.looked(),
        Event::RerunConfirmed { draft, reason, track } => model.confirm(*draft, reason, track, now),
        Event::AskedAgain { key, track } => model.ask_again(&key, track, now),
        Event::SentOnceMore { key, note, track } => model.send_once_more(&key, note, track, now),
        Event::CheckAsked(key) => model.check(&key, now),
        Event::LetBe(key) => model.let_be(&key, now),
        Event::FoundNotRun { key, note } => model.found_not_run(&key, note, now),
        Event::FoundRan { key, note } => model.found_ran(&key, note, now),
        Event::Answered(ticket, outcome) => model.answered::<RUNS>(ticket, &outcome, now),
        Event::Woke(key) => model.woke(&key, now),
        Event::VisibilityChanged(hidden) => model.visibility_changed::<RUNS>(hidden, now),
        // The lapse itself is before this; the others are not heard where no runs are shown.
        Event::Lapsed
        | Event::RunAsked(..)
        | Event::RunOpened(..)
        | Event::RunLeft(..)
        | Event::RunTasksAsked(..)
        | Event::RunTasksHalted
        | Event::RunStopConfirmed(..)
        | Event::Looked => Vec::new(),
    }
}

impl Model {
    /// A tab that is shown again reads the journal before any of its buttons works, and then
    /// catches up.
    fn visibility_changed<const RUNS: bool>(
        &mut self,
        hidden: bool,
        now: UnixMillis,
    ) -> Vec<Effect> {
        self.hidden = hidden;
        if hidden {
            return Vec::new();
        }
        let mut effects = self.read_journal();
        let is_read_on = |rerun: &&Rerun| rerun.is_followed() || rerun.is_watched(now);
        let followed = self.reruns.iter().filter(is_read_on);
        let keys: Vec<_> = followed.map(|rerun| rerun.intent.key.clone()).collect();
        effects.extend(keys.iter().flat_map(|key| self.check(key, now)).collect::<Vec<_>>());
        if RUNS {
            effects.extend(self.catch_up_with_run());
        }
        effects
    }
}

fn announce(notice: &Notice, urgent: bool) -> Effect {
    Effect::Announce { text: format!("{} {}", notice.headline, notice.detail), urgent }
}
