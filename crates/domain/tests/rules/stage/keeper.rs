//! A journal's keeper in memory: what IndexedDB does for the page.

use std::collections::BTreeMap;

use reprise_domain::journal::{Append, AppendTrouble, JournalTrouble, Kept, Row};

/// Everything that survives a crash of the pages that share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keeper {
    pub(crate) rows: Vec<Row>,
    /// For each key: how many entries, and the lock it holds.
    intents: BTreeMap<String, (u32, Option<String>)>,
    /// Why nothing can be written, if that is so.
    pub(crate) trouble: Option<JournalTrouble>,
}

impl Keeper {
    pub(crate) fn append(&mut self, append: &Append) -> Result<(), AppendTrouble> {
        if let Some(trouble) = &self.trouble {
            return Err(AppendTrouble::Journal(trouble.clone()));
        }
        let key = append.key.as_str();
        if self.intents.get(key).map_or(0, |(seq, _)| *seq) != append.expected {
            return Err(AppendTrouble::Behind);
        }
        let others = self.intents.iter().filter(|(own, _)| *own != key);
        if append.lock.is_some() && others.into_iter().any(|(_, (_, lock))| *lock == append.lock) {
            return Err(AppendTrouble::Taken);
        }
        self.intents.insert(key.to_owned(), (append.expected + 1, append.lock.clone()));
        self.rows.push(Row { key: key.to_owned(), entry: append.entry.clone() });
        Ok(())
    }

    pub(crate) fn read(&self) -> Result<Kept, JournalTrouble> {
        let rows = self.rows.clone();
        match &self.trouble {
            None | Some(JournalTrouble::Full) => Ok(rows.into()),
            Some(JournalTrouble::Newer) => Ok(Kept { rows, is_newer: true }),
            Some(trouble) => Err(trouble.clone()),
        }
    }

    /// The locks that are held.
    pub(crate) fn locks(&self) -> Vec<&str> {
        self.intents.values().filter_map(|(_, lock)| lock.as_deref()).collect()
    }
}
