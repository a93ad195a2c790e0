//! Chromium and chromedriver: found wherever the machine has them, installed where apt may do it.

use std::env;
use std::path::{Path, PathBuf};

use super::apt::{self, Wish};
use super::{path, version};
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
    let wish = Wish {
        name: "Chromium and chromedriver",
        why: "tests run in a real browser",
        how_long: "About a minute",
        packages: &["chromium", "chromium-driver"],
    };
    apt::install(wish, || missing)?;
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
