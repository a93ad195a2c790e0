//! A thousand readers through host and gateway, beside a thousand without.

use std::process::Command;

use super::passes;
use crate::cli::SoakOptions;
use crate::failure::Failure;
use crate::tools::{self, Need, envoy, nginx};
use crate::{page, tree};

/// Builds the page and reads for a minute.
pub(super) fn run(_: &SoakOptions) -> Result<bool, Failure> {
    tools::ensure(&[Need::WasmTarget, Need::PageBuilder, Need::Gateway])?;
    page::build()?;
    let mut command = Command::new("node");
    command
        .arg("load.mjs")
        .current_dir(tree::gateway())
        .env("REPRISE_ENVOY", envoy::program())
        .env("REPRISE_NGINX", nginx::program().unwrap_or_default())
        .env("REPRISE_SITE", tree::site());
    passes(&mut command)
}
