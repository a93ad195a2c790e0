#![no_main]
//! `checks/journal.rs` says what must hold.

libfuzzer_sys::fuzz_target!(|input: &[u8]| reprise_fuzz::check("journal_line", input));
