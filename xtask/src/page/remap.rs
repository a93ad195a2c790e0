//! Keeps the paths of this machine out of the wasm: the compiler writes them beside each place
//! that may panic.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::tree;

/// Compiler flags that shorten every path under Cargo's home and this project.
pub(super) fn flags() -> String {
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

fn all() -> Vec<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let usual = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    let Some(home) = home.or_else(usual) else { return vec![tree::root()] };
    let sources = home.join("registry").join("src");
    let registries =
        fs::read_dir(&sources).into_iter().flatten().flatten().map(|entry| entry.path());
    [tree::root(), home].into_iter().chain(registries).collect()
}
