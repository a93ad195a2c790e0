//! `cargo xtask soak`: the long proofs, with as many histories as wanted: of the core against a
//! hostile Zuora, of the built page in a browser that crashes, of the gateway under load, of the whole
//! way with every line cut, of the gateway's journal under kills and full disks, and of all that is
//! around it.

mod around;
mod browser;
mod core;
mod cuts;
mod journal;
mod load;

use std::process::{Command, ExitCode};

use crate::cli::SoakOptions;
use crate::failure::Failure;
use crate::tools::{envoy, nginx};
use crate::tree;

/// A part: its name for `--only`, and what runs it and tells whether it went well.
type Part = (&'static str, fn(&SoakOptions) -> Result<bool, Failure>);

const PARTS: [Part; 6] = [
    ("core", core::run),
    ("browser", browser::run),
    ("load", load::run),
    ("cuts", cuts::run),
    ("journal", journal::run),
    ("around", around::run),
];

/// Runs all parts, or the one that is asked for.
pub(crate) fn run(options: &SoakOptions) -> Result<ExitCode, Failure> {
    let only = options.only.as_deref();
    let chosen = PARTS.iter().filter(|(name, _)| only.is_none_or(|only| only == *name));
    let (mut ran, mut good) = (0, true);
    for (_, part) in chosen {
        good &= part(options)?;
        ran += 1;
    }
    if ran == 0 {
        let names = PARTS.map(|(name, _)| name).join(", ");
        return Err(Failure::new(format!("There is no such part. The parts are: {names}.")));
    }
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A test in the gateway's folder, with the programs and the page that it starts.
fn of_gateway(words: &[&str]) -> Command {
    let mut command = Command::new("node");
    command
        .args(words)
        .current_dir(tree::gateway())
        .env("REPRISE_ENVOY", envoy::program())
        .env("REPRISE_NGINX", nginx::program().unwrap_or_default())
        .env("REPRISE_SITE", tree::site());
    command
}

/// Runs a program that tells by itself how far it is.
fn passes(command: &mut Command) -> Result<bool, Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .map_err(|error| Failure::new(format!("{name} cannot be started: {error}.")))?;
    Ok(status.success())
}
