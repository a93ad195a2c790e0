//! What may come into the project: licences, sources and versions of packages, by `deny.toml`.

use std::path::Path;

use super::step::{Finding, checks};
use crate::child::Job;
use crate::failure::Failure;
use crate::wasm::cargo_home;

/// What is judged without a database.
const KINDS: [&str; 3] = ["licenses", "bans", "sources"];

/// Runs cargo-deny over both lock files; over known holes, too, where a database of them is at hand.
pub(super) fn deny() -> Result<Finding, Failure> {
    let holes = has_database();
    let mut jobs = Vec::new();
    for (name, manifest) in [("deny", "Cargo.toml"), ("deny-fuzz", "fuzz/Cargo.toml")] {
        let words =
            ["--workspace", "--manifest-path", manifest, "--config", "deny.toml", "--locked"];
        jobs.push(Job::new(name, "cargo-deny", &[&words[..], &["check"], &KINDS].concat()));
        if holes {
            // Nothing is fetched: the database is as old as its clone.
            let words = [&words[..], &["--offline", "check", "advisories"]].concat();
            jobs.push(Job::new(&format!("{name}-advisories"), "cargo-deny", &words));
        }
    }
    let mut finding = checks(jobs)?;
    if !holes && finding.is_good() {
        finding.shown = Some(
            "    known holes were left out: `cargo deny fetch` gets their database".to_owned(),
        );
    }
    Ok(finding)
}

/// Whether a clone of the advisory database lies where cargo-deny looks for it.
fn has_database() -> bool {
    cargo_home().is_some_and(|home| holds_a_clone(&home.join("advisory-dbs")))
}

/// A clone is a folder of its own: beside it lies a lock file, which a mere attempt leaves behind.
fn holds_a_clone(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| entry.path().join(".git").exists())
}

#[cfg(test)]
mod tests {
    use super::holds_a_clone;

    #[test]
    fn a_lock_file_is_no_database() {
        let own = std::env::temp_dir().join(format!("reprise-advisories-{}", std::process::id()));
        assert!(!holds_a_clone(&own), "no folder at all");
        std::fs::create_dir_all(&own).unwrap();
        std::fs::write(own.join("db.lock"), "").unwrap();
        assert!(!holds_a_clone(&own), "a lock file alone");
        std::fs::create_dir_all(own.join("advisory-db-0/.git")).unwrap();
        assert!(holds_a_clone(&own));
        std::fs::remove_dir_all(own).unwrap();
    }
}
