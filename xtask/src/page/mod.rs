//! The release page, built when one of its inputs has changed: the program by this program, because
//! it is split on the way, the document around it by Trunk.

pub(crate) mod budget;
mod document;
mod fingerprint;
mod integrity;
mod names;
mod program;
mod purity;
mod remap;
mod twins;

pub(crate) use remap::{cargo_home, registries as sources};

use std::fs;

use crate::child::Job;
use crate::failure::Failure;
use crate::tree;
use fingerprint::Fingerprint;

/// Builds the page into `dist/`, unless `dist/` already holds the page of these inputs.
pub(crate) fn build() -> Result<(), Failure> {
    if Fingerprint::stored().is_some_and(|stored| stored == Fingerprint::now()) {
        println!("The page in dist/ is up to date.");
        return Ok(());
    }
    println!("Building the page (a minute or two; the first time three).");
    let (dist, work) = (tree::dist(), tree::own().join("page"));
    // Nothing of an earlier build may be taken for a part of this one.
    if fs::exists(&work).unwrap_or(true) {
        fs::remove_dir_all(&work)
            .map_err(|error| Failure::new(format!("{}: {error}.", work.display())))?;
    }
    let program = program::build(&work)?;
    let site = work.join("site");
    document::write(&site, &program)?;
    let index = site.join("index.html");
    let words = ["build", "--release", "--dist", &dist.to_string_lossy(), &index.to_string_lossy()];
    trunk("build-page", &words).require()?;
    program.place(&dist)?;
    purity::require(&dist)?;
    twins::write()?;
    Fingerprint::now().store()
}

/// Trunk with what this program wants of it in every case.
pub(crate) fn trunk(name: &str, arguments: &[&str]) -> Job {
    // Trunk reads NO_COLOR as a boolean and refuses the usual `1`; its backtraces would push the
    // compiler's words out of sight.
    Job::new(name, "trunk", arguments)
        .env("NO_COLOR", "true")
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env("RUST_BACKTRACE", "0")
}

/// What was laid beside the page after the build belongs to it: it is no reason to build it again.
pub(crate) fn keep() -> Result<(), Failure> {
    Fingerprint::now().store()
}

/// The built page's `index.html`, which is there if and only if the page was built.
pub(crate) fn is_built() -> bool {
    fs::exists(tree::dist().join("index.html")).unwrap_or(false)
}
