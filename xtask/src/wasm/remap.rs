//! Keeps the paths of this machine out of the wasm: the compiler writes them beside each place
//! that may panic.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::tree;

/// Compiler flags that shorten every path under Cargo's home and this project.
pub(crate) fn flags() -> String {
    let flags =
        prefixes().into_iter().map(|prefix| format!("--remap-path-prefix={}=", prefix.display()));
    flags.collect::<Vec<_>>().join(" ")
}

/// What is taken off: the longest come last, because the compiler takes the last one that fits.
///
/// Not where a path holds a blank: flags in the environment are told apart by blanks.
pub(super) fn prefixes() -> Vec<PathBuf> {
    let mut prefixes = all();
    prefixes.retain(|prefix| !prefix.to_string_lossy().contains(' '));
    prefixes
}

/// Where Cargo keeps what it has fetched.
pub(crate) fn cargo_home() -> Option<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    home.or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")))
}

fn all() -> Vec<PathBuf> {
    let Some(home) = cargo_home() else { return vec![tree::root()] };
    [tree::root(), home].into_iter().chain(registries()).collect()
}

/// The folders in which Cargo keeps the sources of packages, one for each registry.
pub(crate) fn registries() -> Vec<PathBuf> {
    let home = cargo_home().map(|home| home.join("registry").join("src"));
    let entries = home.and_then(|sources| fs::read_dir(sources).ok());
    entries.into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}
