//! Makes a file small.

use std::path::Path;

use crate::child::Job;
use crate::failure::Failure;

/// What wasm-opt does. Nothing is kept in the lowest 1024 bytes of memory: there the linker puts the
/// end of the stack, which is reached only when it is about to overflow. The names, by which functions
/// that are alike come to lie beside each other for Brotli, are gone afterwards, as is every other
/// section that does not run.
const OPTIMISATION: [&str; 12] = [
    "-O2",
    "--low-memory-unused",
    "--strip-producers",
    "--strip-target-features",
    "--reorder-functions-by-name",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-sign-ext",
    "--enable-simd",
    "--enable-mutable-globals",
];

/// Writes the small one to `to`.
pub(crate) fn optimise(from: &Path, to: &Path) -> Result<(), Failure> {
    let (from, to) = (from.to_string_lossy(), to.to_string_lossy());
    let words = [&OPTIMISATION[..], &[&from, "-o", &to]].concat();
    Job::new("shrink-program", "wasm-opt", &words).require().map(drop)
}
