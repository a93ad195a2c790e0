//! The simulation of the core.

use std::process::Command;

use super::passes;
use crate::cli::SoakOptions;
use crate::failure::Failure;

/// Histories of the table of worlds, shared out among its cells.
const WORLDS: u64 = 1_000_000;

/// Builds the simulation with all optimisations and plays.
pub(super) fn run(options: &SoakOptions) -> Result<bool, Failure> {
    let mut command = Command::new("cargo");
    command
        .args(["test", "--package", "reprise-domain", "--features", "ablation"])
        .args(["--profile", "soak", "--test", "simulation", "--", "--test-threads", "1"])
        .env("REPRISE_HISTORIES", options.histories.to_string())
        .env("REPRISE_ABLATION", options.ablation.to_string())
        .env("REPRISE_WORLDS_IN_ALL", WORLDS.to_string())
        .env("REPRISE_SEED", options.seed.to_string());
    passes(&mut command)
}
