//! Any text as what the reader `cisco-syslog` reads.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| seawall_fuzz::read("cisco-syslog", "log/edge-1/2026-09-30.log", text));
