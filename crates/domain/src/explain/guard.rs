//! What is said where an environment may only be read.

use super::{Notice, Tone};
use crate::desk::guard::Bar;

/// Why nothing may be sent that changes something.
#[must_use]
pub const fn why_barred(bar: Bar) -> &'static str {
    match bar {
        Bar::Disarmed => "Production can only be read until you arm it, on top of the page.",
        Bar::ReadOnly => {
            "This environment can only be read: config.json says so (\"readOnly\"). Nothing is rerun or stopped from here."
        }
        Bar::NoPermission => {
            "Zuora does not let this user do it (403): the permission Workflow Run Access is missing, or the entity is not the user's. Have it granted, then reload this page."
        }
        Bar::ServiceWorker => {
            "Another application's service worker controls this page: nothing is sent, and what is read proves nothing. What to do stands on top of the page."
        }
        Bar::OldConfig => {
            "config.json has changed since this page was loaded. Nothing was sent: reload this page."
        }
        Bar::OtherTenant => {
            "A rerun is not settled that was decided when this environment stood for another Zuora tenant. Nothing is sent or read for it here. Have the former \"tenant\" put back into config.json, and give the new one an environment of its own."
        }
    }
}

/// What about the page itself bars every write, on top of each page; `None` when nothing does.
#[must_use]
pub fn page_notice(bar: Option<Bar>) -> Option<Notice> {
    let (headline, detail, advice) = match bar? {
        Bar::ServiceWorker => (
            "Reruns are off: a service worker stands before this page.",
            "It was left by another application of this site. It may answer from its own store, or send a request twice: nothing is rerun or stopped from here, and what is read proves nothing.",
            "Reload with Shift held down (Ctrl+Shift+R, on a Mac Cmd+Shift+R). If this stays, have who hosts this site remove that service worker.",
        ),
        Bar::OldConfig => (
            "Reruns are off: config.json has changed.",
            "This page was loaded with another one: its tenants, addresses and keys may be others now. Nothing is sent.",
            "Reload this page.",
        ),
        Bar::Disarmed | Bar::ReadOnly | Bar::OtherTenant | Bar::NoPermission => return None,
    };
    Some(Notice::new(Tone::Bad, headline, detail, advice))
}

/// Beside the switch, while production is not armed.
pub const DISARMED: &str = "Production, reading only";

/// In its place where the configuration allows nothing else.
pub const READ_ONLY: &str = "Reading only";

/// Beside the switch, while production is armed. `until` is in words.
#[must_use]
pub fn armed(until: &str) -> String {
    format!("Armed until {until}")
}
