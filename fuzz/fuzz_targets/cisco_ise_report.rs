//! Any text as what the reader `cisco-ise-report` reads.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| seawall_fuzz::read("cisco-ise-report", "TACACS_Accounting.csv", text));
