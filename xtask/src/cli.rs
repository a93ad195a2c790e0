//! The command line, read by hand: seven words and a dozen options need no framework.

use lexopt::{Arg, Parser, ValueExt};

use crate::failure::Failure;

/// What `cargo xtask help` prints.
pub(crate) const HELP: &str = "\
cargo xtask demo  [--port 8080] [--open] [--debug | --gateway]
    Installs what is missing, builds the page and the sandbox, and serves both on your machine.
    --open     opens the page in your browser
    --debug    rebuilds and reloads the page while you edit it
    --gateway  the whole of it as in production: nginx, Envoy, OAuth, a sandbox that demands tokens

cargo xtask test  [--only STEP]
    Everything: formatting, lints, docs, all tests on all targets, the byte budget.

cargo xtask check [--only STEP]
    The fast part of it: formatting, lints, docs, native tests.

cargo xtask soak  [--only core|browser|load|cuts|journal|around] [--histories 5000000] [--ablation 200000] [--each 40] [--seed 1]
    core     the simulation: hostile histories against the real rules, then each rule off
    browser  each crash point that often in Chromium, then 50 times as many races of each kind
    load     a thousand readers through nginx and Envoy for a minute, and what the two add
    cuts     50 times as many decisions through nginx and Envoy, every line cut, at a tenant that
             ignores keys; then without the gateway's guard
    journal  the gateway killed, without room and with its files moved away, 200 times each
    around   each change of the gateway under fifty reruns, Apache and Caddy before it, Prometheus

cargo xtask bench
    Ratios measured side by side in one run.

cargo xtask dist  [--twice]
    The release page in dist/site/, with a compressed twin beside each file and the hash of each;
    and the module for JavaScript in dist/npm/. Both with the list of what is in them (CycloneDX)
    and the licences of others.
    --twice  builds both in two folders instead, and compares the hashes

Exit codes: 0 all is well, 1 something failed, 2 something is missing and cannot be installed here.";

/// One command with its options.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Print the help.
    Help,
    /// Serve page and sandbox.
    Demo(DemoOptions),
    /// Build the release page.
    Dist(DistOptions),
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
    /// The simulation of the core, for as many histories as wanted.
    Soak(SoakOptions),
    /// Measure.
    Bench,
}

/// The options of `soak`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SoakOptions {
    /// Only the part of this name.
    pub(crate) only: Option<String>,
    /// Histories with all rules.
    pub(crate) histories: u64,
    /// Histories without each rule in turn.
    pub(crate) ablation: u64,
    /// Histories of each crash point in the browser.
    pub(crate) each: u32,
    /// The first of the fixed seeds.
    pub(crate) seed: u64,
}

impl Default for SoakOptions {
    fn default() -> Self {
        Self { only: None, histories: 5_000_000, ablation: 200_000, each: 40, seed: 1 }
    }
}

/// The options of `dist`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct DistOptions {
    /// Build it in two folders and compare.
    pub(crate) twice: bool,
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
    /// Serve it by nginx, with Envoy before the sandbox.
    pub(crate) gateway: bool,
}

/// Reads the arguments of the process.
pub(crate) fn parse(parser: Parser) -> Result<Command, Failure> {
    read(parser)
        .map_err(|error| Failure::new(format!("{error}. `cargo xtask help` lists what there is.")))
}

fn read(mut parser: Parser) -> Result<Command, lexopt::Error> {
    let mut word = None;
    let mut demo = DemoOptions { port: 8080, open: false, debug: false, gateway: false };
    let mut soak = SoakOptions::default();
    let mut dist = DistOptions::default();
    let mut only = None;
    while let Some(argument) = parser.next()? {
        let of = word.as_deref().unwrap_or_default();
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            Arg::Value(value) if word.is_none() => word = Some(value.string()?),
            Arg::Long("port") if of == "demo" => demo.port = parser.value()?.parse()?,
            Arg::Long("open") if of == "demo" => demo.open = true,
            Arg::Long("debug") if of == "demo" => demo.debug = true,
            Arg::Long("gateway") if of == "demo" => demo.gateway = true,
            Arg::Long("twice") if of == "dist" => dist.twice = true,
            Arg::Long("histories") if of == "soak" => soak.histories = parser.value()?.parse()?,
            Arg::Long("ablation") if of == "soak" => soak.ablation = parser.value()?.parse()?,
            Arg::Long("each") if of == "soak" => soak.each = parser.value()?.parse()?,
            Arg::Long("only") if of == "soak" => soak.only = Some(parser.value()?.string()?),
            Arg::Long("seed") if of == "soak" => soak.seed = parser.value()?.parse()?,
            Arg::Long("only") if of == "test" || of == "check" => {
                only = Some(parser.value()?.string()?);
            }
            other => return Err(other.unexpected()),
        }
    }
    if demo.debug && demo.gateway {
        return Err("--debug and --gateway are two ways to serve the page".into());
    }
    match word.as_deref() {
        None | Some("help") => Ok(Command::Help),
        Some("demo") => Ok(Command::Demo(demo)),
        Some("dist") => Ok(Command::Dist(dist)),
        Some("check") => Ok(Command::Check { only }),
        Some("test") => Ok(Command::Test { only }),
        Some("soak") => Ok(Command::Soak(soak)),
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
        let wanted = DemoOptions { port: 9000, open: true, debug: false, gateway: false };
        assert_eq!(command, Command::Demo(wanted));
    }

    #[test]
    fn a_soak_takes_its_numbers() {
        let command = parsed(&["soak", "--histories", "1000", "--seed", "7"]).unwrap();
        let wanted = SoakOptions { histories: 1000, seed: 7, ..SoakOptions::default() };
        assert_eq!(command, Command::Soak(wanted));
        let command = parsed(&["soak", "--only", "browser", "--each", "3"]).unwrap();
        let only = Some("browser".to_owned());
        assert_eq!(command, Command::Soak(SoakOptions { only, each: 3, ..SoakOptions::default() }));
    }

    #[test]
    fn an_option_of_another_command_is_refused() {
        assert!(parsed(&["bench", "--port", "1"]).is_err());
        assert!(parsed(&["demo", "--port", "many"]).is_err());
        assert!(parsed(&["demo", "--debug", "--gateway"]).is_err());
        assert!(parsed(&["deploy"]).is_err());
    }

    #[test]
    fn the_page_can_be_built_twice() {
        assert_eq!(parsed(&["dist"]).unwrap(), Command::Dist(DistOptions { twice: false }));
        assert_eq!(
            parsed(&["dist", "--twice"]).unwrap(),
            Command::Dist(DistOptions { twice: true })
        );
    }

    #[test]
    fn a_single_step_can_be_asked_for() {
        let command = parsed(&["test", "--only", "docs"]).unwrap();
        assert_eq!(command, Command::Test { only: Some("docs".to_owned()) });
    }
}
