//! The command line, read by hand: five words and five options need no framework.

use lexopt::{Arg, Parser, ValueExt};

use crate::failure::Failure;

/// What `cargo xtask help` prints.
pub(crate) const HELP: &str = "\
cargo xtask demo  [--port 8080] [--open] [--debug]
    Installs what is missing, builds the page and the sandbox, and serves both on your machine.
    --open   opens the page in your browser
    --debug  rebuilds and reloads the page while you edit it

cargo xtask test  [--only STEP]
    Everything: formatting, lints, docs, all tests on all targets, the byte budget.

cargo xtask check [--only STEP]
    The fast part of it: formatting, lints, docs, native tests.

cargo xtask bench
    Ratios measured side by side in one run.

cargo xtask dist
    The release page in dist/, with a compressed twin beside each file.

Exit codes: 0 all is well, 1 something failed, 2 something is missing and cannot be installed here.";

/// One command with its options.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Print the help.
    Help,
    /// Serve page and sandbox.
    Demo(DemoOptions),
    /// Build the release page.
    Dist,
    /// The fast part of the gate.
    Check {
        /// Run the one step of this name.
        only: Option<String>,
    },
    /// The whole gate.
    Test {
        /// Run the one step of this name.
        only: Option<String>,
    },
    /// Measure.
    Bench,
}

/// The options of `demo`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DemoOptions {
    /// The port of the page.
    pub(crate) port: u16,
    /// Open the page in the default browser.
    pub(crate) open: bool,
    /// Rebuild and reload on change instead of serving the release page.
    pub(crate) debug: bool,
}

/// Reads the arguments of the process.
pub(crate) fn parse(parser: Parser) -> Result<Command, Failure> {
    read(parser)
        .map_err(|error| Failure::new(format!("{error}. `cargo xtask help` lists what there is.")))
}

fn read(mut parser: Parser) -> Result<Command, lexopt::Error> {
    let mut word = None;
    let mut demo = DemoOptions { port: 8080, open: false, debug: false };
    let mut only = None;
    while let Some(argument) = parser.next()? {
        let of = word.as_deref().unwrap_or_default();
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            Arg::Value(value) if word.is_none() => word = Some(value.string()?),
            Arg::Long("port") if of == "demo" => demo.port = parser.value()?.parse()?,
            Arg::Long("open") if of == "demo" => demo.open = true,
            Arg::Long("debug") if of == "demo" => demo.debug = true,
            Arg::Long("only") if of == "test" || of == "check" => {
                only = Some(parser.value()?.string()?);
            }
            other => return Err(other.unexpected()),
        }
    }
    match word.as_deref() {
        None | Some("help") => Ok(Command::Help),
        Some("demo") => Ok(Command::Demo(demo)),
        Some("dist") => Ok(Command::Dist),
        Some("check") => Ok(Command::Check { only }),
        Some("test") => Ok(Command::Test { only }),
        Some("bench") => Ok(Command::Bench),
        Some(other) => Err(format!("there is no command `{other}`").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Command, Failure> {
        parse(Parser::from_args(arguments))
    }

    #[test]
    fn demo_has_a_port_of_its_own() {
        let command = parsed(&["demo", "--port", "9000", "--open"]).unwrap();
        assert_eq!(command, Command::Demo(DemoOptions { port: 9000, open: true, debug: false }));
    }

    #[test]
    fn an_option_of_another_command_is_refused() {
        assert!(parsed(&["bench", "--port", "1"]).is_err());
        assert!(parsed(&["demo", "--port", "many"]).is_err());
        assert!(parsed(&["deploy"]).is_err());
    }

    #[test]
    fn a_single_step_can_be_asked_for() {
        let command = parsed(&["test", "--only", "docs"]).unwrap();
        assert_eq!(command, Command::Test { only: Some("docs".to_owned()) });
    }
}
