//! The module as its users meet it: packed, installed in an empty folder, imported by Node, by
//! TypeScript, by two bundlers and by a page.

use super::step::Finding;
use super::tally::Tally;
use crate::child::Job;
use crate::failure::Failure;
use crate::{module, sandbox, tools, tree};

/// Builds it, or finds it up to date.
pub(super) fn build() -> Result<Finding, Failure> {
    module::build()?;
    Ok(Finding::of(Tally::of_one(module::is_built()), None))
}

/// Runs `tests/module/run.mjs`.
pub(super) fn test() -> Result<Finding, Failure> {
    let browser = tools::browser()?;
    let ended = Job::new("module", "node", &["run.mjs"])
        .within(&tree::module_tests())
        .env("REPRISE_CHROMIUM", &browser.chromium)
        .env("REPRISE_SANDBOX", sandbox::program())
        .env("REPRISE_SITE", tree::site())
        .env("REPRISE_MODULE", tree::module())
        .run()?;
    Ok(Finding::of_runner(&ended))
}
