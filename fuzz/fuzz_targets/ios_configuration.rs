//! Any text as what the reader `ios-configuration` reads.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| seawall_fuzz::read("ios-configuration", "configs/edge-1.cfg", text));
