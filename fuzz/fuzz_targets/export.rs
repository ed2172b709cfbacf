//! Any bytes as an export of a log store.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| seawall_fuzz::expand("a.csv", bytes));
