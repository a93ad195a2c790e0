//! What the fuzzer lets the targets look at: the checks are those of the domain's own tests.

#[path = "../../crates/domain/tests/rules/checks/mod.rs"]
mod checks;

/// Lets a target look at an input; panics when a property does not hold.
pub fn check(target: &str, input: &[u8]) {
    checks::check(target, input);
}
