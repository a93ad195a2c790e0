//! `cargo xtask bench`: ratios of two things measured side by side in one run, because a single
//! time says more about the machine than about the page.

mod bytes;
mod payload;

use std::process::ExitCode;

use crate::failure::Failure;

/// One measured ratio.
#[derive(Debug)]
pub(crate) struct Ratio {
    /// What is divided by what.
    title: String,
    /// The quotient.
    value: f64,
    /// The two figures, to look at.
    detail: String,
}

/// A bench: measures, and returns its ratios.
type Bench = fn() -> Result<Vec<Ratio>, Failure>;

/// Every bench; a new one is a file beside this one and a line here.
const ALL: [(&str, Bench); 2] =
    [("bytes of the first load", bytes::measure), ("payloads in Chromium", payload::measure)];

/// Runs all benches and prints their ratios.
pub(crate) fn run() -> Result<ExitCode, Failure> {
    for (index, (title, bench)) in ALL.iter().enumerate() {
        println!("[{}/{}] {title} …", index + 1, ALL.len());
        for ratio in bench()? {
            let Ratio { title, value, detail } = ratio;
            println!("      {value:>6.3}  {title}  {detail}");
        }
    }
    Ok(ExitCode::SUCCESS)
}
