//! The commands of this repository: `cargo xtask demo | test | check | soak | bench | dist`.
//!
//! A program and not a set of shell scripts, so that it runs alike on Linux, macOS and Windows and
//! needs nothing but Rust and Node. What else it needs it installs into `.tools/` and says so.
#![allow(clippy::print_stdout, reason = "a command's job is to tell the reader what it does")]

mod bench;
mod child;
mod cli;
mod demo;
mod dist;
mod failure;
mod fingerprint;
mod gate;
mod interrupt;
mod lockfile;
mod log;
mod module;
mod page;
mod sandbox;
mod soak;
mod tools;
mod tree;
mod wait;
mod wasm;

use std::process::ExitCode;

use cli::Command;
use failure::Failure;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("\n{failure}");
            failure.exit_code()
        }
    }
}

fn run() -> Result<ExitCode, Failure> {
    interrupt::listen()?;
    let command = cli::parse(lexopt::Parser::from_env())?;
    std::env::set_current_dir(tree::root())
        .map_err(|error| Failure::new(format!("The work tree cannot be entered: {error}.")))?;
    match command {
        Command::Help => {
            println!("{}", cli::HELP);
            Ok(ExitCode::SUCCESS)
        }
        Command::Demo(options) => demo::run(&options),
        Command::Dist(options) => dist::run(&options),
        Command::Check { only } => gate::run(gate::Extent::Fast, only.as_deref()),
        Command::Test { only } => gate::run(gate::Extent::Whole, only.as_deref()),
        Command::Soak(options) => soak::run(&options),
        Command::Bench => bench::run(),
    }
}
