//! Tests of the pure crates in wasm, run by Node: the same bodies as on this machine.

use std::fs;

use super::step::Finding;
use crate::child::Job;
use crate::failure::Failure;
use crate::tree;

/// The domain's tests.
pub(super) fn domain() -> Result<Finding, Failure> {
    test("domain", "reprise-domain")
}

/// The payload's tests.
pub(super) fn payload() -> Result<Finding, Failure> {
    test("payload", "reprise-payload")
}

/// The sandbox's tests.
pub(super) fn sandbox() -> Result<Finding, Failure> {
    test("sandbox", "reprise-sandbox")
}

fn test(directory: &str, package: &str) -> Result<Finding, Failure> {
    if !has_wasm_tests(directory) {
        return Ok(Finding::nothing(&format!("{package} has no tests for wasm yet")));
    }
    // No documentation tests: wasm-bindgen's runner finds no test in them. And no `--quiet`, which
    // the runner takes for itself and stumbles over.
    let words = ["test", "--package", package, "--target", "wasm32-unknown-unknown"];
    let words = [&words[..], &["--lib", "--tests", "--no-fail-fast"]].concat();
    let job = Job::cargo(&format!("test-{directory}-wasm"), &words);
    Ok(Finding::of_runner(&job.run()?))
}

fn has_wasm_tests(directory: &str) -> bool {
    let files = tree::files_below(&tree::root().join("crates").join(directory));
    let mut sources = files.iter().filter(|file| file.extension().is_some_and(|kind| kind == "rs"));
    sources
        .any(|file| fs::read_to_string(file).is_ok_and(|text| text.contains("wasm_bindgen_test")))
}
