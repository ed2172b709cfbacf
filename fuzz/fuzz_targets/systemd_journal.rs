//! Any text as what the reader `systemd-journal` reads.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| seawall_fuzz::read("systemd-journal", "jump1.json", text));
