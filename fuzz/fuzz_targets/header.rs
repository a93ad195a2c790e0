#![no_main]
//! `checks/header.rs` says what must hold.

libfuzzer_sys::fuzz_target!(|input: &[u8]| reprise_fuzz::check("header", input));
