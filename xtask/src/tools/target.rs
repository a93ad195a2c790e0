//! Rust's standard library for wasm.

use std::path::Path;

use super::announce;
use crate::child::{Job, answer_of};
use crate::failure::Failure;

const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target unless the toolchain has it; `rust-toolchain.toml` asks rustup for it, but a
/// toolchain that came otherwise knows nothing of that file.
pub(super) fn ensure() -> Result<(), Failure> {
    let arguments = ["--print", "target-libdir", "--target", TARGET];
    let library = answer_of(Path::new("rustc"), &arguments);
    if library.is_some_and(|directory| Path::new(&directory).is_dir()) {
        return Ok(());
    }
    if super::path::find("rustup").is_none() {
        let what = format!("Rust's standard library for {TARGET}");
        return Err(Failure::missing(&what, "install it with the system that Rust came from."));
    }
    announce(&format!("the {TARGET} target"), "the page is WebAssembly", "Some seconds");
    Job::new("install-target", "rustup", &["target", "add", TARGET]).require().map(drop)
}
