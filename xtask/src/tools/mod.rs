//! The programs the commands need, each installed when it is missing, announced and only for this
//! project: into `.tools/`, which may be deleted at any time.

mod apt;
mod cargo_tool;
mod chromium;
pub(crate) mod envoy;
mod hosts;
pub(crate) mod nginx;
mod node;
mod optimisers;
pub(crate) mod path;
mod target;
mod version;

pub(crate) use chromium::{Browser, find as browser};

use crate::failure::Failure;

/// A thing a command cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// The standard library for wasm.
    WasmTarget,
    /// Trunk, the splitter, wasm-bindgen and wasm-opt, which make the page.
    PageBuilder,
    /// wasm-bindgen's test runner, and Node, in which it runs what needs no browser.
    WasmRunner,
    /// Chromium and the driver of the same version.
    Browser,
    /// The packages of the end-to-end tests.
    EndToEnd,
    /// The packages of the module's tests: TypeScript and a bundler.
    ModuleTests,
    /// The engine of the gateway, the host in front, and Node, which fills their configurations in.
    Gateway,
    /// Hosts in nginx's place, and what reads the gateway's measurements.
    OtherHosts,
    /// cargo-deny, which judges what packages come in.
    PackageJudge,
    /// The packages of the bench: another viewer to be compared with.
    Bench,
}

/// Makes sure that all of `needs` are met; the cheap look comes first, so that an installed machine
/// loses no time.
pub(crate) fn ensure(needs: &[Need]) -> Result<(), Failure> {
    for need in needs {
        match need {
            Need::WasmTarget => target::ensure()?,
            Need::PageBuilder => {
                cargo_tool::trunk()?;
                cargo_tool::wasm_split()?;
                cargo_tool::wasm_bindgen()?;
                optimisers::ensure()?;
            }
            Need::WasmRunner => {
                node::require()?;
                cargo_tool::wasm_bindgen()?;
            }
            Need::Browser => chromium::ensure()?,
            Need::EndToEnd => node::end_to_end()?,
            Need::ModuleTests => node::module_tests()?,
            Need::Gateway => {
                node::require()?;
                envoy::ensure()?;
                nginx::ensure()?;
            }
            Need::OtherHosts => hosts::ensure()?,
            Need::PackageJudge => cargo_tool::deny()?,
            Need::Bench => node::bench()?,
        }
    }
    Ok(())
}

/// Says what is installed, why, and how long that takes.
fn announce(what: &str, why: &str, how_long: &str) {
    println!("Installing {what}: {why}. {how_long}.");
}
