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
    shrink_glue()?;
    twins::write()?;
    Fingerprint::now().store()
}

/// The glue that wasm-bindgen writes is the one script that Trunk leaves as it is.
fn shrink_glue() -> Result<(), Failure> {
    for file in tree::files_below(&tree::dist()) {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let script = file.extension().is_some_and(|kind| kind == "js");
        if script && name.starts_with("spa-") {
            let path = file.to_string_lossy();
            let words = [
                &*path,
                "--minify",
                "--format=esm",
                "--allow-overwrite",
                &format!("--outfile={path}"),
            ];
            Job::new("shrink-glue", "esbuild", &words).require()?;
        }
    }
    Ok(())
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
