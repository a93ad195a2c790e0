//! The built page behind the server.
#![cfg(feature = "server")]
#![allow(clippy::unwrap_used, reason = "a broken test may panic")]

mod server;

use server::{Server, folder};
use std::fs;

const HASHED: &str = "app-0123456789abcdef_bg.wasm";

fn served(name: &str) -> Server {
    let site = folder(name);
    for (file, text) in [
        ("index.html", "<!doctype html>page"),
        ("config.json", r#"{"from":"site"}"#),
        ("style.css", "body{}"),
        (HASHED, "wasm"),
        ("app-0123456789abcdef_bg.wasm.br", "brotli"),
    ] {
        fs::write(site.join(file), text).unwrap();
    }
    let config = site.join("other-config.json");
    fs::write(&config, r#"{"from":"flag"}"#).unwrap();
    let flags = ["--site", site.to_str().unwrap(), "--operator", "Ada"];
    if name == "site-config" {
        Server::start(&[&flags[..], &["--config", config.to_str().unwrap()]].concat())
    } else {
        Server::start(&flags)
    }
}

#[test]
fn deep_links_give_the_page_and_missing_files_do_not() {
    let server = served("site-links");
    for path in ["/", "/t/sandbox/tasks/2770", "/index.html", "/t/a.b/tasks"] {
        let (head, body) = server.ask(&format!("GET {path}"), &[]);
        assert!(head.starts_with("http/1.1 200"), "{path}: {head}");
        assert!(head.contains("cache-control: no-store"), "{path}: {head}");
        assert!(head.contains("content-type: text/html"), "{path}: {head}");
        assert_eq!(body, b"<!doctype html>page");
    }
    let (head, _) = server.ask("GET /missing-0123456789abcdef.js", &[]);
    assert!(head.starts_with("http/1.1 404"), "{head}");
    assert!(!head.contains("immutable"), "{head}");
    assert!(server.ask("POST /t/sandbox", &[]).0.starts_with("http/1.1 405"));
    assert!(server.ask("GET /../Cargo.toml", &[]).0.starts_with("http/1.1 4"));
}

#[test]
fn files_with_a_hash_are_kept_for_a_year() {
    let server = served("site-files");
    let (head, body) = server.ask(&format!("GET /{HASHED}"), &[]);
    assert!(head.contains("content-type: application/wasm"), "{head}");
    assert!(head.contains("cache-control: public, max-age=31536000, immutable"), "{head}");
    assert_eq!(body, b"wasm");
    let (head, body) = server.ask(&format!("GET /{HASHED}"), &["Accept-Encoding: br, gzip"]);
    assert!(head.contains("content-encoding: br"), "{head}");
    assert_eq!(body, b"brotli");
    assert!(!server.ask("GET /style.css", &[]).0.contains("immutable"));
}

#[test]
fn the_configuration_names_the_operator() {
    for (name, from) in [("site-own-config", "site"), ("site-config", "flag")] {
        let (head, body) = served(name).ask("GET /config.json", &[]);
        assert!(head.contains("x-operator: ada"), "{head}");
        assert!(head.contains("cache-control: no-store"), "{head}");
        assert_eq!(body, format!(r#"{{"from":"{from}"}}"#).as_bytes());
    }
}

#[test]
fn the_api_is_not_shadowed_by_the_page() {
    let server = served("site-api");
    assert!(server.ask("GET /api/nowhere/workflows/tasks", &[]).0.starts_with("http/1.1 404"));
    assert!(server.ask("GET /api/sandbox/workflows/tasks/2771", &[]).0.starts_with("http/1.1 200"));
    assert!(server.ask("GET /workflows", &[]).0.starts_with("http/1.1 401"));
}

#[test]
fn a_proof_of_keys_is_served_only_where_they_are_honoured() {
    let site = folder("site-keys");
    fs::write(site.join("index.html"), "<!doctype html>page").unwrap();
    let proven = r#"{"salt":"s","environments":[{"id":"a","keys":{"version":1}},{"id":"b"}]}"#;
    fs::write(site.join("config.json"), proven).unwrap();
    let flags = ["--site", site.to_str().unwrap()];
    let plain = Server::start(&flags).ask("GET /config.json", &[]);
    assert_eq!(plain.1, proven.as_bytes());
    for keys in ["ignored", "per-client"] {
        let server = Server::start(&[&flags[..], &["--keys", keys]].concat());
        let (head, body) = server.ask("GET /config.json", &[]);
        assert!(head.contains("content-type: application/json"), "{head}");
        let expected = proven.replace(r#"{"version":1}"#, r#""unproven""#);
        assert_eq!(String::from_utf8(body).unwrap(), expected, "{keys}");
    }
}
