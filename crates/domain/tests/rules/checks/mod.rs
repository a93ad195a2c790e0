//! What must hold for any bytes whatever: one function a target, shared by the fuzzer (`fuzz/`)
//! and by `corpus.rs`, which replays its seeds.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a check that cannot be made fails"
)]

mod address;
mod answer;
mod config;
mod entries;
mod evidence;
mod header;
mod journal;
mod limits;
mod pieces;
mod story;

/// A check: it panics when a property does not hold for these bytes.
type Check = fn(&[u8]);

/// Every target by its name; `fuzz/corpus` has a folder for each.
pub(crate) const TARGETS: [(&str, Check); 8] = [
    ("address", address::check),
    ("answer", answer::check),
    ("config", config::check),
    ("evidence", evidence::check),
    ("header", header::check),
    ("journal_line", journal::check),
    ("limits", limits::check),
    ("story", story::check),
];

/// Lets a target look at an input.
pub(crate) fn check(target: &str, input: &[u8]) {
    let (_, check) = TARGETS.iter().find(|(name, _)| *name == target).unwrap();
    check(input);
}
