//! The release page, built when one of its inputs has changed: the program by this program, because
//! it is split on the way, the document around it by Trunk.

pub(crate) mod budget;
mod document;
mod integrity;
mod names;
mod program;
mod templates;
pub(crate) mod twins;

use std::fs;

use crate::child::Job;
use crate::failure::Failure;
use crate::fingerprint::Build;
use crate::tree;
use crate::wasm::require_purity;

/// The directories and files below the root that can change the page.
const INPUTS: [&str; 7] = [
    "src",
    "crates/browser",
    "crates/domain",
    "crates/payload",
    // The page judges its host by them.
    "deploy/headers.conf",
    "xtask/src/page",
    "xtask/src/wasm",
];

/// The build of the page.
fn this() -> Build {
    Build::new("page", &INPUTS, tree::site())
}

/// Builds the page into `dist/site/`, unless the page of these inputs is there already.
pub(crate) fn build() -> Result<(), Failure> {
    if this().is_up_to_date() {
        println!("The page in dist/site/ is up to date.");
        return Ok(());
    }
    println!("Building the page (a minute or two; the first time three).");
    let (site, work) = (tree::site(), tree::own().join("page"));
    tree::emptied(&work)?;
    let program = program::build(&work)?;
    let named = work.join("named");
    document::write(&named, &program)?;
    let index = named.join("index.html");
    let words = ["build", "--release", "--dist", &site.to_string_lossy(), &index.to_string_lossy()];
    trunk("build-page", &words).require()?;
    program.place(&site)?;
    require_purity(&site)?;
    twins::write()?;
    this().store()
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
    this().store()
}

/// The built page's `index.html`, which is there if and only if the page was built.
pub(crate) fn is_built() -> bool {
    fs::exists(tree::site().join("index.html")).unwrap_or(false)
}
