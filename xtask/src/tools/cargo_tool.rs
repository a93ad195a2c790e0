//! Programs that come as crates: Trunk, the splitter, the command line of wasm-bindgen, cargo-deny.

use std::fs;

use super::{announce, path, version};
use crate::child::Job;
use crate::failure::Failure;
use crate::lockfile;
use crate::tree;

/// The Trunk the page is built with.
const TRUNK: &str = "0.21.14";

/// The cargo-deny that reads `deny.toml`.
const DENY: &str = "0.20.2";

/// The splitter that takes lazy views out of the page; it knows what the crate
/// `wasm_split_helpers` of Cargo.lock marks, and refuses what it does not know.
const SPLITTER: (&str, &str) = ("wasm_split_cli_support", "0.2.4");

/// Makes sure that the right Trunk is there.
pub(super) fn trunk() -> Result<(), Failure> {
    if has("trunk", TRUNK) {
        return Ok(());
    }
    announce(
        &format!("Trunk {TRUNK}"),
        "it builds the page",
        "About three minutes on two cores, once",
    );
    // Without its default features Trunk neither downloads tools nor asks for updates: this program
    // gives it the tools, and nothing here should talk to a server the reader does not expect.
    install(&format!("trunk@{TRUNK}"), "0", &["--locked", "--no-default-features"])
}

/// Makes sure that the right cargo-deny is there.
pub(super) fn deny() -> Result<(), Failure> {
    if has("cargo-deny", DENY) {
        return Ok(());
    }
    let why = "it judges licences and sources of packages";
    announce(&format!("cargo-deny {DENY}"), why, "About two minutes on two cores, once");
    install(&format!("cargo-deny@{DENY}"), "0", &["--locked", "--no-default-features"])
}

/// Makes sure that the wasm-bindgen programs are of the version the crate has; they refuse to work
/// with any other.
pub(super) fn wasm_bindgen() -> Result<(), Failure> {
    let wanted = lockfile::version_of("wasm-bindgen")?;
    if has("wasm-bindgen", &wanted) && has("wasm-bindgen-test-runner", &wanted) {
        return Ok(());
    }
    let why = "it joins the page's WebAssembly to JavaScript, in the version of Cargo.lock";
    announce(&format!("wasm-bindgen {wanted}"), why, "About two minutes on two cores, once");
    install(&format!("wasm-bindgen-cli@{wanted}"), "1", &[])
}

/// Makes sure that the right splitter is there.
pub(super) fn wasm_split() -> Result<(), Failure> {
    let (package, version) = SPLITTER;
    // It tells no version; Cargo keeps a list of what it installed.
    let list = fs::read_to_string(tree::tools().join(".crates.toml")).unwrap_or_default();
    if path::find("wasm-split-cli").is_some() && lists(&list, package, version) {
        return Ok(());
    }
    let why = "it takes out of the page what is fetched later";
    announce(&format!("wasm-split-cli {version}"), why, "About a minute on two cores, once");
    install(&format!("{package}@{version}"), "1", &["--locked", "--features", "build-binary"])
}

fn lists(list: &str, package: &str, version: &str) -> bool {
    let entry = format!("\"{package} {version} (");
    list.lines().any(|line| line.starts_with(&entry))
}

fn has(program: &str, wanted: &str) -> bool {
    path::find(program)
        .and_then(|program| version::of(&program))
        .is_some_and(|found| found == wanted)
}

/// Compiles `package` with no more optimisation than its work needs: Trunk copies files, wasm-bindgen
/// reads megabytes, and both are compiled while somebody waits.
fn install(package: &str, optimisation: &str, options: &[&str]) -> Result<(), Failure> {
    let root = tree::tools();
    // A directory per process: another one that installs at the same time removes only its own.
    let build = root.join("build").join(std::process::id().to_string());
    let name = format!("install-{}", package.split('@').next().unwrap_or(package));
    let mut arguments = vec!["install", package, "--force", "--root"];
    let shown = root.to_string_lossy();
    arguments.push(&shown);
    arguments.extend(options);
    let installed = Job::cargo(&name, &arguments)
        .env("CARGO_TARGET_DIR", &build)
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", optimisation)
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .require();
    // Hundreds of megabytes that nobody needs again; if they stay, only disk space is lost.
    let _ = fs::remove_dir_all(build);
    installed.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_lists_what_it_installed_with_its_version() {
        let list = "[v1]\n\"trunk 0.21.14 (registry+https://example.org)\" = [\"trunk\"]\n";
        assert!(lists(list, "trunk", "0.21.14"));
        assert!(!lists(list, "trunk", "0.21.1"));
        assert!(!lists(list, "trun", "0.21.14"));
    }
}
