//! The crash matrix and the races in a real browser.

use std::process::Command;

use super::passes;
use crate::cli::SoakOptions;
use crate::failure::Failure;
use crate::tools::{self, Need};
use crate::{page, sandbox, tree};

/// Builds page and sandbox and plays; one after the other, for both keep the machine busy.
pub(super) fn run(options: &SoakOptions) -> Result<bool, Failure> {
    tools::ensure(&[Need::WasmTarget, Need::PageBuilder, Need::Browser, Need::EndToEnd])?;
    page::build()?;
    sandbox::build()?;
    let browser = tools::browser()?;
    let mut good = true;
    for file in ["crash.test.mjs", "race.test.mjs"] {
        println!("{file}");
        let mut command = Command::new("node");
        command
            .arg(file)
            .current_dir(tree::end_to_end())
            .env("REPRISE_CHROMIUM", &browser.chromium)
            .env("REPRISE_SANDBOX", sandbox::program())
            .env("REPRISE_SITE", tree::site())
            .env("REPRISE_SOAK", options.each.to_string())
            .env("REPRISE_SEED", options.seed.to_string());
        good &= passes(&mut command)?;
    }
    Ok(good)
}
