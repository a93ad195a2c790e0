//! Decisions on a line that is cut at every point, behind the gateway and with its guard out.

use std::process::Command;

use super::passes;
use crate::cli::SoakOptions;
use crate::failure::Failure;
use crate::tools::{self, Need, envoy, nginx};
use crate::{module, page, sandbox, tree};

/// Builds page, module and sandbox and plays.
pub(super) fn run(options: &SoakOptions) -> Result<bool, Failure> {
    tools::ensure(&[
        Need::WasmTarget,
        Need::PageBuilder,
        Need::Browser,
        Need::EndToEnd,
        Need::Gateway,
    ])?;
    page::build()?;
    module::build()?;
    sandbox::build()?;
    let browser = tools::browser()?;
    let mut command = Command::new("node");
    command
        .arg("soak.test.mjs")
        .current_dir(tree::gateway())
        .env("REPRISE_CHROMIUM", &browser.chromium)
        .env("REPRISE_SANDBOX", sandbox::program())
        .env("REPRISE_ENVOY", envoy::program())
        .env("REPRISE_NGINX", nginx::program().unwrap_or_default())
        .env("REPRISE_SITE", tree::site())
        .env("REPRISE_MODULE", tree::module())
        .env("REPRISE_SOAK", options.each.to_string())
        .env("REPRISE_SEED", options.seed.to_string());
    passes(&mut command)
}
