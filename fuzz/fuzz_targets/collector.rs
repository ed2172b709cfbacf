//! Any bytes as a collector's document.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| seawall_fuzz::expand("a.json", bytes));
