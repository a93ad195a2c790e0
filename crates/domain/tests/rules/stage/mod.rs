//! A desk with a scripted Zuora: tests tell what is learned and see what is to be done.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken script fails the test")]

pub(crate) mod keeper;
pub(crate) mod tale;

use std::sync::Arc;

use reprise_domain::api::{ApiReply, ApiRequest, Method, Outcome, Silence};
use reprise_domain::desk::draft::Draft;
use reprise_domain::desk::guard::{Guard, Guards, KeysStanding};
use reprise_domain::desk::{Effect, Event, Model, Ticket, update};
use reprise_domain::header::TrackId;
use reprise_domain::id::TaskId;
use reprise_domain::journal::entry::{Entry, TabId};
use reprise_domain::payload::Json;
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::follow_up::Budget;
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::rerun::rules::Rules;
use reprise_domain::rerun::stage::Stage;
use reprise_domain::task::Task;
use reprise_domain::tenancy::{EnvironmentId, Tenancy, TenantPart};
use reprise_domain::time::UnixMillis;

use keeper::Keeper;

pub(crate) const SALT: &str = "0123456789abcdef0123";
pub(crate) const START: UnixMillis = UnixMillis(1_795_000_000_000);
pub(crate) const TASK: u64 = 2770;

pub(crate) fn json(text: &str) -> Json {
    Json::parse(&Arc::from(text)).unwrap()
}

pub(crate) fn task(text: &str) -> Task {
    Task::read(&json(text)).unwrap()
}

pub(crate) fn environment(id: &str) -> EnvironmentId {
    EnvironmentId::try_from(id.to_owned()).unwrap()
}

pub(crate) fn part(text: &str) -> TenantPart {
    TenantPart::parse(text).unwrap()
}

pub(crate) fn tenancy() -> Tenancy {
    Tenancy { environment: environment("sandbox"), entity: None, orgs: Vec::new() }
}

pub(crate) fn reply(status: u16, headers: &[(&str, &str)], body: &str) -> ApiReply {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    ApiReply { status, headers: headers.iter().map(owned).collect(), body: body.into() }
}

