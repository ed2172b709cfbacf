//! Any text as what the reader `inventory-csv` reads.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| seawall_fuzz::read("inventory-csv", "inventory.csv", text));
