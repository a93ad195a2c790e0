//! A thousand readers through host and gateway, beside a thousand without.

use super::{of_gateway, passes};
use crate::cli::SoakOptions;
use crate::failure::Failure;
use crate::page;
use crate::tools::{self, Need};

/// Builds the page and reads for a minute.
pub(super) fn run(_: &SoakOptions) -> Result<bool, Failure> {
    tools::ensure(&[Need::WasmTarget, Need::PageBuilder, Need::Gateway])?;
    page::build()?;
    passes(&mut of_gateway(&["load.mjs"]))
}
