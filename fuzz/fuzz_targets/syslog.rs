//! Any text as what the reader `syslog` reads.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| seawall_fuzz::read("syslog", "log/host.log", text));
