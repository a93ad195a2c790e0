//! Keeps the write-ahead journal in IndexedDB.
//!
//! A story is appended to in one transaction over both stores, and counts as written when the
//! browser says that it is on the disk. Transactions of all tabs that write follow one another,
//! so what is read in one still holds when it writes.

mod connection;
mod storage;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Promise};
use reprise_domain::journal::{Append, AppendTrouble, JournalTrouble, Kept, RECORD, Row};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::BroadcastChannel;

use crate::script::{answer, call, get, name, object, pause, set, settled, unset};
pub use connection::NAME;
use connection::{EVENTS, INTENTS, SCHEMA};
pub use storage::{persist, persisted};

/// Longest wait for the database to open.
const OPEN_MS: i64 = 3_000;

/// How long a read or a write may take before it is told that the journal does not answer, in
/// milliseconds. It is waited for all the same: what was begun may still be done, and nothing is
/// sent for what is written so late.
pub const ANSWER_MS: i64 = 10_000;

/// The journal of this browser; a page makes one. Copies are handles to the same connection.
#[derive(Clone, Debug)]
pub struct Journal {
    name: &'static str,
    /// Opened once: gives the connection as soon as there is one.
    opening: Rc<RefCell<Option<Promise>>>,
    /// Whether the connection is another than the one that was read by: what stands in the
    /// database may be another journal, whose stories only happen to be as long.
    is_unread: Rc<Cell<bool>>,
    channel: Option<BroadcastChannel>,
    /// What is called when another tab has written.
    heard: Rc<RefCell<Option<Heard>>>,
    is_closed: Rc<Cell<bool>>,
}

type Heard = Closure<dyn FnMut()>;

impl Journal {
    /// The journal in the database of this name ([`NAME`], except in tests). Opens nothing yet.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        let channel = BroadcastChannel::new(name).ok();
        Self {
            name,
            opening: Rc::default(),
            is_unread: Rc::default(),
            channel,
            heard: Rc::default(),
            is_closed: Rc::default(),
        }
    }

    /// Writes an entry down. It is on the disk when this says so.
    ///
    /// # Errors
    /// When it was not written. Nothing of it was.
    pub async fn append(&self, append: &Append) -> Result<(), AppendTrouble> {
        let (transaction, _) = self.transaction(true).await.map_err(AppendTrouble::Journal)?;
        if self.is_unread.get() {
            let _aborted = call(&transaction, "abort", &[]);
            return Err(AppendTrouble::Replaced);
        }
        let written = write(&transaction, append).await;
        if !matches!(written, Ok(true)) {
            // Half of it may stand in the transaction. It fails when the browser has aborted it.
            let _aborted = call(&transaction, "abort", &[]);
        }
        match written {
            Ok(true) => {
                self.tell(append);
                Ok(())
            }
            Ok(false) => Err(AppendTrouble::Behind),
            Err(error) if name(&error) == "ConstraintError" => Err(AppendTrouble::Taken),
            Err(error) => Err(AppendTrouble::Journal(trouble(&error))),
        }
    }

    /// Everything, in the order in which it was written.
    ///
    /// # Errors
    /// When the journal cannot be read. One that a newer Reprise has written can be.
    pub async fn read(&self) -> Result<Kept, JournalTrouble> {
        let (transaction, is_newer) = self.transaction(false).await?;
        let events = read(&transaction).await.map_err(|error| trouble(&error))?;
        self.is_unread.set(false);
        let text = |event: &JsValue, name| get(event, name).as_string().unwrap_or_default();
        let row = |event| Row { key: text(&event, "key"), entry: text(&event, "entry") };
        Ok(Kept { rows: events.iter().map(row).collect(), is_newer })
    }

    /// Waits for as long as the opening takes; whether it came to a good end.
    pub async fn opens_in_the_end(&self) -> bool {
        let opening = self.opening.borrow().clone();
        match opening {
            Some(opening) => JsFuture::from(opening).await.is_ok(),
            None => false,
        }
    }

    /// Calls back whenever another tab has written. There is one callback; it stays until the
    /// journal is closed.
    pub fn on_written_elsewhere(&self, callback: impl FnMut() + 'static) {
        if let Some(channel) = &self.channel {
            let callback = Heard::new(callback);
            set(channel, "onmessage", callback.as_ref());
            self.heard.replace(Some(callback));
        }
    }

    /// Lets go of the database and of the other tabs. Nothing is written or heard after it; what is
    /// being written is.
    pub async fn close(&self) {
        self.is_closed.set(true);
        if let Some(channel) = &self.channel {
            set(channel, "onmessage", &JsValue::NULL);
            channel.close();
        }
        self.heard.take();
        let opening = self.opening.borrow().clone();
        if let Some(opening) = opening
            && let Ok(connection) = JsFuture::from(opening).await
        {
            let _closing = call(&connection, "close", &[]);
        }
    }

    fn tell(&self, append: &Append) {
        if let Some(channel) = &self.channel {
            // Who is not told learns it from `Behind`.
            let _told = call(channel, "postMessage", &[&append.key.as_str().into()]);
        }
    }

    /// Begins a transaction, on a new connection if the browser has closed the one we had. Also
    /// tells whether the database belongs to a newer Reprise: that one is not written.
    async fn transaction(&self, write: bool) -> Result<(JsValue, bool), JournalTrouble> {
        let mut fresh = false;
        loop {
            let connection = self.connection().await?;
            let is_newer = get(&connection, "version").as_f64() > Some(SCHEMA.into());
            if write && is_newer {
                return Err(JournalTrouble::Newer);
            }
            match begin(&connection, write) {
                Ok(transaction) => return Ok((transaction, is_newer)),
                Err(error)
                    if !fresh && !self.is_closed.get() && name(&error) == "InvalidStateError" =>
                {
                    self.opening.take();
                    self.is_unread.set(true);
                    fresh = true;
                }
                Err(error) => return Err(trouble(&error)),
            }
        }
    }

    /// The connection. Who waits too long is told so; the opening itself goes on, and the next
    /// call finds what has become of it.
    async fn connection(&self) -> Result<JsValue, JournalTrouble> {
        let open = || future_to_promise(connection::open(self.name));
        let opening = self.opening.borrow_mut().get_or_insert_with(open).clone();
        let first = Promise::race(&[opening, pause(OPEN_MS)].iter().collect::<Array>());
        match JsFuture::from(first).await {
            Ok(nothing) if nothing.is_undefined() => Err(JournalTrouble::Blocked),
            Ok(connection) => Ok(connection),
            Err(error) => {
                self.opening.take();
                Err(trouble(&error))
            }
        }
    }
}

