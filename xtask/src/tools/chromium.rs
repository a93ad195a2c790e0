//! Chromium and chromedriver: found wherever the machine has them, installed where apt may do it.

use std::env;
use std::path::{Path, PathBuf};

use super::{announce, path, version};
use crate::child::{Job, answer_of};
use crate::failure::Failure;

const NAMES: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const MAC_APPS: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// A browser and the driver that fits it.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    /// The browser.
    pub(crate) chromium: PathBuf,
    /// The driver of the same major version.
    pub(crate) driver: PathBuf,
}

/// What there is to find on this machine.
///
/// `CHROME` and `CHROMEDRIVER` win, so that a developer can choose.
pub(crate) fn find() -> Result<Browser, Failure> {
    let remedy = "install Chromium and its driver (on Debian: `apt-get install chromium \
                  chromium-driver`), or name them in CHROME and CHROMEDRIVER.";
    let chromium = named("CHROME")
        .or_else(|| NAMES.iter().find_map(|name| path::find(name)))
        .or_else(|| MAC_APPS.iter().map(PathBuf::from).find(|app| app.is_file()))
        .ok_or_else(|| Failure::missing("Chromium or Chrome", remedy))?;
    let driver = named("CHROMEDRIVER")
        .or_else(|| path::find("chromedriver"))
        .ok_or_else(|| Failure::missing("chromedriver", remedy))?;
    let (theirs, its) = (major_of(&chromium), major_of(&driver));
    if theirs == its {
        return Ok(Browser { chromium, driver });
    }
    let what = format!("A chromedriver of the browser's version ({})", shown(theirs));
    Err(Failure::missing(&what, &format!("the one found is of version {}; {remedy}", shown(its))))
}

/// Makes sure that there is a browser.
pub(super) fn ensure() -> Result<(), Failure> {
    let Err(missing) = find() else { return Ok(()) };
    let Some(apt) = apt() else {
        return Err(missing);
    };
    announce("Chromium and chromedriver", "tests run in a real browser", "About a minute");
    run(&apt, "install-apt-update", &["update"])?;
    let packages = [
        "-o",
        "DPkg::Lock::Timeout=120",
        "install",
        "--yes",
        "--no-install-recommends",
        "chromium",
        "chromium-driver",
    ];
    run(&apt, "install-chromium", &packages)?;
    find().map(drop)
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|program| program.is_file())
}

fn major_of(program: &Path) -> Option<u32> {
    version::of(program).as_deref().and_then(version::major)
}

fn shown(major: Option<u32>) -> String {
    major.map_or_else(|| "unknown".to_owned(), |major| major.to_string())
}

/// The words before an apt-get command that is allowed here without asking for a password.
pub(super) fn apt() -> Option<Vec<&'static str>> {
    path::find("apt-get")?;
    if answer_of(Path::new("id"), &["-u"]).as_deref() == Some("0") {
        return Some(vec!["apt-get"]);
    }
    answer_of(Path::new("sudo"), &["-n", "true"])?;
    Some(vec!["sudo", "-n", "apt-get"])
}

pub(super) fn run(apt: &[&str], name: &str, arguments: &[&str]) -> Result<(), Failure> {
    let words: Vec<&str> = apt.iter().chain(arguments).copied().collect();
    let Some((program, rest)) = words.split_first() else {
        return Ok(());
    };
    Job::new(name, program, rest).env("DEBIAN_FRONTEND", "noninteractive").require().map(drop)
}
