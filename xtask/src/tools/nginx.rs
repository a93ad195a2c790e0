//! nginx, the static host in front: found on the machine, installed where apt may do it.

use std::path::PathBuf;

use super::apt::{self, Wish};
use super::path;
use crate::failure::Failure;

/// Where Debian keeps it, which not every search path names.
const USUAL: &str = "/usr/sbin/nginx";

/// The program.
pub(crate) fn program() -> Option<PathBuf> {
    path::find("nginx").or_else(|| Some(PathBuf::from(USUAL)).filter(|usual| usual.is_file()))
}

/// Makes sure that it is there.
pub(super) fn ensure() -> Result<(), Failure> {
    if program().is_some() {
        return Ok(());
    }
    let missing =
        || Failure::missing("nginx", "install it (on Debian: `apt-get install nginx-light`).");
    let wish = Wish {
        name: "nginx",
        why: "it serves the page in production",
        how_long: "Some seconds",
        packages: &["nginx-light"],
    };
    apt::install(wish, missing)?;
    program().map(drop).ok_or_else(missing)
}
