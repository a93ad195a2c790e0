//! What JavaScript calls. Whatever takes time is a promise, which fails with a plain object of the
//! members of an error (`fault.rs`).

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use js_sys::{Array, Function, Promise};
use reprise_browser::script::object;
use reprise_browser::{clock, entropy};
use reprise_domain::api::list_tasks::{list_tasks, read_task_page};
use reprise_domain::desk::Event;
use reprise_domain::desk::keeping::Journal;
use reprise_domain::desk::reading::Trouble;
use reprise_domain::explain::journal::journal_bar;
use reprise_domain::explain::refusal;
use reprise_domain::id::TaskId;
use reprise_domain::journal::entry::Stamp;
use reprise_domain::journal::{JournalTrouble, RECORD};
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::rerun::policy::Order;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::future_to_promise;
use web_sys::AbortSignal;

use crate::deciding::{came_of, decide, is_as_seen};
use crate::desk::Desk;
use crate::fault::{Fault, NO_CHANCE};
use crate::intent;
use crate::listing;
use crate::options::{self, Options};
use crate::orders::{Said, Told, awake, check, give, known, still_open};
use crate::reading::{exact, heed, parsed, read};

/// What is said where nothing keeps a journal.
const NO_JOURNAL: &str = "There is no journal here, and nothing is sent before it is written down. Give one as \"journal\", such as fileJournal(folder) from reprise/file-journal.";

/// One desk, as JavaScript holds it.
#[wasm_bindgen]
pub struct Core(Desk);

/// Says nothing of what it holds: a token is among it.
impl fmt::Debug for Core {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Core")
    }
}

#[wasm_bindgen]
impl Core {
    /// Opens a desk. `listener` hears the keys of the reruns that changed, and whether the journal's
    /// standing did.
    ///
    /// # Errors
    ///
    /// A plain object with the members of an error, for an option that does not fit.
    #[wasm_bindgen(constructor)]
    pub fn new(given: &JsValue, listener: Function) -> Result<Core, JsValue> {
        let options = Options::read(given)?;
        let no_chance = || Fault::new("no-chance", NO_CHANCE);
        Ok(Self(Desk::open(options, listener).ok_or_else(no_chance)?))
    }

    /// The version of what is written into a journal.
    #[must_use]
    pub fn version() -> u32 {
        RECORD
    }

    /// Another credential for what is sent from now on; nothing takes it away.
    ///
    /// # Errors
    ///
    /// When it is no token.
    #[wasm_bindgen(js_name = setToken)]
    pub fn set_token(&self, token: &JsValue) -> Result<(), JsValue> {
        self.0.take_token(options::token(token)?);
        Ok(())
    }

    /// Reads a task: `{ text, mark, marked }`.
    #[wasm_bindgen(js_name = getTask)]
    pub fn get_task(&self, task: &str, signal: AbortSignal) -> Promise {
        let (desk, id) = (self.0.clone(), task_id(task));
        promised(async move { Ok(exact(&read(&desk, id?, signal).await?.source)) })
    }

    /// Reads one page of tasks: `{ tasks, hasNext, unreadable }`.
    #[wasm_bindgen(js_name = listTasks)]
    pub fn list_tasks(&self, filters: &JsValue, page: u32, signal: AbortSignal) -> Promise {
        let (desk, query) = (self.0.clone(), listing::query(filters));
        promised(async move {
            let query = query?;
            let page = query.page.saturating_add(page);
            let request = list_tasks(&query.on_page(page));
            let outcome = desk.exchange(&request, signal).await;
            let page = Trouble::or(&outcome, read_task_page);
            let page = page.map_err(|trouble| Fault::of_trouble(&trouble, "the tasks"))?;
            heed(&desk, &page.tasks, Stamp::of(&outcome, clock::now()));
            let tasks: Array = page.tasks.iter().map(|task| exact(&task.source)).collect();
            let unreadable = u32::try_from(page.unreadable).unwrap_or(u32::MAX);
            Ok(object(&[
                ("tasks", tasks.into()),
                ("hasNext", page.has_next.into()),
                ("unreadable", unreadable.into()),
            ]))
        })
    }

    /// Decides that a task be run again, and carries that out: gives the key of the decision, which
    /// then stands in the journal, whatever came of it. `seen` is the JSON of the task as the caller
    /// read it, if they did.
    pub fn rerun(
        &self,
        task: &str,
        seen: Option<String>,
        reason: &str,
        by: Option<String>,
        repeats_success: bool,
        signal: AbortSignal,
    ) -> Promise {
        let (desk, id) = (self.0.clone(), task_id(task));
        let reason = reason.trim().to_owned();
        promised(async move {
            if reason.is_empty() {
                return Err(Fault::new(
                    "no-reason",
                    "A rerun needs a reason, in words: it stands in the journal.",
                ));
            }
            if desk.has_no_keeper() {
                return Err(Fault::new("no-journal", NO_JOURNAL));
            }
            let id = id?;
            let seen = seen.map(|text| parsed(&text)).transpose()?;
            awake(&desk).await?;
            let task = read(&desk, id, signal).await?;
            still_open(&desk)?;
            if let Some(seen) = seen {
                is_as_seen(&task, &seen)?;
            }
            let (key, before) = decide(&desk, task, reason, by, repeats_success)?;
            desk.rest(&key).await;
            if desk.rerun(&key, |rerun| rerun.given_up().is_some()) == Some(true) {
                // Perhaps by another page, under the same key: what became of it stands there.
                desk.catch_up().await;
            }
            came_of(&desk, &key, before)?;
            Ok(key.as_str().into())
        })
    }

