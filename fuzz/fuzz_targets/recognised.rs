//! Any text as what the reader `recognised` reads.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| seawall_fuzz::read("recognised", "fw-1.conf", text));
