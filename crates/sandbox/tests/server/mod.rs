//! The server as a process, and a client that sees every byte of the line.

#![allow(dead_code, unreachable_pub, reason = "shared by two test files")]
#![allow(clippy::unwrap_used, reason = "a broken test may panic")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

/// The server; it ends with the test.
pub struct Server {
    process: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub fn command(flags: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reprise-sandbox"));
    command.args(flags);
    command
}

/// Runs the server where it cannot start.
pub fn refused(flags: &[&str]) -> Output {
    command(flags).output().unwrap()
}

/// An empty folder for this test alone.
pub fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

impl Server {
    pub fn start(flags: &[&str]) -> Self {
        let mut process =
            command(&["--port", "0"]).args(flags).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").unwrap().to_owned();
        Self { process, address }
    }

    pub fn port(&self) -> &str {
        self.address.rsplit(':').next().unwrap()
    }

    /// Sends one request and reads whatever comes until the line closes. Nothing at all is
    /// an empty answer; `None` means that the line was still open after `patience`.
    pub fn bytes(&self, request: &str, headers: &[&str], patience: Duration) -> Option<Vec<u8>> {
        let mut line = TcpStream::connect(&self.address).unwrap();
        line.set_read_timeout(Some(patience)).unwrap();
        let headers: Vec<String> = headers.iter().map(|line| format!("{line}\r\n")).collect();
        let headers = headers.concat();
        let text =
            format!("{request} HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n{headers}\r\n");
        line.write_all(text.as_bytes()).unwrap();
        let mut answer = Vec::new();
        line.read_to_end(&mut answer).is_ok().then_some(answer)
    }

    /// Head (in lower case) and body of an answer that must come.
    pub fn ask(&self, request: &str, headers: &[&str]) -> (String, Vec<u8>) {
        let answer = self.bytes(request, headers, Duration::from_secs(20)).unwrap();
        let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
        let (head, body) = answer.split_at(end + 4);
        (String::from_utf8_lossy(head).to_lowercase(), body.to_vec())
    }

    pub fn text(&self, request: &str) -> String {
        String::from_utf8(self.ask(request, &[]).1).unwrap()
    }
}