    /// Sends the same key once more.
    #[wasm_bindgen(js_name = askAgain)]
    pub fn ask_again(&self, key: &str) -> Promise {
        let event = |key| Some(Event::AskedAgain { key, track: entropy::track()? });
        self.order(key, Order::Send, None, Box::new(event))
    }

    /// Sends the same key once more although that may run the task twice.
    #[wasm_bindgen(js_name = sendOnceMore)]
    pub fn send_once_more(&self, key: &str, note: String, by: Option<String>) -> Promise {
        let word = Some((note.clone(), by));
        let event = |key| Some(Event::SentOnceMore { key, note, track: entropy::track()? });
        self.order(key, Order::SendOnceMore, word, Box::new(event))
    }

    /// Reads the task of a rerun for evidence.
    pub fn check(&self, key: &str) -> Promise {
        let (desk, key) = (self.0.clone(), known(key));
        promised(async move { check(&desk, key?).await })
    }

    /// Lets a rerun be of which nothing ran.
    #[wasm_bindgen(js_name = letBe)]
    pub fn let_be(&self, key: &str) -> Promise {
        self.order(key, Order::LetBe, None, Box::new(|key| Some(Event::LetBe(key))))
    }

    /// Writes down that it was found not to have run.
    #[wasm_bindgen(js_name = foundNotRun)]
    pub fn found_not_run(&self, key: &str, note: String, by: Option<String>) -> Promise {
        let word = Some((note.clone(), by));
        let event = |key| Some(Event::FoundNotRun { key, note });
        self.order(key, Order::NotRun, word, Box::new(event))
    }

    /// Writes down that it was found to have run.
    #[wasm_bindgen(js_name = foundRan)]
    pub fn found_ran(&self, key: &str, note: String, by: Option<String>) -> Promise {
        let word = Some((note.clone(), by));
        let event = |key| Some(Event::FoundRan { key, note });
        self.order(key, Order::Ran, word, Box::new(event))
    }

    /// Reads the journal, as it stands now.
    #[wasm_bindgen(js_name = catchUp)]
    pub fn catch_up(&self) -> Promise {
        let desk = self.0.clone();
        promised(async move {
            if desk.has_no_keeper() {
                return Ok(JsValue::UNDEFINED);
            }
            desk.catch_up().await;
            // A list of what could be read would pass for all that there is.
            let bar = desk.look(|model| match &model.journal {
                Journal::Open | Journal::Unread | Journal::Closed(JournalTrouble::Full) => None,
                shut => Some(journal_bar(shut)),
            });
            bar.map_or(Ok(JsValue::UNDEFINED), |bar| Err(Fault::new("journal", &bar)))
        })
    }

    /// The keys of this environment's reruns, oldest first.
    #[must_use]
    pub fn keys(&self) -> Array {
        let own = &self.0.tenancy().environment;
        self.0.look(|model| {
            let own = model.reruns.iter().filter(|rerun| {
                rerun.intent.tenancy.environment == *own && !rerun.story.is_empty()
            });
            own.map(|rerun| JsValue::from(rerun.intent.key.as_str())).collect()
        })
    }

    /// A rerun as it stands; `undefined` when none has that key.
    #[must_use]
    pub fn intent(&self, key: &str) -> JsValue {
        self.0.look(|model| {
            let rerun = IdempotencyKey::read(key).and_then(|key| model.rerun(&key));
            rerun.map_or(JsValue::UNDEFINED, |rerun| intent::snapshot(model, rerun))
        })
    }

    /// Why nothing can be sent for want of a journal; empty when it is open.
    #[wasm_bindgen(js_name = journalTrouble)]
    #[must_use]
    pub fn journal_trouble(&self) -> String {
        if self.0.has_no_keeper() {
            return NO_JOURNAL.to_owned();
        }
        self.0.look(|model| journal_bar(&model.journal))
    }

    /// Why a task may not be rerun now; empty when it may. `text` is the task's JSON.
    ///
    /// # Errors
    ///
    /// When the text is no task.
    #[wasm_bindgen(js_name = whyNot)]
    pub fn why_not(&self, text: &str) -> Result<String, JsValue> {
        let task = parsed(text)?;
        let why = self.0.look(|model| model.why_not_rerun(self.0.tenancy(), &task));
        let no_journal = self.0.has_no_keeper().then(|| NO_JOURNAL.to_owned());
        Ok(no_journal.or_else(|| why.as_ref().map(refusal::why_not)).unwrap_or_default())
    }

    /// Ends the desk. What was sent is waited for and written down.
    pub fn close(&self) {
        self.0.close();
    }
}

impl Core {
    fn order(&self, key: &str, order: Order, word: Option<Said>, event: Told) -> Promise {
        let (desk, key) = (self.0.clone(), known(key));
        promised(async move { give(&desk, key?, order, word, event).await })
    }
}

/// Boxed, so that the promises are one kind and not a dozen.
fn promised(work: impl Future<Output = Result<JsValue, Fault>> + 'static) -> Promise {
    let work: Pin<Box<dyn Future<Output = _>>> = Box::pin(work);
    future_to_promise(async move { work.await.map_err(JsValue::from) })
}

fn task_id(text: &str) -> Result<TaskId, Fault> {
    TaskId::parse(text).map_err(|rule| Fault::new("bad-id", &format!("A task's id: {rule}.")))
}
