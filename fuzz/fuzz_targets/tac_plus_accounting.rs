//! Any text as what the reader `tac-plus-accounting` reads.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| seawall_fuzz::read("tac-plus-accounting", "aaa/tac_plus.acct", text));
