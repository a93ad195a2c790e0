//! `cargo xtask bench`: ratios of two things measured side by side in one run, because a single
//! time says more about the machine than about the page.

mod bytes;

use std::process::ExitCode;

use crate::failure::Failure;

/// One measured ratio.
#[derive(Debug)]
pub(crate) struct Ratio {
    /// What is divided by what.
    title: String,
    /// The quotient.
    value: f64,
}

/// A bench: measures, and returns its ratios.
type Bench = fn() -> Result<Vec<Ratio>, Failure>;

/// Every bench; a new one is a file beside this one and a line here.
const ALL: [(&str, Bench); 1] = [("bytes of the first load", bytes::measure)];

/// Runs all benches and prints their ratios.
pub(crate) fn run() -> Result<ExitCode, Failure> {
    for (index, (title, bench)) in ALL.iter().enumerate() {
        println!("[{}/{}] {title} …", index + 1, ALL.len());
        for ratio in bench()? {
            println!("      {:>6.3}  {}", ratio.value, ratio.title);
        }
    }
    println!("\nTimes are not measured yet: nothing here says how fast the page is.");
    Ok(ExitCode::SUCCESS)
}
