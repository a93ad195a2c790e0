//! The module for JavaScript: three WebAssembly files and the scripts around them, as npm takes them.

mod weight;

use std::fs;
use std::path::Path;

use crate::child::Job;
use crate::failure::Failure;
use crate::fingerprint::Build;
use crate::tree;
use crate::wasm::{optimise, remap_flags, require_purity, shorten_imports};

pub(crate) use weight::weigh;

/// The directories and files below the root that can change the module.
const INPUTS: [&str; 9] = [
    "crates/browser",
    "crates/domain",
    "crates/explain",
    "crates/library",
    "crates/payload",
    "crates/prove",
    "LICENSE",
    "xtask/src/module",
    "xtask/src/wasm",
];

/// Cargo's name of a program, and what its script and its WebAssembly are called in the package.
const PROGRAMS: [(&str, &str, &str); 3] = [
    ("reprise_library", "core", "reprise"),
    ("reprise_explain", "explain", "explain"),
    ("reprise_prove", "prove", "prove"),
];

/// The packages of these programs, as Cargo's command line names them.
pub(crate) const PACKAGES: [&str; 6] =
    ["--package", "reprise-library", "--package", "reprise-explain", "--package", "reprise-prove"];

/// Where the hand-written part lies.
const SCRIPTS: &str = "crates/library/js";

/// What stands for the version in the package's description.
const NO_VERSION: &str = "\"version\": \"0.0.0\"";

fn this() -> Build {
    Build::new("module", &INPUTS, tree::module())
}

/// Builds the module into `dist/npm/`, unless that of these inputs is there already.
pub(crate) fn build() -> Result<(), Failure> {
    if this().is_up_to_date() {
        println!("The module in dist/npm/ is up to date.");
        return Ok(());
    }
    println!("Building the module (half a minute; the first time two).");
    let (package, work) = (tree::module(), tree::own().join("module"));
    for folder in [&package, &work] {
        tree::emptied(folder)?;
    }
    compile()?;
    for (crate_name, script, wasm) in PROGRAMS {
        bind(crate_name, script, &work)?;
        let bound = work.join(format!("{script}_bg.wasm"));
        shorten_imports(&bound, &work.join(format!("{script}.js")))?;
        shrink(&work.join(format!("{script}.js")), &package)?;
        let small = package.join(format!("{wasm}.wasm"));
        optimise(&bound, &small)?;
    }
    copy(&package)?;
    require_purity(&package)?;
    this().store()
}

/// What was laid beside the module after the build belongs to it: it is no reason to build it again.
pub(crate) fn keep() -> Result<(), Failure> {
    this().store()
}

/// Whether it was built.
pub(crate) fn is_built() -> bool {
    tree::module().join("reprise.wasm").is_file()
}

fn compile() -> Result<(), Failure> {
    let target = ["--release", "--target", "wasm32-unknown-unknown"];
    Job::cargo("compile-module", &[&["build"][..], &PACKAGES, &target].concat())
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", remap_flags())
        .require()
        .map(drop)
}

fn bind(crate_name: &str, script: &str, to: &Path) -> Result<(), Failure> {
    let built = tree::target().join("wasm32-unknown-unknown").join("release");
    let (wasm, to) = (tree::shown(&built.join(format!("{crate_name}.wasm"))), tree::shown(to));
    // The types are written by hand, and where the WebAssembly lies is the entries' business.
    let words = ["--target", "web", "--no-typescript", "--omit-default-module-path"];
    let words = [&words[..], &["--out-name", script, "--out-dir", &to, &wasm]].concat();
    Job::new("bind-module", "wasm-bindgen", &words).require().map(drop)
}

/// The script that wasm-bindgen wrote, as short as it can be: nobody reads it.
fn shrink(script: &Path, package: &Path) -> Result<(), Failure> {
    let output = format!("--outdir={}", package.display());
    let words = [&*tree::shown(script), "--minify", "--format=esm", &output];
    Job::new("shrink-module", "esbuild", &words).require().map(drop)
}

/// Takes comments and blanks out of a script, and leaves its names: they stand in stack traces.
fn strip(script: &Path) -> Result<(), Failure> {
    let output = format!("--outfile={}", script.display());
    let words = [
        &*tree::shown(script),
        "--minify-whitespace",
        "--format=esm",
        "--allow-overwrite",
        &output,
    ];
    let words = [&words[..], &["--target=es2022", "--log-level=warning"]].concat();
    Job::new("strip-module", "esbuild", &words).require().map(drop)
}

/// The hand-written scripts and types as they are, the description with its version, the licence.
fn copy(package: &Path) -> Result<(), Failure> {
    let (scripts, licence) = (tree::root().join(SCRIPTS), tree::root().join("LICENSE"));
    for file in tree::files_below(&scripts).iter().chain([&licence]) {
        let name = file.strip_prefix(&scripts).unwrap_or(Path::new("LICENSE"));
        let to = package.join(name);
        fs::create_dir_all(to.parent().unwrap_or(package))
            .and_then(|()| fs::copy(file, &to))
            .map_err(|error| Failure::at(&to, &error))?;
        if to.extension().is_some_and(|kind| kind == "js") {
            strip(&to)?;
        }
    }
    let description = package.join("package.json");
    let text =
        fs::read_to_string(&description).map_err(|error| Failure::at(&description, &error))?;
    if !text.contains(NO_VERSION) {
        return Err(Failure::new(format!("{SCRIPTS}/package.json must have {NO_VERSION}.")));
    }
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    fs::write(&description, text.replace(NO_VERSION, &version))
        .map_err(|error| Failure::at(&description, &error))
}
