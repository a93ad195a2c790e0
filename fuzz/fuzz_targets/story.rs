#![no_main]
//! `checks/story.rs` says what must hold.

libfuzzer_sys::fuzz_target!(|input: &[u8]| reprise_fuzz::check("story", input));
