//! The servers of the demonstration: started, waited for, and ended with it.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Child;
use std::thread;
use std::time::Duration;

use crate::child::{self, Job};
use crate::failure::Failure;
use crate::interrupt;
use crate::log::Log;
use crate::wait::Wait;

/// A server answers soon or not at all.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server, ended when it is dropped.
#[derive(Debug)]
pub(super) struct Server {
    name: &'static str,
    child: Child,
    log: Log,
}

impl Server {
    /// The gateway, as `deploy/README.md` says to start it.
    pub(super) fn envoy(program: &Path, configuration: &str) -> Result<Self, Failure> {
        let words = ["-c", configuration, "-l", "warning", "--concurrency", "1"];
        let quiet = ["--component-log-level", "credential_injector:off"];
        let more = ["--file-flush-interval-msec", "1000", "--disable-hot-restart"];
        Self::start("envoy", program, &[&words[..], &quiet, &more].concat())
    }

    /// The host in front, with everything it writes in `folder`.
    pub(super) fn nginx(program: &Path, folder: &Path, file: &str) -> Result<Self, Failure> {
        Self::start("nginx", program, &["-p", &folder.to_string_lossy(), "-c", file])
    }

    fn start(name: &'static str, program: &Path, words: &[&str]) -> Result<Self, Failure> {
        let (child, log) = Job::new(name, &program.to_string_lossy(), words).start()?;
        Ok(Self { name, child, log })
    }

    /// Waits until it is as it should be.
    pub(super) fn await_status(&mut self, is_ready: impl Fn() -> bool) -> Result<(), Failure> {
        let wait = Wait::start();
        while wait.elapsed() < PATIENCE && !interrupt::was_asked() {
            if is_ready() {
                return Ok(());
            }
            self.require()?;
            thread::sleep(Duration::from_millis(50));
        }
        Err(Failure::new(format!("{} is not ready:\n{}", self.name, self.log.tail(20))))
    }

    /// Fails when it has ended.
    pub(super) fn require(&mut self) -> Result<(), Failure> {
        match child::status_of(&mut self.child)? {
            None => Ok(()),
            Some(status) => {
                let (name, tail) = (self.name, self.log.tail(20));
                Err(Failure::new(format!("{name} ended by itself ({status}):\n{tail}")))
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        child::end(&mut self.child);
    }
}

/// A port of this machine that nobody listens on.
pub(super) fn free_port() -> Result<u16, Failure> {
    let listener = TcpListener::bind(("127.0.0.1", 0));
    let address = listener.and_then(|listener| listener.local_addr());
    address
        .map(|address| address.port())
        .map_err(|error| Failure::new(format!("No port is free on this machine: {error}.")))
}

/// The status by which a server on this machine answers; `None` when it does not.
pub(super) fn status(port: u16, path: &str, headers: &[&str]) -> Option<u16> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    let mut lines = headers.to_vec();
    if !headers.iter().any(|header| header.starts_with("Host: ")) {
        lines.push("Host: 127.0.0.1");
    }
    lines.push("Connection: close");
    let request = format!("GET {path} HTTP/1.1\r\n{}\r\n\r\n", lines.join("\r\n"));
    stream.write_all(request.as_bytes()).ok()?;
    let mut head = [0; 12];
    stream.read_exact(&mut head).ok()?;
    std::str::from_utf8(&head).ok()?.strip_prefix("HTTP/1.1 ")?.parse().ok()
}
