//! The journal in a store of the host's. How a store is made to keep one is `js/store-journal.js`.

use js_sys::{Array, Promise};
use reprise_browser::script::{call, get, name};
use reprise_domain::journal::{Append, AppendTrouble, JournalTrouble, Kept, Row};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A `StoreJournal`.
pub(crate) struct Adapter(JsValue);

impl Adapter {
    pub(crate) const fn new(journal: JsValue) -> Self {
        Self(journal)
    }

    pub(crate) async fn append(&self, append: &Append) -> Result<(), AppendTrouble> {
        let lock = append.lock.as_deref().map_or(JsValue::NULL, JsValue::from);
        let (key, entry) = (append.key.as_str().into(), append.entry.as_str().into());
        let written = self.waited("append", &[&key, &append.expected.into(), &entry, &lock]).await;
        let written = written.map_err(AppendTrouble::Journal)?;
        match written.as_string().as_deref() {
            Some("") => Ok(()),
            Some("taken") => Err(AppendTrouble::Taken),
            _ => Err(AppendTrouble::Behind),
        }
    }

    pub(crate) async fn read(&self) -> Result<Kept, JournalTrouble> {
        let read = self.waited("read", &[]).await?;
        let text = |pair: &Array, place| pair.get(place).as_string().unwrap_or_default();
        let rows = Array::from(&get(&read, "rows"));
        let rows = rows.iter().map(|pair| {
            let pair = Array::from(&pair);
            Row { key: text(&pair, 0), entry: text(&pair, 1) }
        });
        Ok(Kept { rows: rows.collect(), is_newer: get(&read, "isNewer").is_truthy() })
    }

    async fn waited(&self, method: &str, given: &[&JsValue]) -> Result<JsValue, JournalTrouble> {
        let promise = call(&self.0, method, given).map_err(|error| trouble(&error))?;
        JsFuture::from(promise.unchecked_into::<Promise>()).await.map_err(|error| trouble(&error))
    }
}

/// Why the journal cannot be used, by the name of what was thrown.
pub(crate) fn trouble(error: &JsValue) -> JournalTrouble {
    match name(error) {
        full if full == "QuotaExceededError" => JournalTrouble::Full,
        other => JournalTrouble::Unavailable(other),
    }
}
