//! What is said where an environment may only be read.

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
        Bar::OtherTenant => {
            "A rerun is not settled that was decided when this environment stood for another Zuora tenant. Nothing is sent or read for it here. Have the former \"tenant\" put back into config.json, and give the new one an environment of its own."
        }
    }
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
