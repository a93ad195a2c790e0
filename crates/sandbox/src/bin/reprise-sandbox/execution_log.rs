//! The file that keeps each execution.

use reprise_sandbox::Execution;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;

/// Appends executions as lines of JSON; without a file it does nothing.
#[derive(Debug)]
pub(crate) struct ExecutionLog {
    file: Option<File>,
    written: usize,
}

impl ExecutionLog {
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, String> {
        let file = match path {
            Some(path) => {
                let opened = OpenOptions::new().create(true).append(true).open(path);
                let opened = opened.map_err(|error| {
                    format!("The log file {} cannot be written: {error}.", path.display())
                })?;
                Some(opened)
            }
            None => None,
        };
        Ok(Self { file, written: 0 })
    }

    /// Writes what is new. After a reset the list starts again, the file goes on.
    pub(crate) fn keep(&mut self, executions: &[Execution]) {
        if executions.len() < self.written {
            self.written = 0;
        }
        for execution in executions.get(self.written..).unwrap_or_default() {
            if let (Some(file), Ok(line)) = (&mut self.file, serde_json::to_string(execution))
                && let Err(error) = writeln!(file, "{line}")
            {
                eprintln!("An execution could not be written to the log: {error}.");
            }
        }
        self.written = executions.len();
    }
}
