//! What about the page itself bars every write, whatever the environment: somebody else's service
//! worker in front of it, or a configuration that is no longer the one it was loaded with.

use super::guard::Bar;
use super::{Effect, Model};
use crate::api::{Outcome, Silence};
use crate::explain::guard::why_barred;

/// What is known of the page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Page {
    /// Whether a service worker controls it. Reprise has none: it is an earlier application's.
    has_worker: bool,
    /// Whether `config.json` is another text than the one that was loaded.
    is_outdated: bool,
}

impl Model {
    /// Why this page may send nothing that changes something; `None` when it may.
    #[must_use]
    pub const fn page_bar(&self) -> Option<Bar> {
        match self.page {
            Page { has_worker: true, .. } => Some(Bar::ServiceWorker),
            Page { is_outdated: true, .. } => Some(Bar::OldConfig),
            Page { .. } => None,
        }
    }

    /// A service worker took the page over, or let it go.
    pub(super) fn worker_seen(&mut self, has_worker: bool) -> Vec<Effect> {
        let before = std::mem::replace(&mut self.page.has_worker, has_worker);
        if has_worker && !before { self.say_page_bar() } else { Vec::new() }
    }

    /// `config.json` has changed. That stays so until the page is loaded anew: its keys, locks and
    /// addresses are those of the former text.
    pub(super) fn config_changed(&mut self) -> Vec<Effect> {
        let before = std::mem::replace(&mut self.page.is_outdated, true);
        if before { Vec::new() } else { self.say_page_bar() }
    }

    fn say_page_bar(&self) -> Vec<Effect> {
        let said = self.page_bar().map(why_barred).map(str::to_owned);
        said.map(|text| Effect::Announce { text, urgent: true }).into_iter().collect()
    }

    /// What a reading proves of a rerun: nothing while a service worker controls the page, for it
    /// may have come out of that one's store; nor where it may be another tenant's by now.
    pub(super) fn proven(&self, outcome: Outcome) -> Outcome {
        match self.page_bar() {
            Some(bar) => Err(Silence::Withheld(why_barred(bar).to_owned())),
            None => outcome,
        }
    }

    /// Whether a reading that the page shows tells of its reruns, too.
    pub(super) const fn is_evidence(&self) -> bool {
        self.page_bar().is_none()
    }
}
