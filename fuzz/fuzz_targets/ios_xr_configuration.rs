//! Any text as what the reader `ios-xr-configuration` reads.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| seawall_fuzz::read("ios-xr-configuration", "configs/edge-1.cfg", text));
