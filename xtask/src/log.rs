//! What a child printed, kept in a file: quiet while all is well, at hand when it is not.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::tree;

/// Enough to hold the longest line anyone wants to see while waiting.
const GLANCE_BYTES: u64 = 2_000;

/// A log file under `target/xtask/`.
#[derive(Debug, Clone)]
pub(crate) struct Log {
    path: PathBuf,
}

impl Log {
    /// Starts the log `name` anew and opens it for a child to write to.
    pub(crate) fn start(name: &str) -> Result<(Self, File), Failure> {
        let path = tree::own().join(format!("{name}.log"));
        let file = fs::create_dir_all(tree::own())
            .and_then(|()| File::options().create(true).write(true).truncate(true).open(&path))
            // Reopened for appending: standard output and standard error share the file, and
            // neither may write over what the other wrote.
            .and_then(|_| File::options().append(true).open(&path))
            .map_err(|error| {
                Failure::new(format!("{} cannot be written: {error}.", path.display()))
            })?;
        Ok((Self { path }, file))
    }

    /// Where the log lies.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// All that was printed.
    pub(crate) fn text(&self) -> String {
        fs::read(&self.path)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }

    /// The last `count` lines, indented under whatever announces them.
    pub(crate) fn tail(&self, count: usize) -> String {
        let text = self.text();
        let lines: Vec<&str> = text.lines().collect();
        let skipped = lines.len().saturating_sub(count);
        let shown: Vec<String> =
            lines.iter().skip(skipped).map(|line| format!("    {line}")).collect();
        format!("{}\n    (all of it: {})", shown.join("\n"), self.path.display())
    }

    /// The last line so far that says anything, for the person who waits.
    pub(crate) fn last_line(&self) -> String {
        let text = self.glance().unwrap_or_default();
        let line = text.lines().rev().map(str::trim).find(|line| !line.is_empty());
        line.unwrap_or_default().chars().filter(|letter| !letter.is_control()).take(70).collect()
    }

    fn glance(&self) -> io::Result<String> {
        let mut file = File::open(&self.path)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(GLANCE_BYTES)))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}
