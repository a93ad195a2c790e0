//! Debian's packages, where apt may install them without asking for a password.

use std::path::Path;

use super::{announce, path};
use crate::child::{Job, answer_of};
use crate::failure::Failure;

/// What is to be installed, and what is said of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish<'a> {
    /// For people, and for the log's name.
    pub(super) name: &'a str,
    /// What it is for.
    pub(super) why: &'a str,
    /// How long it takes.
    pub(super) how_long: &'a str,
    /// Names of the packages.
    pub(super) packages: &'a [&'a str],
}

/// Installs packages; `missing` where that cannot be done here.
pub(super) fn install(wish: Wish<'_>, missing: impl FnOnce() -> Failure) -> Result<(), Failure> {
    let apt = allowed().ok_or_else(missing)?;
    announce(wish.name, wish.why, wish.how_long);
    run(&apt, "install-apt-update", &["update"])?;
    let words = ["-o", "DPkg::Lock::Timeout=120", "install", "--yes", "--no-install-recommends"];
    let log = format!("install-{}", wish.packages.first().unwrap_or(&wish.name));
    run(&apt, &log, &[&words[..], wish.packages].concat())
}

/// The words before an apt-get command that is allowed here without asking for a password.
fn allowed() -> Option<Vec<&'static str>> {
    path::find("apt-get")?;
    if answer_of(Path::new("id"), &["-u"]).as_deref() == Some("0") {
        return Some(vec!["apt-get"]);
    }
    answer_of(Path::new("sudo"), &["-n", "true"])?;
    Some(vec!["sudo", "-n", "apt-get"])
}

fn run(apt: &[&str], name: &str, arguments: &[&str]) -> Result<(), Failure> {
    let words: Vec<&str> = apt.iter().chain(arguments).copied().collect();
    let Some((program, rest)) = words.split_first() else {
        return Ok(());
    };
    Job::new(name, program, rest).env("DEBIAN_FRONTEND", "noninteractive").require().map(drop)
}
