//! `config.json` is missing, unreachable or broken, or is no longer the one that was loaded.

use super::{Notice, Tone};
use crate::config::ConfigTrouble;

/// Where the file is described.
const SEE: &str = "docs/hosting.md shows a whole one.";

/// Most mistakes that are told; what is beyond them is counted.
const MOST: usize = 20;

/// Why there is no file to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigSilence {
    /// No answer came: the connection broke, or the host leads to another site, as a sign-in does.
    NoAnswer,
    /// No whole answer came within so many seconds.
    TimedOut(u32),
    /// The host answered, and not with the file.
    Status(u16),
    /// A web page came with that status, which is no refusal.
    WebPage(u16),
}

/// The file could not be read when the page was opened.
#[must_use]
pub fn config_missing(silence: ConfigSilence) -> Notice {
    let put = format!("Put a file config.json beside index.html and reload. {SEE}");
    let (headline, advice) = match silence {
        ConfigSilence::Status(404 | 410) => ("This page has no config.json.", put.as_str()),
        // A host that gives its start page for every address answers so where the file is missing.
        ConfigSilence::WebPage(_) => (
            "A web page came instead of config.json.",
            "If you must sign in here, open this page anew and do so. If not, the file is missing: put config.json beside index.html and reload.",
        ),
        ConfigSilence::Status(401 | 403) => (
            "The host does not give config.json to you.",
            "Your sign-in may have ended: open this page anew and sign in. If it stays so, tell who hosts it.",
        ),
        ConfigSilence::Status(_) => (
            "The host cannot give config.json now.",
            "Wait a little and reload. If it stays so, tell who hosts this page.",
        ),
        ConfigSilence::NoAnswer | ConfigSilence::TimedOut(_) => (
            "config.json could not be fetched.",
            "Check your connection, and whether you are still signed in, then reload. If it stays so, tell who hosts this page.",
        ),
    };
    Notice::new(Tone::Bad, headline, &silence_line(silence), advice)
}

fn silence_line(silence: ConfigSilence) -> String {
    match silence {
        ConfigSilence::NoAnswer => "The request for config.json got no answer.".to_owned(),
        ConfigSilence::TimedOut(seconds) => {
            format!("The request for config.json got no whole answer within {seconds} seconds.")
        }
        ConfigSilence::Status(status) => {
            format!("The host answered {status} to the request for config.json.")
        }
        ConfigSilence::WebPage(status) => {
            format!("The host answered {status} to the request for config.json, with HTML.")
        }
    }
}

/// While it is read once more, before something is decided.
pub const READING_AGAIN: &str = "Reading config.json once more…";

/// The file could not be read once more, so what was confirmed was not done.
#[must_use]
pub fn config_unread(silence: ConfigSilence) -> String {
    let why = silence_line(silence);
    format!(
        "Nothing was sent: config.json is read once more before, and that failed. {why} Press again when it can be read."
    )
}

/// The file is there and cannot be used: all that is wrong, one mistake a line.
#[must_use]
pub fn config_broken(trouble: &ConfigTrouble) -> Notice {
    let all: Vec<_> = [trouble].into_iter().chain(&trouble.more).collect();
    let told = all
        .iter()
        .take(MOST)
        .map(|own| format!("Line {}, column {}: {}.", own.line, own.column, own.what));
    let mut lines: Vec<_> = told.collect();
    if let Some(beyond) = all.len().checked_sub(MOST).filter(|beyond| *beyond > 0) {
        lines.push(format!("And {beyond} more."));
    }
    let (headline, mend) = match all.len() {
        1 => (format!("config.json cannot be used: line {}.", trouble.line), "that line"),
        count => (format!("config.json cannot be used: {count} mistakes."), "these lines"),
    };
    Notice::new(Tone::Bad, &headline, &lines.join("\n"), &format!("Mend {mend} and reload. {SEE}"))
}
