//! What may come into the project: licences, sources and versions of packages, by `deny.toml`.

use super::advisories;
use super::step::{Finding, checks};
use crate::child::Job;
use crate::failure::Failure;

/// What is judged without a database.
const KINDS: [&str; 3] = ["licenses", "bans", "sources"];

/// Runs cargo-deny over both lock files; over known holes, too, where a database of them is at hand.
pub(super) fn deny() -> Result<Finding, Failure> {
    let database = advisories::database();
    let mut jobs = Vec::new();
    for (name, manifest) in [("deny", "Cargo.toml"), ("deny-fuzz", "fuzz/Cargo.toml")] {
        let words =
            ["--workspace", "--manifest-path", manifest, "--config", "deny.toml", "--locked"];
        jobs.push(Job::new(name, "cargo-deny", &[&words[..], &["check"], &KINDS].concat()));
        if database.is_some() {
            // Nothing is fetched: the database is as old as its clone.
            let words = [&words[..], &["--offline", "check", "advisories"]].concat();
            jobs.push(Job::new(&format!("{name}-advisories"), "cargo-deny", &words));
        }
    }
    let mut finding = checks(jobs)?;
    finding.warning = advisories::warning(database.as_deref().map(advisories::age));
    Ok(finding)
}
