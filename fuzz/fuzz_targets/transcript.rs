//! Any bytes as a recording of a terminal.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| seawall_fuzz::expand("session.log", bytes));
