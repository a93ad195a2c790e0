//! The gateway's tests: Envoy with the configuration of `deploy/`, before the running sandbox, and
//! the built page and the module in Chromium with nginx and that gateway before them.

use super::step::Finding;
use crate::child::Job;
use crate::failure::Failure;
use crate::tools::{self, envoy, nginx};
use crate::{sandbox, tree};

/// Runs `tests/gateway/run.mjs`.
pub(super) fn test() -> Result<Finding, Failure> {
    let browser = tools::browser()?;
    let nginx = nginx::program().unwrap_or_default();
    let ended = Job::new("gateway", "node", &["run.mjs"])
        .within(&tree::gateway())
        .env("REPRISE_CHROMIUM", &browser.chromium)
        .env("REPRISE_SANDBOX", sandbox::program())
        .env("REPRISE_ENVOY", envoy::program())
        .env("REPRISE_NGINX", nginx)
        .env("REPRISE_SITE", tree::site())
        .env("REPRISE_MODULE", tree::module())
        .run()?;
    Ok(Finding::of_runner(&ended))
}
