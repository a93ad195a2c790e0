//! Node and the packages that come through npm.

use std::fs;
use std::path::Path;

use super::{announce, path, version};
use crate::child::Job;
use crate::failure::Failure;
use crate::tree;

/// The oldest Node the end-to-end tests run on.
const OLDEST: u32 = 20;

/// Node cannot be installed into a project; it must be there.
pub(super) fn require() -> Result<(), Failure> {
    let found = path::find("node").and_then(|node| version::of(&node));
    match found.as_deref().and_then(version::major) {
        Some(major) if major >= OLDEST && path::find("npm").is_some() => Ok(()),
        _ => Err(Failure::missing(
            &format!("Node {OLDEST} or newer with npm"),
            "see https://nodejs.org.",
        )),
    }
}

/// Installs the pinned packages of the end-to-end tests.
pub(super) fn end_to_end() -> Result<(), Failure> {
    packages(&tree::end_to_end(), "the end-to-end test packages", "they drive the browser")
}

/// Installs the pinned packages of the module's tests.
pub(super) fn module_tests() -> Result<(), Failure> {
    let why = "TypeScript and bundlers, as users of the module have them";
    packages(&tree::module_tests(), "the module's test packages", why)
}

/// Installs the pinned packages of the bench.
pub(super) fn bench() -> Result<(), Failure> {
    packages(&tree::bench(), "the bench's packages", "it compares the page with another viewer")
}

/// `npm ci` in `directory`, unless what its lock file names is there already.
pub(super) fn packages(directory: &Path, what: &str, why: &str) -> Result<(), Failure> {
    require()?;
    let lock = fs::read(directory.join("package-lock.json"))
        .map_err(|error| Failure::new(format!("No package-lock.json for {what}: {error}.")))?;
    // npm keeps no exact copy of the lock file; ours tells whether the installed packages are its.
    let stamp = directory.join("node_modules").join(".installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    announce(what, why, "Some seconds");
    let arguments = ["ci", "--no-audit", "--no-fund", "--ignore-scripts"];
    Job::new("install-npm", "npm", &arguments).within(directory).require()?;
    // Without the stamp the next start installs again: slower, not wrong.
    let _ = fs::write(stamp, lock);
    Ok(())
}
