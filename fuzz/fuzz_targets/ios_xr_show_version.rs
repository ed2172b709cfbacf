//! Any text as what the reader `ios-xr-show-version` reads.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| seawall_fuzz::read("ios-xr-show-version", "edge-1_show-version.txt", text));
