//! The sandbox server: built by Cargo, started on a port of this machine.

use std::net::TcpListener;
use std::path::Path;
use std::process::Child;
use std::thread;
use std::time::Duration;

use crate::child::{self, Job};
use crate::failure::Failure;
use crate::interrupt;
use crate::log::Log;
use crate::tree;
use crate::wait::Wait;

const BUILD: [&str; 7] =
    ["build", "--package", "reprise-sandbox", "--features", "server", "--bin", "reprise-sandbox"];

/// A server starts at once or not at all.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running sandbox, ended when it is dropped.
#[derive(Debug)]
pub(crate) struct Sandbox {
    child: Child,
    log: Log,
    address: String,
}

/// Compiles the server; Cargo knows whether there is anything to do.
pub(crate) fn build() -> Result<(), Failure> {
    Job::cargo("build-sandbox", &BUILD).require().map(drop)
}

/// The compiled server.
pub(crate) fn program() -> std::path::PathBuf {
    let name = format!("reprise-sandbox{}", std::env::consts::EXE_SUFFIX);
    tree::target().join("debug").join(name)
}

/// Whether a server could listen on `port` here.
pub(crate) fn is_free(port: u16) -> bool {
    TcpListener::bind(("127.0.0.1", port)).is_ok()
}

impl Sandbox {
    /// Starts the server on `port` (0: any free one) with the page in `site`.
    pub(crate) fn start(port: u16, site: &Path) -> Result<Self, Failure> {
        let (port, site) = (port.to_string(), site.to_string_lossy());
        Self::start_with(&["--port", &port, "--site", &site])
    }

    /// Starts it on a free port as Zuora itself is: without the page, demanding a token.
    pub(crate) fn start_guarded() -> Result<Self, Failure> {
        Self::start_with(&["--port", "0", "--require-token"])
    }

    fn start_with(arguments: &[&str]) -> Result<Self, Failure> {
        let program = program();
        let (child, log) = Job::new("sandbox", &program.to_string_lossy(), arguments).start()?;
        let mut sandbox = Self { child, log, address: String::new() };
        sandbox.address = sandbox.await_address()?;
        Ok(sandbox)
    }

    /// The address the server said it listens on.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// What the server prints.
    pub(crate) fn log(&self) -> &Log {
        &self.log
    }

    /// Waits until the server ends or the person stops it.
    pub(crate) fn stay(&mut self) -> Result<(), Failure> {
        while !interrupt::was_asked() {
            if let Some(status) = child::status_of(&mut self.child)? {
                let tail = self.log.tail(20);
                return Err(Failure::new(format!(
                    "The sandbox ended by itself ({status}):\n{tail}"
                )));
            }
            thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    fn await_address(&mut self) -> Result<String, Failure> {
        let wait = Wait::start();
        while wait.elapsed() < PATIENCE && !interrupt::was_asked() {
            if let Some(address) = address_in(&self.log.text()) {
                return Ok(address);
            }
            if child::status_of(&mut self.child)?.is_some() {
                break;
            }
            thread::sleep(Duration::from_millis(20));
        }
        Err(Failure::new(format!("The sandbox did not start:\n{}", self.log.tail(20))))
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        child::end(&mut self.child);
    }
}

/// The address in the line by which the server says that it is ready.
fn address_in(text: &str) -> Option<String> {
    // Only a whole line: half an address would be a wrong one.
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let line = whole.lines().find_map(|line| line.split_once("listening on "))?.1;
    line.split_whitespace().next().map(|address| address.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_taken_from_a_whole_line() {
        let ready = "starting\nlistening on http://127.0.0.1:8080\n";
        assert_eq!(address_in(ready).as_deref(), Some("http://127.0.0.1:8080"));
        assert_eq!(address_in("listening on http://127.0.0.1:80"), None);
        assert_eq!(address_in("starting\n"), None);
    }
}
