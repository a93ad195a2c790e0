//! `cargo xtask dist`: the release page, ready to be copied to a host, and the module, ready to be
//! installed; with what their users want to know of them: what is in them, under which licences, and
//! the hash of each file of the page.

mod components;
mod notices;
mod provenance;
mod sbom;
mod sums;
mod twice;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use crate::cli::DistOptions;
use crate::failure::Failure;
use crate::module;
use crate::page::{self, budget};
use crate::tools::{self, Need};
use crate::tree;
use components::Components;

/// The list of parts.
const LIST: &str = "sbom.cdx.json";

/// Builds the page, says what it weighs and writes down what is in it; or builds it twice, to show
/// that the same files come of the same sources.
pub(crate) fn run(options: &DistOptions) -> Result<ExitCode, Failure> {
    tools::ensure(&[Need::WasmTarget, Need::PageBuilder])?;
    if options.twice {
        return twice::run();
    }
    page::build()?;
    let parts = components::of_page()?;
    write(&tree::site(), &parts)?;
    state(&tree::site())?;
    page::keep()?;
    println!("{}", budget::weigh()?);
    println!("    {} packages are in the page, by dist/site/{LIST}", parts.list.len());
    module::build()?;
    let parts = components::of_module()?;
    write(&tree::module(), &parts)?;
    state(&tree::module())?;
    module::keep()?;
    println!("{}", module::weigh()?);
    println!("    {} packages are in the module, by dist/npm/{LIST}", parts.list.len());
    println!("To host the page: docs/hosting.md. To install the module: npm install ./dist/npm");
    Ok(ExitCode::SUCCESS)
}

/// The hash of each file, and what they were made of.
fn state(folder: &Path) -> Result<(), Failure> {
    let sums = sums::of(folder)?;
    write_file(&folder.join(sums::FILE), &sums)?;
    write_file(&folder.join(provenance::FILE), &provenance::of(&sums)?)
}

/// The list of what is in something, and the licences of those who wrote it.
fn write(folder: &Path, parts: &Components) -> Result<(), Failure> {
    write_file(&folder.join(LIST), &sbom::bom(parts))?;
    write_file(&folder.join("third-party-notices.txt"), &notices::text(parts)?)
}

fn write_file(file: &Path, text: &str) -> Result<(), Failure> {
    fs::write(file, text)
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}.", file.display())))
}
