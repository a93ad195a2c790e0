//! Everything around the gateway, whole: each change under reruns, other hosts, Prometheus.

use super::{of_gateway, passes};
use crate::cli::SoakOptions;
use crate::failure::Failure;
use crate::tools::{self, Need};
use crate::{page, sandbox};

/// Builds page and sandbox and runs what the gate runs in part.
pub(super) fn run(_: &SoakOptions) -> Result<bool, Failure> {
    tools::ensure(&[Need::WasmTarget, Need::PageBuilder, Need::Gateway, Need::OtherHosts])?;
    page::build()?;
    sandbox::build()?;
    let mut command = of_gateway(&["run.mjs", "guide", "rotate", "hosts", "metrics", "kubernetes"]);
    command.env("REPRISE_WHOLE", "1").env("REPRISE_SANDBOX", sandbox::program());
    passes(&mut command)
}
