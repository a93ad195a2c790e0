//! Whatever keeps the journal.

use reprise_browser::journal::{self, Journal};
use reprise_browser::script::get;
use reprise_domain::journal::{Append, AppendTrouble, JournalTrouble, Kept};
use wasm_bindgen::JsValue;

use crate::adapter::Adapter;

/// Why there is none, as a browser would call it.
const NONE: &str = "NotSupportedError";

/// The journal of this program.
pub(crate) enum Keeper {
    /// The database of the browser: the page's own, so that both see each other's reruns.
    Database(Journal),
    /// What was handed over.
    Adapter(Adapter),
    /// There is none: nothing is sent.
    Nobody,
}

impl Keeper {
    pub(crate) fn new(adapter: Option<JsValue>) -> Self {
        match adapter {
            Some(adapter) => Self::Adapter(Adapter::new(adapter)),
            None if get(&js_sys::global(), "indexedDB").is_object() => {
                Self::Database(Journal::new(journal::NAME))
            }
            None => Self::Nobody,
        }
    }

    pub(crate) const fn is_nobody(&self) -> bool {
        matches!(self, Self::Nobody)
    }

    pub(crate) async fn append(&self, append: &Append) -> Result<(), AppendTrouble> {
        match self {
            Self::Database(journal) => journal.append(append).await,
            Self::Adapter(adapter) => adapter.append(append).await,
            Self::Nobody => Err(AppendTrouble::Journal(none())),
        }
    }

    pub(crate) async fn read(&self) -> Result<Kept, JournalTrouble> {
        match self {
            Self::Database(journal) => journal.read().await,
            Self::Adapter(adapter) => adapter.read().await,
            Self::Nobody => Err(none()),
        }
    }

    /// Waits for a database that opens late; whether it did.
    pub(crate) async fn opens_in_the_end(&self) -> bool {
        match self {
            Self::Database(journal) => journal.opens_in_the_end().await,
            Self::Adapter(_) | Self::Nobody => false,
        }
    }

    /// Calls back whenever another page has written.
    pub(crate) fn on_written_elsewhere(&self, callback: impl FnMut() + 'static) {
        if let Self::Database(journal) = self {
            journal.on_written_elsewhere(callback);
        }
    }

    pub(crate) async fn close(&self) {
        if let Self::Database(journal) = self {
            journal.close().await;
        }
    }
}

fn none() -> JournalTrouble {
    JournalTrouble::Unavailable(NONE.to_owned())
}
