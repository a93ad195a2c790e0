//! wasm-opt, which makes the page's WebAssembly smaller.

use std::fs;
use std::path::Path;

use super::{node, path, version};
use crate::failure::Failure;
use crate::tree;

/// Older ones do not know all that today's Rust emits.
const OLDEST: u32 = 123;

/// Makes sure that wasm-opt is there; npm carries it for every platform as one file.
pub(super) fn ensure() -> Result<(), Failure> {
    let found = path::find("wasm-opt").and_then(|program| version::of(&program));
    if found.as_deref().and_then(version::major).is_some_and(|major| major >= OLDEST) {
        return Ok(());
    }
    let home = tree::tools().join("npm");
    let pinned = tree::root().join("xtask").join("npm");
    fs::create_dir_all(&home)
        .and_then(|()| copy(&pinned, &home, "package.json"))
        .and_then(|()| copy(&pinned, &home, "package-lock.json"))
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}.", home.display())))?;
    node::packages(&home, "wasm-opt", "it makes the page smaller")
}

fn copy(from: &Path, to: &Path, name: &str) -> std::io::Result<()> {
    fs::copy(from.join(name), to.join(name)).map(drop)
}
