//! Any text as what the reader `ios-show-version` reads.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| seawall_fuzz::read("ios-show-version", "edge-1_show-version.txt", text));
