//! Everything around the gateway, whole: each change under reruns, other hosts, Prometheus.

use std::process::Command;

use super::passes;
use crate::cli::SoakOptions;
use crate::failure::Failure;
use crate::tools::{self, Need, envoy, nginx};
use crate::{page, sandbox, tree};

/// Builds the page and runs what the gate runs in part.
pub(super) fn run(_: &SoakOptions) -> Result<bool, Failure> {
    tools::ensure(&[Need::WasmTarget, Need::PageBuilder, Need::Gateway, Need::OtherHosts])?;
    page::build()?;
    let mut command = Command::new("node");
    command
        .args(["run.mjs", "guide", "rotate", "hosts", "metrics", "kubernetes"])
        .current_dir(tree::gateway())
        .env("REPRISE_WHOLE", "1")
        .env("REPRISE_SANDBOX", sandbox::program())
        .env("REPRISE_ENVOY", envoy::program())
        .env("REPRISE_NGINX", nginx::program().unwrap_or_default())
        .env("REPRISE_SITE", tree::site());
    passes(&mut command)
}
