//! Component tests: `tests/web_*.rs` in headless Chromium.

use std::fs;
use std::path::PathBuf;

use super::step::Finding;
use super::tally::Tally;
use crate::child::Job;
use crate::failure::Failure;
use crate::{tools, tree};

/// What wasm-bindgen's runner says about a file without tests, as if that were well.
const EMPTY: &str = "no tests to run!";

/// Runs every `tests/web_*.rs`.
pub(super) fn test() -> Result<Finding, Failure> {
    if !exist() {
        return Ok(Finding::nothing("there is no tests/web_*.rs yet"));
    }
    let browser = tools::browser()?;
    let words = ["test", "--package", "reprise", "--target", "wasm32-unknown-unknown"];
    let words = [&words[..], &["--test", "web_*", "--no-fail-fast"]].concat();
    let ended = Job::cargo("test-components", &words)
        .env("CHROMEDRIVER", &browser.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings_for(&browser)?)
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .run()?;
    let mut finding = Finding::of_runner(&ended);
    let empty = ended.log.text().matches(EMPTY).count();
    if empty > 0 {
        finding.tally += Tally { failed: empty, ..Tally::default() };
        finding.shown = Some(format!("    {empty} of the files ran no test:\n{}", ended.tail()));
    }
    Ok(finding)
}

/// Whether there is any component test.
pub(super) fn exist() -> bool {
    let Ok(entries) = fs::read_dir(tree::root().join("tests")) else {
        return false;
    };
    entries.flatten().map(|entry| entry.path()).any(|path| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        stem.starts_with("web_") && path.extension().is_some_and(|kind| kind == "rs")
    })
}

/// The project's `webdriver.json` with the browser that was found, which need not be the one the
/// driver would find.
fn settings_for(browser: &tools::Browser) -> Result<PathBuf, Failure> {
    let path = tree::own().join("webdriver.json");
    fs::create_dir_all(tree::own())
        .and_then(|()| fs::read_to_string(tree::root().join("webdriver.json")))
        .and_then(|ours| fs::write(&path, with_binary(&ours, &browser.chromium.to_string_lossy())))
        .map_err(|error| Failure::new(format!("webdriver.json cannot be prepared: {error}.")))?;
    Ok(path)
}

fn with_binary(settings: &str, chromium: &str) -> String {
    let chromium = chromium.replace('\\', "\\\\").replace('"', "\\\"");
    settings.replacen("\"args\"", &format!("\"binary\": \"{chromium}\",\n    \"args\""), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_stands_beside_its_arguments() {
        let settings = with_binary(r#"{"goog:chromeOptions": {"args": []}}"#, "/usr/bin/chromium");
        let wanted =
            "{\"goog:chromeOptions\": {\"binary\": \"/usr/bin/chromium\",\n    \"args\": []}}";
        assert_eq!(settings, wanted);
    }
}
