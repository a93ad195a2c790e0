//! What may come into the project: licences, sources and versions of packages, by `deny.toml`.

use super::step::{Finding, checks};
use crate::child::Job;
use crate::failure::Failure;
use crate::page::cargo_home;

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
    let folder = cargo_home().map(|home| home.join("advisory-dbs"));
    folder
        .and_then(|folder| std::fs::read_dir(folder).ok())
        .is_some_and(|mut own| own.next().is_some())
}
