//! The steps of the gate, in order: what fails fast comes first.

use super::step::Step;
use super::{components, end_to_end, wasm, works};
use crate::tools::Need;

/// Every step; `check` runs those that are `fast`.
pub(super) static ALL: [Step; 13] = [
    Step {
        name: "fmt",
        title: "formatting",
        fast: true,
        needs: &[],
        requires: &[],
        work: works::formatting,
    },
    Step {
        name: "lint-native",
        title: "clippy on this machine",
        fast: true,
        needs: &[],
        requires: &[],
        work: works::lint_native,
    },
    Step {
        name: "lint-wasm",
        title: "clippy on wasm",
        fast: true,
        needs: &[Need::WasmTarget],
        requires: &[],
        work: works::lint_wasm,
    },
    Step {
        name: "docs",
        title: "documentation",
        fast: true,
        needs: &[],
        requires: &[],
        work: works::docs,
    },
    Step {
        name: "test-native",
        title: "tests on this machine",
        fast: true,
        needs: &[],
        requires: &[],
        work: works::test_native,
    },
    Step {
        name: "simulation",
        title: "hostile histories, with all rules and with each one off",
        fast: false,
        needs: &[],
        requires: &[],
        work: works::simulation,
    },
    Step {
        name: "test-domain-wasm",
        title: "the domain's tests in wasm",
        fast: false,
        needs: &[Need::WasmTarget, Need::WasmRunner],
        requires: &[],
        work: wasm::domain,
    },
    Step {
        name: "test-sandbox-wasm",
        title: "the sandbox's tests in wasm",
        fast: false,
        needs: &[Need::WasmTarget, Need::WasmRunner],
        requires: &[],
        work: wasm::sandbox,
    },
    Step {
        name: "test-components",
        title: "component tests in Chromium",
        fast: false,
        needs: &[Need::WasmTarget, Need::WasmRunner, Need::Browser],
        requires: &[],
        work: components::test,
    },
    Step {
        name: "page",
        title: "the release page",
        fast: false,
        needs: &[Need::WasmTarget, Need::PageBuilder],
        requires: &[],
        work: works::page,
    },
    Step {
        name: "budget",
        title: "the byte budget",
        fast: false,
        needs: &[],
        requires: &["page"],
        work: works::budget,
    },
    Step {
        name: "sandbox",
        title: "the sandbox server",
        fast: false,
        needs: &[],
        requires: &[],
        work: works::sandbox,
    },
    Step {
        name: "e2e",
        title: "end-to-end tests and axe on the built page",
        fast: false,
        needs: &[Need::Browser, Need::EndToEnd],
        requires: &["page", "sandbox"],
        work: end_to_end::test,
    },
];