fn begin(connection: &JsValue, write: bool) -> Result<JsValue, JsValue> {
    if !write {
        return call(connection, "transaction", &[&EVENTS.into()]);
    }
    let stores: Array = [INTENTS, EVENTS].into_iter().map(JsValue::from).collect();
    // Without it `complete` means no more than that the system has taken the bytes.
    let strict = object(&[("durability", "strict".into())]);
    call(connection, "transaction", &[&stores, &"readwrite".into(), &strict])
}

fn store(transaction: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    call(transaction, "objectStore", &[&name.into()])
}

async fn read(transaction: &JsValue) -> Result<Array, JsValue> {
    let events = store(transaction, EVENTS)?;
    Ok(answer(call(&events, "getAll", &[])?).await?.unchecked_into())
}

/// Whether the entry was written: not when the intent's story is longer or shorter than expected.
async fn write(transaction: &JsValue, append: &Append) -> Result<bool, JsValue> {
    let key = append.key.as_str().into();
    let intent = answer(call(&store(transaction, INTENTS)?, "get", &[&key])?).await?;
    if !put(transaction, append, &intent)? {
        return Ok(false);
    }
    // The browser would also commit by itself, once it has seen that nothing more comes.
    let _committing = call(transaction, "commit", &[]);
    settled(transaction, &["complete"], "abort").await?;
    Ok(true)
}

/// Puts the intent's record and the entry into the transaction, unless the story is another.
fn put(transaction: &JsValue, append: &Append, held: &JsValue) -> Result<bool, JsValue> {
    let known = if held.is_undefined() { 0.into() } else { get(held, "seq") };
    if known != append.expected {
        return Ok(false);
    }
    let mark = |record: &JsValue| {
        set(record, "v", &RECORD.into());
        set(record, "key", &append.key.as_str().into());
        set(record, "seq", &append.expected.saturating_add(1).into());
    };
    // A record that is there is changed, not made anew: it may hold more than we know.
    let intent = if held.is_undefined() { object(&[]) } else { held.clone() };
    mark(&intent);
    match &append.lock {
        Some(lock) => set(&intent, "active", &lock.into()),
        None => unset(&intent, "active"),
    }
    call(&store(transaction, INTENTS)?, "put", &[&intent])?;
    let event = object(&[("entry", append.entry.as_str().into())]);
    mark(&event);
    call(&store(transaction, EVENTS)?, "add", &[&event])?;
    Ok(true)
}

fn trouble(error: &JsValue) -> JournalTrouble {
    match name(error) {
        full if full == "QuotaExceededError" => JournalTrouble::Full,
        other => JournalTrouble::Unavailable(other),
    }
}
