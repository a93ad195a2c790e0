//! `cargo xtask dist`: the release page, ready to be copied to a host.

use std::process::ExitCode;

use crate::failure::Failure;
use crate::page::{self, budget};
use crate::tools::{self, Need};

/// Builds the page and says what it weighs.
pub(crate) fn run() -> Result<ExitCode, Failure> {
    tools::ensure(&[Need::WasmTarget, Need::PageBuilder])?;
    page::build()?;
    println!("{}", budget::weigh()?);
    Ok(ExitCode::SUCCESS)
}
