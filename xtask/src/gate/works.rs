//! The steps that count as one test each, and the native tests.

use super::components;
use super::step::{Finding, checks};
use super::tally::Tally;
use crate::child::Job;
use crate::failure::Failure;
use crate::page::budget;
use crate::{module, page, sandbox as server};

/// All but the page and its hands, which run in a browser only: here its framework would be compiled for
/// nothing. The server is part of the gate though a page needs only the library.
const NATIVE: [&str; 13] = [
    "--workspace",
    "--exclude",
    "reprise",
    "--exclude",
    "reprise-browser",
    "--exclude",
    "reprise-explain",
    "--exclude",
    "reprise-library",
    "--exclude",
    "reprise-prove",
    "--features",
    "reprise-sandbox/server",
];
const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];
const NO_WARNINGS: [&str; 3] = ["--", "-D", "warnings"];

/// `cargo fmt --check`.
pub(super) fn formatting() -> Result<Finding, Failure> {
    checks(vec![Job::cargo("fmt", &["fmt", "--all", "--check"])])
}

/// Clippy on everything that runs here.
pub(super) fn lint_native() -> Result<Finding, Failure> {
    // With the simulation, which stands behind a feature of the domain.
    let all = ["--all-targets", "--features", "reprise-domain/ablation"];
    let words = [&["clippy"][..], &NATIVE, &all, &NO_WARNINGS].concat();
    checks(vec![Job::cargo("lint-native", &words)])
}

/// Clippy on what ends in the browser, as the browser's target sees it.
pub(super) fn lint_wasm() -> Result<Finding, Failure> {
    // Native tests of the page need crates that do not compile here; those in the browser do.
    let tests: &[&str] = if components::exist() { &["--test", "web_*"] } else { &[] };
    let page = [
        &["clippy", "-p", "reprise", "-p", "reprise-browser", "--lib", "--bins"],
        tests,
        &WASM,
        &NO_WARNINGS,
    ]
    .concat();
    let lib: &[&str] = &["--lib"];
    let module = [&["clippy"], &module::PACKAGES[..], lib, &WASM, &NO_WARNINGS].concat();
    // As it is released; the tests are of the whole.
    let split = ["clippy", "-p", "reprise", "--lib", "--bins", "--features", "split"];
    let split = [&split[..], &WASM, &NO_WARNINGS].concat();
    // The tests of both are linted on this machine: only there does clippy know them as tests.
    let domain = [&["clippy", "-p", "reprise-domain", "--lib"][..], &WASM, &NO_WARNINGS].concat();
    let payload = [&["clippy", "-p", "reprise-payload", "--lib"][..], &WASM, &NO_WARNINGS].concat();
    let sandbox = [&["clippy", "-p", "reprise-sandbox", "--lib"][..], &WASM, &NO_WARNINGS].concat();
    checks(vec![
        Job::cargo("lint-wasm-domain", &domain),
        Job::cargo("lint-wasm-payload", &payload),
        Job::cargo("lint-wasm-sandbox", &sandbox),
        Job::cargo("lint-wasm-module", &module),
        Job::cargo("lint-wasm-page", &page),
        Job::cargo("lint-wasm-split-page", &split),
    ])
}

/// Documentation without a warning, such as a link that leads nowhere.
pub(super) fn docs() -> Result<Finding, Failure> {
    let native = [&["doc", "--no-deps"][..], &NATIVE].concat();
    let page = ["doc", "--no-deps", "--lib", "-p", "reprise", "-p", "reprise-browser"];
    let page = [&page[..], &module::PACKAGES, &WASM].concat();
    let strict = |name, words: &[&str]| Job::cargo(name, words).env("RUSTDOCFLAGS", "-D warnings");
    checks(vec![strict("docs", &native), strict("docs-page", &page)])
}

/// All tests that need neither wasm nor a browser.
pub(super) fn test_native() -> Result<Finding, Failure> {
    let words = [&["test", "--no-fail-fast"][..], &NATIVE].concat();
    Ok(Finding::of_runner(&Job::cargo("test-native", &words).run()?))
}

/// Hostile histories against the real core, and against it with each rule off: 100,000 and
/// 20,000 for each rule, and 300 for each cell of the table of worlds, unless the environment says
/// otherwise.
pub(super) fn simulation() -> Result<Finding, Failure> {
    let words = ["test", "-p", "reprise-domain", "--features", "ablation", "--profile", "soak"];
    let words = [&words[..], &["--test", "simulation", "--", "--test-threads", "1"]].concat();
    Ok(Finding::of_runner(&Job::cargo("simulation", &words).run()?))
}

/// Builds the release page, or finds it up to date.
pub(super) fn page() -> Result<Finding, Failure> {
    page::build()?;
    Ok(Finding::of(Tally::of_one(page::is_built()), None))
}

/// Weighs the page's first load, and the module.
pub(super) fn budget() -> Result<Finding, Failure> {
    let (page, module) = (budget::weigh()?, module::weigh()?);
    let mut tally = Tally::of_one(page.is_within());
    tally += Tally::of_one(module.is_within());
    Ok(Finding::of(tally, Some(format!("{page}\n{module}"))))
}

/// Builds the server the end-to-end tests talk to.
pub(super) fn sandbox() -> Result<Finding, Failure> {
    server::build()?;
    Ok(Finding::of(Tally::of_one(true), None))
}
