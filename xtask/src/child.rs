//! Runs another program: its output in a log, the time it takes on the screen.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use crate::failure::Failure;
use crate::interrupt;
use crate::log::Log;
use crate::tools::path;
use crate::wait::{Wait, spoken};

/// Longer than any step takes on a small machine; a hanging one must not hold a build for ever.
const PATIENCE: Duration = Duration::from_mins(30);
/// How often a running child is looked at.
const GLANCE: Duration = Duration::from_millis(50);
/// How much of a log is worth showing after a failure.
const TAIL_LINES: usize = 60;

/// A program to run.
#[derive(Debug)]
pub(crate) struct Job {
    name: String,
    command: Command,
}

/// How a program ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// Whether it ended by itself and well.
    pub(crate) well: bool,
    /// What it printed.
    pub(crate) log: Log,
}

impl Job {
    /// `program` with `arguments`; `name` names the log.
    ///
    /// The programs installed for this project are found first.
    pub(crate) fn new(name: &str, program: &str, arguments: &[&str]) -> Self {
        let program = path::find(program).map_or_else(|| OsString::from(program), OsString::from);
        let mut command = Command::new(program);
        // Colours would hide the counts from whoever reads them out of the log.
        command.args(arguments).env("PATH", path::search()).env("CARGO_TERM_COLOR", "never");
        command.stdin(Stdio::null());
        Self { name: name.to_owned(), command }
    }

    /// Cargo itself.
    pub(crate) fn cargo(name: &str, arguments: &[&str]) -> Self {
        Self::new(name, "cargo", arguments)
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.command.env(name, value.into());
        self
    }

    /// Runs in `directory`.
    pub(crate) fn within(mut self, directory: &Path) -> Self {
        self.command.current_dir(directory);
        self
    }

    /// Starts the program and leaves it running.
    pub(crate) fn start(mut self) -> Result<(Child, Log), Failure> {
        let (log, file) = Log::start(&self.name)?;
        let twin = file.try_clone().map_err(|error| unstartable(&self.command, &error))?;
        let child = self.command.stdout(file).stderr(twin).spawn();
        child.map(|child| (child, log)).map_err(|error| unstartable(&self.command, &error))
    }

    /// Runs the program to its end.
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        let name = self.name.clone();
        let (mut child, log) = self.start()?;
        let mut wait = Wait::start();
        let status = loop {
            if let Some(status) = status_of(&mut child)? {
                break status;
            }
            if interrupt::was_asked() {
                end(&mut child);
                return Err(Failure::interrupted());
            }
            if wait.elapsed() > PATIENCE {
                end(&mut child);
                let time = spoken(PATIENCE);
                return Err(Failure::new(format!(
                    "{name} hung; ended after {time}.\n{}",
                    log.tail(TAIL_LINES)
                )));
            }
            wait.tick(|| log.last_line());
            thread::sleep(GLANCE);
        };
        wait.clear();
        // On a terminal Ctrl-C reaches the child too, and the child may be the faster to end.
        thread::sleep(if status.success() { Duration::ZERO } else { GLANCE });
        if interrupt::was_asked() {
            return Err(Failure::interrupted());
        }
        Ok(Ended { well: status.success(), log })
    }

    /// Runs the program to its end and takes anything but success for a failure.
    pub(crate) fn require(self) -> Result<Log, Failure> {
        let name = self.name.clone();
        let ended = self.run()?;
        if ended.well {
            Ok(ended.log)
        } else {
            Err(Failure::new(format!("{name} failed:\n{}", ended.tail())))
        }
    }
}

impl Ended {
    /// The end of what was printed, for the person who has to find out why.
    pub(crate) fn tail(&self) -> String {
        self.log.tail(TAIL_LINES)
    }
}

/// Ends a child and waits until it is gone.
pub(crate) fn end(child: &mut Child) {
    // Both fail only when the child is gone already, which is what is wanted.
    let _ = child.kill();
    let _ = child.wait();
}

/// How the child ended, if it has.
pub(crate) fn status_of(child: &mut Child) -> Result<Option<ExitStatus>, Failure> {
    child.try_wait().map_err(|error| Failure::new(format!("A child process is lost: {error}.")))
}

/// What `program` prints about itself, or nothing if it is not there or does not run.
pub(crate) fn answer_of(program: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn unstartable(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be started: {error}.", command.get_program().display()))
}
