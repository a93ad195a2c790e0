//! The line itself: answers, cuts and silence over a real socket.
#![cfg(feature = "server")]
#![allow(clippy::unwrap_used, reason = "a broken test may panic")]

mod server;

use server::{Server, folder, refused};
use std::fs;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(20);

#[test]
fn the_published_task_comes_over_the_line() {
    let server = Server::start(&[]);
    let (head, body) = server.ask("GET /api/sandbox/workflows/tasks/2771", &[]);
    assert!(head.starts_with("http/1.1 200"));
    assert!(head.contains("cache-control: no-store"));
    assert_eq!(body, include_bytes!("task-2771.json"));
    assert!(server.ask("GET /workflows/tasks/2771", &[]).0.starts_with("http/1.1 401"));
}

#[test]
fn more_than_1000_bytes_are_compressed_if_asked_for() {
    let server = Server::start(&[]);
    let gzip = ["Accept-Encoding: gzip"];
    let (head, _) = server.ask("GET /api/sandbox/workflows/tasks/2770", &gzip);
    assert!(head.contains("content-encoding: gzip"), "{head}");
    let (head, _) = server.ask("GET /api/sandbox/workflows/tasks/1303", &gzip);
    assert!(!head.contains("content-encoding"), "{head}");
    let (head, _) = server.ask("GET /api/sandbox/workflows/tasks/2770", &[]);
    assert!(!head.contains("content-encoding"), "{head}");
}

#[test]
fn a_lost_answer_is_not_one_byte_and_can_be_asked_for_again() {
    let server = Server::start(&[]);
    let rerun = "POST /api/sandbox/workflows/tasks/9001/rerun";
    let key = ["Idempotency-Key: k"];
    assert_eq!(server.bytes(rerun, &key, SOON), Some(Vec::new()));
    // As a browser repeats it by itself, at once: the line is still down.
    assert_eq!(server.bytes(rerun, &key, SOON), Some(Vec::new()));
    std::thread::sleep(Duration::from_millis(1_100));
    let (head, _) = server.ask(rerun, &key);
    assert!(head.starts_with("http/1.1 200"));
    assert_eq!(server.text("GET /_sandbox/executions").matches("9001").count(), 1);
}

#[test]
fn a_cut_before_running_leaves_no_execution() {
    let server = Server::start(&[]);
    let rerun = "POST /api/sandbox/workflows/tasks/9002/rerun";
    assert_eq!(server.bytes(rerun, &["Idempotency-Key: k"], SOON), Some(Vec::new()));
    assert_eq!(server.text("GET /_sandbox/executions"), "[]");
}

#[test]
fn a_hang_keeps_the_line_open_without_a_byte() {
    let server = Server::start(&[]);
    let rerun = "POST /api/sandbox/workflows/tasks/9003/rerun";
    assert_eq!(server.bytes(rerun, &["Idempotency-Key: k"], Duration::from_millis(500)), None);
    assert!(server.text("GET /_sandbox/executions").contains("9003"));
}

#[test]
fn executions_are_kept_in_a_file() {
    let log = folder("execution-log").join("executions.jsonl");
    let server = Server::start(&["--log", log.to_str().unwrap()]);
    server.ask("POST /api/sandbox/workflows/tasks/2770/rerun", &["Idempotency-Key: k"]);
    server.ask("POST /api/sandbox/workflows/tasks/2770/rerun", &["Idempotency-Key: k"]);
    server.ask("POST /_sandbox/reset", &["Content-Length: 0"]);
    server.ask("POST /api/production/workflows/tasks/2770/rerun", &["Idempotency-Key: k"]);
    let lines = fs::read_to_string(&log).unwrap();
    let tenants: Vec<String> = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["tenant"].to_string())
        .collect();
    assert_eq!(tenants, ["\"sandbox\"", "\"rehearsal\""]);
}

#[test]
fn what_cannot_start_says_why_in_one_line() {
    let server = Server::start(&[]);
    for (flags, word) in [
        (["--port", server.port()], "in use"),
        (["--site", "no-such-folder"], "does not exist"),
        (["--anchor", "yesterday"], "YYYY-MM-DD"),
        (["--keys", "maybe"], "honoured, ignored, per-client"),
        (["--rerun", "maybe"], "same-id, new-id, keeps-times"),
        (["--lag", "soon"], "--lag"),
    ] {
        let output = refused(&flags);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(word), "{told}");
        assert!(output.stdout.is_empty());
    }
}
