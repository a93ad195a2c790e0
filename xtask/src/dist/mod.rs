//! `cargo xtask dist`: the release page, ready to be copied to a host, with what a site wants to know
//! of it: what is in it, under which licences, and the hash of each file.

mod components;
mod notices;
mod sbom;
mod sums;
mod twice;

use std::fs;
use std::process::ExitCode;

use crate::cli::DistOptions;
use crate::failure::Failure;
use crate::page::{self, budget};
use crate::tools::{self, Need};
use crate::tree;

/// Builds the page, says what it weighs and writes down what is in it; or builds it twice, to show
/// that the same files come of the same sources.
pub(crate) fn run(options: &DistOptions) -> Result<ExitCode, Failure> {
    tools::ensure(&[Need::WasmTarget, Need::PageBuilder])?;
    if options.twice {
        return twice::run();
    }
    page::build()?;
    let parts = components::of_page()?;
    write("sbom.cdx.json", &sbom::bom(&parts))?;
    write("third-party-notices.txt", &notices::text(&parts)?)?;
    write(sums::FILE, &sums::text()?)?;
    page::keep()?;
    println!("{}", budget::weigh()?);
    println!("    {} packages are in it: sbom.cdx.json, third-party-notices.txt", parts.list.len());
    println!("    the hash of each file: {}", sums::FILE);
    Ok(ExitCode::SUCCESS)
}

fn write(name: &str, text: &str) -> Result<(), Failure> {
    fs::write(tree::dist().join(name), text)
        .map_err(|error| Failure::new(format!("{name} cannot be written: {error}.")))
}