/// A run's task in the given state; the last digit of the minute tells one run from the next.
pub(crate) fn task_json(status: &str, minute: u32) -> String {
    let times = match status {
        "Queued" => String::new(),
        "Processing" => format!(r#","start_time":"2026-11-01T10:0{minute}:00.000Z""#),
        _ => format!(
            r#","start_time":"2026-11-01T10:0{minute}:00.000Z","end_time":"2026-11-01T10:0{minute}:09.500Z""#
        ),
    };
    format!(
        r#"{{"id":{TASK},"name":"Call the ledger","action_type":"Callout","instance":true,"status":"{status}","workflow_id":476,"original_task_id":2582{times}}}"#
    )
}

/// The task as it failed.
pub(crate) fn failed() -> String {
    task_json("Error", 0)
}

/// Keys are known to be honoured, for a year.
pub(crate) fn proven() -> Vec<(EnvironmentId, KeysStanding)> {
    let standing = KeysStanding::Proven { until: START.plus(366 * 86_400_000), lag_ms: 0 };
    vec![(tenancy().environment, standing)]
}

/// Zuora's own "no", in a form that it gives before execution.
pub(crate) const NO: &str = r#"{"success":false,"reasons":[{"code":53100320,"message":"no"}]}"#;

/// The desk, what it asked for, and what it said.
#[derive(Default)]
pub(crate) struct Play {
    pub(crate) model: Model,
    pub(crate) now: UnixMillis,
    /// Requests without an answer, oldest first.
    pub(crate) open: Vec<(Ticket, ApiRequest)>,
    pub(crate) posts: Vec<ApiRequest>,
    pub(crate) reads: usize,
    pub(crate) aborted: Vec<Ticket>,
    pub(crate) wakes: Vec<(UnixMillis, IdempotencyKey)>,
    pub(crate) looks: Vec<UnixMillis>,
    pub(crate) said: Vec<(String, bool)>,
    pub(crate) keeper: Keeper,
    tracks: u64,
    pages: u64,
}

impl Play {
    /// A page whose journal is read, and that sends nothing by itself.
    pub(crate) fn new() -> Self {
        Self::with_budget(Budget::none())
    }

    /// A page that may send by itself, as the real one does.
    pub(crate) fn eager() -> Self {
        Self::with_budget(Budget::default())
    }

    fn with_budget(budget: Budget) -> Self {
        let mut play = Self { now: START, ..Self::default() };
        play.open_page(budget);
        play
    }

    fn open_page(&mut self, budget: Budget) {
        self.pages += 1;
        let guards = Guards::of(vec![(tenancy().environment, Guard::Free)]);
        self.tell(Event::Guarded(guards.with_keys(proven())));
        self.tell(Event::Opened {
            tab: TabId::from_chance(self.pages),
            operator: Some("ops-7".into()),
            budget,
            rules: Rules::default(),
        });
    }

    /// The page is gone with all it had in memory; another one opens over the same journal.
    pub(crate) fn crash(&mut self) {
        self.model = Model::default();
        self.open.clear();
        self.wakes.clear();
        self.open_page(Budget::none());
    }

    pub(crate) fn tell(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = update(&mut self.model, event, self.now);
        let mut later = Vec::new();
        for effect in &effects {
            match effect {
                Effect::Record(append) => {
                    let result = self.keeper.append(append);
                    later.push(Event::Recorded(append.key.clone(), result));
                }
                Effect::ReadJournal => later.push(Event::JournalRead(self.keeper.read())),
                Effect::Fetch { ticket, request, .. } => {
                    match request.method {
                        Method::Post | Method::Put => self.posts.push(request.clone()),
                        Method::Get => self.reads += 1,
                    }
                    self.open.push((*ticket, request.clone()));
                }
                Effect::Abort(ticket) => {
                    // The shell may still report an aborted reading; tests answer it by ticket.
                    self.open.retain(|(open, request)| {
                        assert!(
                            open != ticket || request.method == Method::Get,
                            "a write was aborted"
                        );
                        open != ticket
                    });
                    self.aborted.push(*ticket);
                }
                Effect::WakeAt(at, key) => self.wakes.push((*at, key.clone())),
                Effect::LookAt(at) => self.looks.push(*at),
                // Time passes when a test says so.
                Effect::LapseAt(_) => {}
                Effect::Announce { text, urgent } => self.said.push((text.clone(), *urgent)),
            }
        }
        effects.extend(later.into_iter().flat_map(|event| self.tell(event)));
        effects
    }

    /// Answers the oldest open request.
    pub(crate) fn answer(&mut self, outcome: Outcome) -> ApiRequest {
        assert!(!self.open.is_empty(), "nothing is asked");
        let (ticket, request) = self.open.remove(0);
        self.tell(Event::Answered(ticket, outcome));
        request
    }

    pub(crate) fn reply(&mut self, status: u16, body: &str) -> ApiRequest {
        self.answer(Ok(reply(status, &[], body)))
    }

    pub(crate) fn reply_with(&mut self, status: u16, headers: &[(&str, &str)], body: &str) {
        self.answer(Ok(reply(status, headers, body)));
    }

    pub(crate) fn silence(&mut self, silence: Silence) {
        self.answer(Err(silence));
    }

    pub(crate) fn track(&mut self) -> TrackId {
        self.tracks += 1;
        TrackId::from_chance(self.tracks)
    }

    pub(crate) fn draft(&self, body: &str) -> Draft {
        let task = Arc::new(task(body));
        self.model.draft(SALT, tenancy(), task)
    }

    /// Confirms a rerun of the task as `body` shows it.
    pub(crate) fn confirm(&mut self, body: &str) -> IdempotencyKey {
        let draft = self.draft(body);
        self.confirm_draft(&draft)
    }

    pub(crate) fn confirm_draft(&mut self, draft: &Draft) -> IdempotencyKey {
        let track = self.track();
        self.tell(Event::RerunConfirmed {
            draft: Box::new(draft.clone()),
            reason: "the ledger is back".into(),
            track,
        });
        draft.key.clone()
    }

    /// Confirms, reads the task unchanged; the POST is on its way.
    pub(crate) fn sent(&mut self) -> IdempotencyKey {
        let key = self.confirm(&failed());
        self.reply(200, &failed());
        assert_eq!(self.posts.len(), 1, "the rerun was not sent");
        key
    }

    /// Asks again and reads the task unchanged.
    pub(crate) fn resent(&mut self, key: &IdempotencyKey) {
        self.ask_again(key);
        self.reply(200, &failed());
    }

    pub(crate) fn ask_again(&mut self, key: &IdempotencyKey) {
        let track = self.track();
        let key = key.clone();
        self.tell(Event::AskedAgain { key, track });
    }

    pub(crate) fn check(&mut self, key: &IdempotencyKey) {
        self.tell(Event::CheckAsked(key.clone()));
    }

    /// Lets time pass until the latest `WakeAt`, and reports it.
    pub(crate) fn wake(&mut self) {
        let (at, key) = self.wakes.last().unwrap().clone();
        self.now = at;
        self.tell(Event::Woke(key));
    }

    /// Lets time pass until the latest `LookAt`, and reports it.
    pub(crate) fn look(&mut self) {
        self.now = *self.looks.last().unwrap();
        self.tell(Event::Looked);
    }

    /// Reports the latest `WakeAt` late.
    pub(crate) fn wake_now(&mut self) {
        let (_, key) = self.wakes.last().unwrap().clone();
        self.tell(Event::Woke(key));
    }

    pub(crate) fn wait(&mut self, ms: i64) {
        self.now = self.now.plus(ms);
    }

    pub(crate) fn rerun(&self) -> &Rerun {
        self.model.rerun_of(&tenancy(), TaskId::new(TASK)).unwrap()
    }

    pub(crate) fn stage(&self) -> &Stage {
        &self.rerun().stage
    }
}

/// A rerun as a journal tells of it to a page of that name, where keys are proven.
pub(crate) fn replay(story: Vec<Entry>, tab: TabId) -> Rerun {
    let mut rerun = Rerun::replay(story, tab, Rules::default()).unwrap();
    rerun.keys.standing = proven().remove(0).1;
    rerun
}

/// The value of a request's header.
pub(crate) fn header<'a>(request: &'a ApiRequest, name: &str) -> Option<&'a str> {
    let found = request.headers.iter().find(|(own, _)| *own == name);
    found.map(|(_, value)| value.as_str())
}
