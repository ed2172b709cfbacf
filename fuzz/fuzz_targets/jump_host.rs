//! Any text as what the reader `jump-host` reads.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| seawall_fuzz::read("jump-host", "jump1/auth.log", text));
