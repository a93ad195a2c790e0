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
    let kinds = if holes {
        [&KINDS[..], &["advisories", "--disable-fetch"]].concat()
    } else {
        KINDS.to_vec()
    };
    let manifests = [("deny", "Cargo.toml"), ("deny-fuzz", "fuzz/Cargo.toml")];
    let jobs = manifests.map(|(name, manifest)| {
        let words = ["--manifest-path", manifest, "--config", "deny.toml", "--locked", "check"];
        Job::new(name, "cargo-deny", &[&words[..], &kinds].concat())
    });
    let mut finding = checks(jobs.into())?;
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
