//! `config.json` is missing, unreachable or broken.

use super::{Notice, Tone};
use crate::config::ConfigTrouble;

/// Where the file is described.
const SEE: &str = "docs/hosting.md shows a whole one.";

/// The file is not there, or the answer is no JSON at all.
#[must_use]
pub fn config_missing(status: Option<u16>) -> Notice {
    let detail = match status {
        Some(status) => format!("The host answered {status} to the request for config.json."),
        None => "The request for config.json got no answer.".to_owned(),
    };
    let advice = format!("Put a file config.json beside index.html and reload. {SEE}");
    Notice::new(Tone::Bad, "This page has no config.json.", &detail, &advice)
}

/// The file is there and cannot be used.
#[must_use]
pub fn config_broken(trouble: &ConfigTrouble) -> Notice {
    let headline = format!("config.json cannot be used: line {}.", trouble.line);
    let detail = format!("Line {}, column {}: {}.", trouble.line, trouble.column, trouble.what);
    Notice::new(Tone::Bad, &headline, &detail, &format!("Mend that line and reload. {SEE}"))
}
