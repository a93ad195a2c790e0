//! `cargo xtask demo`: page and sandbox on this machine, with three things to try.

mod chain;
mod develop;
mod gateway;
mod open;

use std::process::ExitCode;

use crate::cli::DemoOptions;
use crate::failure::Failure;
use crate::sandbox::{self, Sandbox};
use crate::tools::{self, Need};
use crate::{page, tree};

/// Installs, builds, serves, and ends on Ctrl-C.
pub(crate) fn run(options: &DemoOptions) -> Result<ExitCode, Failure> {
    require_port(options.port)?;
    tools::ensure(&[Need::WasmTarget, Need::PageBuilder])?;
    if options.debug {
        return develop::run(options);
    }
    if options.gateway {
        tools::ensure(&[Need::Gateway])?;
    }
    page::build()?;
    println!("Building the sandbox.");
    sandbox::build()?;
    // Building takes minutes; somebody else may have taken the port meanwhile.
    require_port(options.port)?;
    if options.gateway {
        return gateway::run(options);
    }
    let mut sandbox = Sandbox::start(options.port, &tree::site())?;
    welcome(sandbox.address());
    println!("What the sandbox is asked: {}", sandbox.log().path().display());
    if options.open {
        open::page(sandbox.address());
    }
    sandbox.stay()?;
    println!("\nStopped.");
    Ok(ExitCode::SUCCESS)
}

fn require_port(port: u16) -> Result<(), Failure> {
    if sandbox::is_free(port) {
        return Ok(());
    }
    let other = port.checked_add(1).unwrap_or(8080);
    let sentence = format!("Port {port} is in use. Try `cargo xtask demo --port {other}`.");
    Err(Failure::new(sentence))
}

/// Where the page is and what is worth seeing there first.
fn welcome(address: &str) {
    println!(
        "
Reprise runs at {address} (Ctrl-C stops it).

Three things to try:
  1. {address}/t/sandbox/tasks/2770
     Read why the task failed, then press Rerun.
  2. {address}/t/sandbox/tasks/9001
     Rerun it: the answer is lost after the task ran. See what the page says.
  3. {address}/t/production/tasks/2770
     The same task in production: see how it asks twice.
"
    );
}
