//! The release page: built by Trunk when one of its inputs has changed.

pub(crate) mod budget;
mod fingerprint;
mod remap;
mod twins;

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
    trunk("build-page", &["build", "--release", "--dist", &tree::dist().to_string_lossy()])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", remap::flags())
        .require()?;
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

/// The built page's `index.html`, which is there if and only if the page was built.
pub(crate) fn is_built() -> bool {
    fs::exists(tree::dist().join("index.html")).unwrap_or(false)
}
