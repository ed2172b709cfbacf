//! Any text as what the reader `radius-detail` reads.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| seawall_fuzz::read("radius-detail", "radacct/detail", text));
