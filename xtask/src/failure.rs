//! How a command ends when it cannot go on: one sentence, one exit code, no stack trace.

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

/// Why a command stopped, in words for the person at the terminal.
#[derive(Debug)]
pub(crate) struct Failure {
    sentence: String,
    code: u8,
}

impl Failure {
    /// Something was tried and went wrong.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), code: 1 }
    }

    /// A file or folder cannot be used.
    pub(crate) fn at(path: &Path, error: &std::io::Error) -> Self {
        Self::new(format!("{}: {error}.", path.display()))
    }

    /// Something is missing that this program must not or cannot install itself.
    ///
    /// Its own exit code lets a script tell "your machine lacks X" from "the project is broken".
    pub(crate) fn missing(what: &str, remedy: &str) -> Self {
        Self { sentence: format!("{what} is missing. To get it: {remedy}"), code: 2 }
    }

    /// The person pressed Ctrl-C.
    pub(crate) fn interrupted() -> Self {
        Self { sentence: "Stopped.".to_owned(), code: 130 }
    }

    /// Whether going on with later steps would go against what the person asked for.
    pub(crate) fn is_interruption(&self) -> bool {
        self.code == 130
    }

    /// The exit code of the whole program.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence)
    }
}
