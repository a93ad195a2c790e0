//! The gateway's journal under kills, full disks and rotation, 200 of each, and a large one to read.

use super::{of_gateway, passes};
use crate::cli::SoakOptions;
use crate::failure::Failure;
use crate::tools::{self, Need};

/// Reruns of each kind of trouble.
const EACH: &str = "200";

/// Passes in the journal that is read.
const PASSES: &str = "1000000";

/// Runs the two tests of the journal, one after the other: without their usual patience.
pub(super) fn run(_: &SoakOptions) -> Result<bool, Failure> {
    tools::ensure(&[Need::Gateway])?;
    let mut good = true;
    for file in ["journal.test.mjs", "reader.test.mjs"] {
        println!("{file}");
        let mut command = of_gateway(&[file]);
        good &= passes(command.env("REPRISE_EACH", EACH).env("REPRISE_LINES", PASSES))?;
    }
    Ok(good)
}
