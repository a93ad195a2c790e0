//! Decisions on a line that is cut at every point, behind the gateway and with its guard out.

use super::{of_gateway, passes};
use crate::cli::SoakOptions;
use crate::failure::Failure;
use crate::tools::{self, Need};
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
    let mut command = of_gateway(&["soak.test.mjs"]);
    command
        .env("REPRISE_CHROMIUM", &browser.chromium)
        .env("REPRISE_SANDBOX", sandbox::program())
        .env("REPRISE_MODULE", tree::module())
        .env("REPRISE_SOAK", options.each.to_string())
        .env("REPRISE_SEED", options.seed.to_string());
    passes(&mut command)
}
