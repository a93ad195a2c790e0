//! `cargo xtask demo --debug`: Trunk rebuilds and reloads the page while the sandbox answers it.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, ExitCode};
use std::thread;
use std::time::Duration;

use super::{open, welcome};
use crate::cli::DemoOptions;
use crate::failure::Failure;
use crate::log::Log;
use crate::sandbox::{self, Sandbox};
use crate::{child, interrupt, page, tree};

/// What the sandbox answers and Trunk must therefore pass on.
const PROXIED: [&str; 4] = ["/api/", "/_sandbox/", "/oauth/", "/workflows/"];

/// What changes without changing the page. Trunk refuses paths that are not there, and a fresh
/// checkout has few of them; hence not in the project's own settings.
const UNWATCHED: [&str; 7] =
    ["target", "dist", ".tools", "docs", "tests", "xtask", "crates/sandbox"];

/// Serves the debug page until Ctrl-C.
pub(super) fn run(options: &DemoOptions) -> Result<ExitCode, Failure> {
    println!("Building the sandbox.");
    sandbox::build()?;
    // Beside the release page and not over it.
    let site = tree::own().join("debug-page");
    fs::create_dir_all(&site)
        .map_err(|error| Failure::new(format!("{} cannot be made: {error}.", site.display())))?;
    let sandbox = Sandbox::start(0, &site)?;
    let settings = write_settings(sandbox.address())?;

    let port = options.port.to_string();
    let (index, settings, site) = (tree::root().join("index.html"), settings, site);
    let (index, settings, site) =
        (index.to_string_lossy(), settings.to_string_lossy(), site.to_string_lossy());
    let arguments = ["--config", &*settings, "serve", &*index, "--dist", &*site, "--port", &*port];
    let (mut trunk, log) = page::trunk("serve-page", &arguments).start()?;
    welcome(&format!("http://127.0.0.1:{port}"));
    println!(
        "The page is being built; it reloads by itself. Changes of the sandbox need a restart."
    );
    if options.open {
        open::page(&format!("http://127.0.0.1:{port}"));
    }
    let ended = follow(&mut trunk, &log);
    child::end(&mut trunk);
    if ended? { Err(Failure::new("Trunk ended by itself.")) } else { Ok(ExitCode::SUCCESS) }
}

/// Shows what Trunk prints as it comes, for compiler errors are what a developer waits for; says
/// whether Trunk ended before the person stopped it.
fn follow(trunk: &mut Child, log: &Log) -> Result<bool, Failure> {
    let mut shown = 0;
    loop {
        let ended = child::status_of(trunk)?.is_some();
        let text = log.text();
        print!("{}", text.get(shown..).unwrap_or_default());
        shown = text.len();
        if ended || interrupt::was_asked() {
            println!("\nStopped.");
            return Ok(ended && !interrupt::was_asked());
        }
        thread::sleep(Duration::from_millis(200));
    }
}

/// Trunk takes one proxy on the command line and several only from a file: the project's settings
/// with the proxies added.
fn write_settings(sandbox: &str) -> Result<PathBuf, Failure> {
    let ours = fs::read_to_string(tree::root().join("Trunk.toml")).unwrap_or_default();
    let path = tree::own().join("Trunk.toml");
    fs::write(&path, with_proxies(&ours, sandbox))
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}.", path.display())))?;
    Ok(path)
}

fn with_proxies(settings: &str, sandbox: &str) -> String {
    let proxies = PROXIED.map(|path| {
        format!("\n[[proxies]]\nbackend = \"{sandbox}{path}\"\nno_system_proxy = true\n")
    });
    format!("{}{}{}", without_watch(settings), watch(), proxies.concat())
}

/// The settings without their `[watch]` table, whose paths would be read from another directory.
fn without_watch(settings: &str) -> String {
    let mut inside = false;
    let mut kept = String::new();
    for line in settings.lines() {
        if line.starts_with('[') {
            inside = line.trim() == "[watch]";
        }
        if !inside {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

fn watch() -> String {
    let paths = UNWATCHED.iter().map(|path| tree::root().join(path)).filter(|path| path.exists());
    // Single quotes: TOML then takes the backslashes of a path as they are.
    let quoted: Vec<String> = paths.map(|path| format!("'{}'", path.display())).collect();
    format!("\n[watch]\nignore = [{}]\n", quoted.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_of_the_sandbox_is_passed_on() {
        let settings = with_proxies("[build]\n", "http://127.0.0.1:9");
        assert!(settings.starts_with("[build]\n"));
        assert_eq!(settings.matches("[[proxies]]").count(), PROXIED.len());
        assert!(settings.contains("backend = \"http://127.0.0.1:9/_sandbox/\""));
    }

    #[test]
    fn the_paths_of_the_projects_own_watch_table_are_dropped() {
        let ours = "[build]\na = 1\n[watch]\nignore = [\n\"docs\"]\n[serve]\nb = 2\n";
        assert_eq!(without_watch(ours), "[build]\na = 1\n[serve]\nb = 2\n");
    }
}
