//! End-to-end tests: the built page in Chromium against the running sandbox, with axe on the way.

use super::step::Finding;
use crate::child::Job;
use crate::failure::Failure;
use crate::{sandbox, tools, tree};

/// Runs `tests/e2e/run.mjs`.
pub(super) fn test() -> Result<Finding, Failure> {
    let has_tests = tree::files_below(&tree::end_to_end())
        .iter()
        .any(|file| !file.starts_with(tree::end_to_end().join("node_modules")) && is_test(file));
    if !has_tests {
        return Ok(Finding::nothing("there is no tests/e2e/*.test.mjs yet"));
    }
    let browser = tools::browser()?;
    let ended = Job::new("e2e", "node", &["run.mjs"])
        .within(&tree::end_to_end())
        .env("REPRISE_CHROMIUM", &browser.chromium)
        .env("REPRISE_SANDBOX", sandbox::program())
        .env("REPRISE_SITE", tree::site())
        .run()?;
    Ok(Finding::of_runner(&ended))
}

fn is_test(file: &std::path::Path) -> bool {
    file.to_string_lossy().ends_with(".test.mjs")
}
