//! The gateway's tests: Envoy with the configuration of `deploy/`, before the running sandbox.

use super::step::Finding;
use crate::child::Job;
use crate::failure::Failure;
use crate::tools::{envoy, nginx};
use crate::{sandbox, tree};

/// Runs `tests/gateway/run.mjs`.
pub(super) fn test() -> Result<Finding, Failure> {
    let nginx = nginx::program().unwrap_or_default();
    let ended = Job::new("gateway", "node", &["run.mjs"])
        .within(&tree::gateway())
        .env("REPRISE_SANDBOX", sandbox::program())
        .env("REPRISE_ENVOY", envoy::program())
        .env("REPRISE_NGINX", nginx)
        .env("REPRISE_SITE", tree::dist())
        .run()?;
    Ok(Finding::of_runner(&ended))
}
