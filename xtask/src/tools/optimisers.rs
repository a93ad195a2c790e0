//! wasm-opt and esbuild, which make the page's WebAssembly and JavaScript smaller.

use std::fs;
use std::path::Path;

use super::{node, path, version};
use crate::failure::Failure;
use crate::tree;

/// Older ones do not know all that today's Rust emits.
const OLDEST: u32 = 123;

/// Makes sure that both are there; npm carries them for every platform.
pub(super) fn ensure() -> Result<(), Failure> {
    let found = path::find("wasm-opt").and_then(|program| version::of(&program));
    let fits = found.as_deref().and_then(version::major).is_some_and(|major| major >= OLDEST);
    if fits && path::find("esbuild").is_some() {
        return Ok(());
    }
    let home = tree::tools().join("npm");
    let pinned = tree::root().join("xtask").join("npm");
    fs::create_dir_all(&home)
        .and_then(|()| copy(&pinned, &home, "package.json"))
        .and_then(|()| copy(&pinned, &home, "package-lock.json"))
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}.", home.display())))?;
    node::packages(&home, "wasm-opt and esbuild", "they make the page smaller")
}

fn copy(from: &Path, to: &Path, name: &str) -> std::io::Result<()> {
    fs::copy(from.join(name), to.join(name)).map(drop)
}
