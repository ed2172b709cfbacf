//! Any text as what the reader `freeradius-log` reads.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| seawall_fuzz::read("freeradius-log", "radius/radius.log", text));
