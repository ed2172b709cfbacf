//! Any text as what the reader `cisco-ise` reads.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| seawall_fuzz::read("cisco-ise", "aaa/ise1.log", text));
